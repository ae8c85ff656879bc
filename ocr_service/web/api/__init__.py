"""The API for programs: `/api/v1`."""

from typing import Any

from flask_openapi3.models.tag import Tag

from ocr_service.web.problems import MEDIA_TYPE

PREFIX = "/api/v1"
SECURITY: list[dict[str, list[Any]]] = [{"key": []}]

DOSSIERS = Tag(name="dossiers", description="Hồ sơ: gửi giấy tờ đã quét, hỏi kết quả.")
DOCUMENTS = Tag(name="documents", description="Giấy tờ: dữ liệu đã bóc tách và ảnh trang.")
CATALOGUE = Tag(name="catalogue", description="Danh mục: loại giấy tờ và thủ tục hiểu được.")
WEBHOOKS = Tag(
    name="webhooks", description="Thông báo: gửi đến hệ thống khác khi hồ sơ, giấy tờ có kết quả."
)
AUDIT = Tag(name="audit", description="Nhật ký: ai đã xem, sửa, lấy gì, lúc nào, từ đâu.")
HEALTH = Tag(name="health", description="Máy dò: hệ thống sống và sẵn sàng.")


def problems(*statuses: int) -> dict[str | int, Any]:
    """The problems that an operation may answer with, for its description."""
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        str(status): {"description": "Problem", "content": {MEDIA_TYPE: {"schema": schema}}}
        for status in (401, 422, 500, *statuses)
    }
