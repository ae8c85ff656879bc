"""The API for programs: `/api/v1`."""

from typing import Any

from flask_openapi3.models.tag import Tag

from ocr_service.web.problems import MEDIA_TYPE
from ocr_service.web.sessions import COOKIE, HOST_ONLY, TOKEN_HEADER

PREFIX = "/api/v1"
KEY, SESSION = "key", "session"
SECURITY: list[dict[str, list[Any]]] = [{KEY: []}, {SESSION: []}]  # either will do
SCHEMES: dict[str, Any] = {
    KEY: {"type": "http", "scheme": "bearer", "description": "API key"},
    SESSION: {
        "type": "apiKey",
        "in": "cookie",
        "name": HOST_ONLY + COOKIE,
        "description": f"Of a person who signed in at `/sign-in`; `{COOKIE}` over plain http "
        f"on this very machine. Changes also need the token of our page in `{TOKEN_HEADER}`.",
    },
}

DOSSIERS = Tag(name="dossiers", description="Hồ sơ: gửi giấy tờ đã quét, hỏi kết quả.")
UPLOADS = Tag(
    name="uploads",
    description="Tệp lớn hay mạng yếu: tải lên từng đoạn (tus 1.0.0), dở thì đi tiếp.",
)
DOCUMENTS = Tag(name="documents", description="Giấy tờ: dữ liệu đã bóc tách và ảnh trang.")
DESK = Tag(name="reviews", description="Bàn xem lại: hàng chờ, ai đang xem, hoãn, lấy mẫu.")
RECORDS = Tag(
    name="records", description="Dữ liệu dùng lại: tìm, lấy, ghi nhận đã dùng thay giấy tờ."
)
CATALOGUE = Tag(name="catalogue", description="Danh mục: loại giấy tờ và thủ tục hiểu được.")
WEBHOOKS = Tag(
    name="webhooks",
    description="Thông báo: gửi đến hệ thống khác khi hồ sơ đã đọc xong, giấy tờ đã được kiểm tra.",
)
REPORTS = Tag(name="reports", description="Báo cáo: tỷ lệ số hóa, tái sử dụng, việc còn tồn.")
AUDIT = Tag(name="audit", description="Nhật ký: ai đã xem, sửa, lấy gì, lúc nào, từ đâu.")
HEALTH = Tag(name="health", description="Máy dò: hệ thống sống và sẵn sàng.")


def problems(*statuses: int) -> dict[str | int, Any]:
    """The problems that an operation may answer with, for its description."""
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        str(status): {"description": "Problem", "content": {MEDIA_TYPE: {"schema": schema}}}
        for status in (401, 422, 500, *statuses)
    }
