"""What the scripts of the review page say."""

from flask_babel import lazy_gettext as _

from ocr_service.domain.review import Verdict

VERDICTS = {
    Verdict.ACCEPTED: _("Đã chấp nhận"),
    Verdict.REJECTED: _("Đã từ chối"),
    Verdict.OPEN: _("Đã sửa, còn phải xem"),
}
FIELDS = {
    "none": _("(trống)"),
    "more": _("Thêm {n} trường chưa thấy trên giấy"),
    "right": _("Đúng"),
    "edit": _("Sửa"),
    "key": _("Nhập"),
    "save": _("Lưu"),
    "give_up": _("Hủy"),
    "use_it": _("Dùng giá trị này"),
    "lines": _("Enter để lưu, Shift+Enter để xuống dòng."),
    "row_more": _("Thêm dòng"),
    "row_gone": _("Bỏ dòng này"),
    "confirmed": _("đã xác nhận"),
    "typed": _("đã sửa"),
    "blind": _("nhập độc lập"),
    "key_it": _("Nhập như trên giấy"),
    "keyed": _("Bạn đã nhập; chờ người thứ hai"),
    "percent": _("Khả năng đúng: {n}%"),
    "sure_sure": _("chắc"),
    "sure_fairly": _("khá chắc"),
    "sure_unsure": _("chưa chắc"),
    "in_doubt": _("nghi ngờ"),
    "sure_told": _("người đã xem"),
    "source_ocr": _("đọc từ ảnh"),
    "source_text_layer": _("chữ trong tệp"),
    "source_qr": _("mã QR"),
    "source_mrz": _("dòng MRZ"),
    "source_barcode": _("mã vạch"),
    "source_derived": _("suy ra"),
    "handwritten": _("chữ viết tay"),
    "theirs": _("Người khác vừa lưu: {before} → {after}"),
    "was": _("Máy đọc: {value}"),
    "left": _("Còn {n} chỗ cần xem."),
    "no_type": _("Giấy tờ chưa rõ loại"),
    "choose_type": _("Hãy chọn loại (t), hoặc từ chối (x)."),
    "none_left": _("Không còn chỗ nghi ngờ. Ctrl+Enter để chấp nhận."),
}
PICTURE = {
    "page": _("Trang {n}"),
    "picture_of": _("Ảnh trang {n} trên {of}"),
    "whole": _("Xem cả trang"),
    "close": _("Xem gần"),
    "draw": _(
        "Vẽ khung: kéo chuột, hoặc phím mũi tên để dời, Shift và mũi tên để đổi cỡ, "
        "Enter để đọc, Esc để hủy."
    ),
    "draw_given_up": _("Đã hủy vẽ khung."),
    "reading_box": _("Đang đọc lại khung này… Esc để hủy."),
    "read_as": _("Đọc được: {text}"),
    "read_aside": _("Đọc lại được ở {field}: {text}. Nếu đúng, chọn “Dùng giá trị này” ở đó."),
    "no_worker": _("Máy đọc đang bận. Hãy thử lại sau, hoặc tự gõ giá trị."),
}
DEEDS = {
    "did_confirm": _("Đã xác nhận {field}."),
    "did_type": _("Đã ghi {field}: {value}."),
    "did_edit": _("Sửa {field}. Enter để lưu, Esc để hủy."),
    "did_edit_lines": _("Sửa {field}. Enter để lưu, Shift+Enter để xuống dòng, Esc để hủy."),
    "did_give_up": _("Giữ nguyên."),
    "undone": _("Đã hoàn tác ở {field}."),
    "still_open": _(
        "Còn chỗ nghi ngờ: {fields}. Nhấn Ctrl+Enter lần nữa nếu vẫn chấp nhận giấy này."
    ),
    "differs": _(
        "Chưa chấp nhận: hai người nhập khác nhau ở {fields}. Hãy so với ảnh, nhấn Enter để nhập "
        "giá trị đúng, rồi Ctrl+Enter."
    ),
    "refused": _("Chưa lưu: có giá trị chưa hợp lệ, xem lời nhắc ở từng trường."),
    "stale": _(
        "Chưa lưu: người khác vừa sửa giấy này ({fields}). Những gì bạn gõ vẫn còn; "
        "hãy xem chỗ khác nhau rồi nhấn Ctrl+Enter để lưu lại."
    ),
    "stale_only": _(
        "Chưa lưu: người khác vừa lưu giấy này, không đổi giá trị nào. Nhấn Ctrl+Enter để lưu lại."
    ),
    "not_saved": _("Chưa lưu."),
    "not_saved_silence": _(
        "Chưa lưu: không kết nối được. Những gì bạn gõ vẫn còn trên trang này; "
        "khi có mạng, nhấn Ctrl+Enter để lưu."
    ),
    "signed_out": _(
        "Chưa lưu: phiên làm việc đã hết. Hãy đăng nhập lại ở một thẻ khác, "
        "rồi quay lại đây nhấn Ctrl+Enter; những gì bạn gõ vẫn còn."
    ),
    "offline": _("Mất kết nối. Những gì bạn gõ vẫn còn trên trang này, nhưng chưa lưu."),
    "held_unsaved": _("Những gì bạn gõ vẫn còn trên trang này, nhưng chưa lưu."),
    "taken_over": _("Bạn đã nhận giấy tờ này."),
    "accepted": _("Đã chấp nhận. Đang mở giấy tờ tiếp theo."),
    "waits": _("Đã lưu phần bạn nhập; chờ người thứ hai. Đang mở giấy tờ tiếp theo."),
    "rejected": _("Đã từ chối. Đang mở giấy tờ tiếp theo."),
    "postponed": _("Đã hoãn. Đang mở giấy tờ tiếp theo."),
    "skipped": _("Đang mở giấy tờ tiếp theo."),
    "not_opened": _("Chưa mở được giấy tờ tiếp theo. {why} Nhấn Ctrl+Enter để thử lại."),
    "retyped": _("Đã đổi loại thành {title}; các trường được đọc lại."),
}
WORDS = FIELDS | PICTURE | DEEDS
