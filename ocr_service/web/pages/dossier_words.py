"""What the script of a dossier's page says, in the language of the request."""

from flask_babel import lazy_gettext as _

# {names} are filled in by the script.
WORDS = {
    "stale": _("Hồ sơ vừa thay đổi nên đã tải lại. Hãy xem rồi làm lại nếu còn cần."),
    "busy": _("Hồ sơ đang được đọc lại; các nút sửa trang dùng được ngay khi đọc xong."),
    "waits": _("Hồ sơ đang được đọc lại; sẽ làm ngay khi đọc xong."),
    "named": _("Đã sửa mã, thủ tục của hồ sơ."),
    "settled": _("Hồ sơ đã đọc xong."),
    "undo": _("Hoàn tác"),
    "redo": _("Làm lại"),
    "turn": _("Đã xoay {pages}; trang được đọc lại."),
    "move": _("Đã chuyển {pages}."),
    "split": _("Đã tách: giấy tờ mới bắt đầu từ {pages}."),
    "join": _("Đã ghép {pages} vào giấy tờ trước."),
    "blank": _("Đã đánh dấu {pages} là trang trắng."),
    "not_blank": _("Đã đánh dấu {pages} không phải trang trắng."),
    "replace": _("Đã nhận ảnh thay cho {pages}; đang đọc."),
    "used": _("Đã ghi nhận dùng lại; không phải yêu cầu nộp giấy tờ này."),
    "take_away": _("Đã bỏ tệp {file} khỏi hồ sơ."),
    "replace_file": _("Đã nhận tệp thay cho {file}; đang đọc."),
    "undone": _("Đã hoàn tác."),
    "redone": _("Đã làm lại."),
    "retried": _("Đang đọc lại những tệp bị lỗi."),
    "page": _("trang {number}"),
    "pages": _("{count} trang"),
    "chosen": _("Đang chọn {pages}"),
    "reading": _("đã đọc {read}/{count} trang"),
}
