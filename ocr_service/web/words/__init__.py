"""The words of the front door: what each kind of problem is called, and what to do about it."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: its HTTP status, its name and its remedy for people."""

    status: int
    title: str
    remedy: str


KINDS: Mapping[str, Kind] = {
    "bad_request": Kind(
        400,
        "Yêu cầu gửi đến không đúng dạng.",
        "Hãy kiểm tra cách gửi theo tài liệu tại /api/docs.",
    ),
    "not_authenticated": Kind(
        401,
        "Thiếu khóa truy cập, hoặc khóa không đúng, đã hết hạn hay đã bị thu hồi.",
        "Hãy gửi kèm tiêu đề Authorization: Bearer KHÓA; xin khóa ở người quản trị.",
    ),
    "forbidden": Kind(
        403,
        "Khóa hoặc tài khoản này không được phép làm việc đó.",
        "Hãy dùng khóa, tài khoản có vai trò và cơ quan phù hợp, hoặc hỏi người quản trị.",
    ),
    "foreign_request": Kind(
        403,
        "Yêu cầu này không đến từ trang đang mở của hệ thống.",
        "Hãy tải lại trang rồi làm lại; phần mềm gửi kèm X-CSRF-Token, hoặc dùng khóa.",
    ),
    "not_found": Kind(
        404, "Không tìm thấy.", "Hãy kiểm tra lại đường dẫn và mã, hoặc khóa của đúng cơ quan."
    ),
    "method_not_allowed": Kind(
        405,
        "Địa chỉ này không nhận kiểu yêu cầu đó.",
        "Hãy xem các kiểu yêu cầu tại /api/docs.",
    ),
    "erased": Kind(
        410,
        "Hồ sơ này đã được xóa hẳn theo yêu cầu hoặc hết thời hạn lưu.",
        "Không lấy lại được; nếu vẫn cần, hãy gửi lại giấy tờ trong một hồ sơ mới.",
    ),
    "conflict": Kind(
        409,
        "Trạng thái hiện tại của hồ sơ không cho phép việc này.",
        "Hãy xem lại hồ sơ rồi thử lại nếu còn cần.",
    ),
    "leased": Kind(
        409,
        "Người khác đang xem giấy tờ này.",
        "Hãy làm giấy tờ khác, hoặc nhận lại giấy tờ này nếu người đó không còn làm.",
    ),
    "not_keyed_twice": Kind(
        409,
        "Có trường phải do hai người nhập độc lập trước đã.",
        "Hãy nhập các trường đó ở phần nhập hai lần, rồi để một người khác nhập lần thứ hai.",
    ),
    "not_settled": Kind(
        409,
        "Có trường được hai người nhập khác nhau mà chưa ai cho biết giá trị đúng.",
        "Hãy so với ảnh, nhập giá trị đúng của từng trường đó, rồi chấp nhận lại.",
    ),
    "not_waiting": Kind(
        409,
        "Giấy tờ này không còn chờ xem nữa.",
        "Hãy tải lại danh sách; có thể người khác vừa xem xong.",
    ),
    "not_ready_to_hand_over": Kind(
        409,
        "Hồ sơ chưa đọc xong, hoặc không đọc được, nên chưa bàn giao được.",
        "Hãy đợi đọc xong, hoặc xử lý các tệp lỗi, rồi xuất lại.",
    ),
    "own_dossier": Kind(
        409,
        "Giấy tờ này nằm trong chính hồ sơ đó.",
        "Hãy nêu mã của hồ sơ khác, nơi dữ liệu được dùng lại.",
    ),
    "record_revoked": Kind(
        409,
        "Giấy tờ này đã bị thu hồi, không dùng lại và không ký số được nữa.",
        "Hãy yêu cầu nộp giấy tờ mới; nếu ghi nhận thu hồi nhầm, hãy bỏ ghi nhận đó.",
    ),
    "not_listening": Kind(
        409,
        "Nơi nhận này không nghe giấy tờ của cơ quan đó, hoặc đã ngừng nhận.",
        "Hãy chọn nơi nhận khác, hoặc nhờ người quản trị đăng ký nhận document.accepted.",
    ),
    "not_accepted": Kind(
        409,
        "Chỉ ký số được bản sao của giấy tờ đã chấp nhận.",
        "Hãy kiểm tra và chấp nhận giấy tờ này, rồi ký.",
    ),
    "signing_off": Kind(
        409,
        "Hệ thống này chưa có khóa ký số của cơ quan.",
        "Nhờ người quản trị đặt OCR_SIGN_PKCS12 hoặc OCR_SIGN_PKCS11_MODULE.",
    ),
    "signing_not_for": Kind(
        409,
        "Khóa ký số của hệ thống này không phải của cơ quan giữ giấy tờ này.",
        "Hãy nhờ cơ quan có khóa ký; người quản trị đặt OCR_SIGN_FOR là mã cơ quan có khóa.",
    ),
    "signing_key": Kind(
        503,
        "Không dùng được khóa ký số của cơ quan.",
        "Báo người quản trị: lệnh ocr-service doctor cho biết vì sao.",
    ),
    "too_long_to_sign": Kind(
        409,
        "Giấy tờ này dài quá số trang ký được một lần.",
        "Hãy tách giấy tờ thành nhiều phần rồi ký từng phần.",
    ),
    "not_signed": Kind(409, "Giấy tờ này chưa có bản sao ký số.", "Hãy ký số bản sao trước."),
    "signed_before": Kind(
        409,
        "Giấy tờ này đã thay đổi sau khi bản sao được ký.",
        "Hãy ký số lại bản sao.",
    ),
    "request_in_progress": Kind(
        409,
        "Yêu cầu trước với cùng Idempotency-Key còn đang được xử lý.",
        "Hãy đợi vài giây rồi gửi lại với cùng khóa đó.",
    ),
    "stale": Kind(
        412,
        "Giấy tờ hoặc hồ sơ này đã thay đổi sau khi bạn mở.",
        "Hãy tải lại để xem bản mới nhất, rồi làm lại việc của mình nếu còn cần.",
    ),
    "precondition_required": Kind(
        428,
        "Thiếu tiêu đề If-Match.",
        "Hãy gửi kèm ETag nhận được khi xem giấy tờ, để không ghi đè lên việc của người khác.",
    ),
    "request_too_large": Kind(
        413,
        "Lượng dữ liệu gửi đến vượt mức cho phép.",
        "Hãy tách hồ sơ thành nhiều lần gửi, hoặc quét lại ở 200–300 dpi.",
    ),
    "unsupported_type": Kind(
        415,
        "Không có tệp nào thuộc loại đọc được.",
        "Hãy gửi tệp PDF, TIFF, JPEG hoặc PNG.",
    ),
    "not_multipart": Kind(
        415,
        "Yêu cầu phải ở dạng multipart/form-data.",
        "Hãy gửi các tệp trong trường files của một biểu mẫu multipart/form-data.",
    ),
    "not_offset_stream": Kind(
        415,
        "Yêu cầu phải ở dạng application/offset+octet-stream.",
        "Hãy gửi nội dung tệp đúng như giao thức tus 1.0.0.",
    ),
    "offset_conflict": Kind(
        409,
        "Đoạn gửi đến không nối tiếp đúng chỗ đã nhận.",
        "Hãy hỏi lại chỗ đã nhận (HEAD) rồi gửi tiếp từ đó.",
    ),
    "tus_version": Kind(
        412,
        "Thiếu tiêu đề Tus-Resumable, hoặc phiên bản giao thức khác 1.0.0.",
        "Hãy gửi kèm Tus-Resumable: 1.0.0.",
    ),
    "unreadable": Kind(
        422, "Không đọc được tệp đã gửi.", "Hãy xem lý do ở từng tệp, sửa rồi gửi lại."
    ),
    "invalid_request": Kind(
        422,
        "Một số giá trị gửi đến không hợp lệ.",
        "Hãy sửa các giá trị được nêu trong errors rồi gửi lại.",
    ),
    "idempotency_key_reused": Kind(
        422,
        "Idempotency-Key này đã được dùng cho một yêu cầu khác.",
        "Hãy dùng một khóa mới cho mỗi yêu cầu mới.",
    ),
    "too_many_webhooks": Kind(
        409,
        "Cơ quan này đã đăng ký quá nhiều địa chỉ nhận thông báo.",
        "Hãy xóa các địa chỉ không còn dùng rồi đăng ký lại.",
    ),
    "not_to_be_replayed": Kind(
        409,
        "Thông báo này đang được gửi, hoặc địa chỉ nhận của nó đã ngừng nhận.",
        "Hãy đợi ít giây rồi thử lại; nếu địa chỉ đã ngừng nhận, hãy đăng ký lại địa chỉ.",
    ),
    "too_many_requests": Kind(
        429,
        "Gửi quá nhiều yêu cầu, hoặc thử sai khóa, mật khẩu quá nhiều lần.",
        "Hãy đợi số giây nêu ở tiêu đề Retry-After rồi thử lại.",
    ),
    "unavailable": Kind(
        503,
        "Hệ thống tạm thời không nhận được yêu cầu.",
        "Hãy gửi lại sau ít giây; nếu kéo dài, báo người quản trị.",
    ),
}
INTERNAL = Kind(
    500,
    "Hệ thống gặp lỗi khi xử lý yêu cầu này.",
    "Hãy thử lại sau; nếu vẫn lỗi, báo người quản trị kèm thời điểm xảy ra.",
)
BY_STATUS = {
    400: "bad_request",
    401: "not_authenticated",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    409: "conflict",
    412: "stale",
    413: "request_too_large",
    415: "not_multipart",
    422: "invalid_request",
    428: "precondition_required",
    429: "too_many_requests",
    503: "unavailable",
}


def kind_for(status: int) -> tuple[str, Kind]:
    """The code and kind of an HTTP status that Flask answers with by itself."""
    if status in BY_STATUS:
        code = BY_STATUS[status]
        return code, KINDS[code]
    if status >= 500:
        return "internal", INTERNAL
    bad = KINDS["bad_request"]
    return "bad_request", Kind(status, bad.title, bad.remedy)
