"""What each act of the audit trail is called, in a sentence; ``who`` and the like are filled in."""

from collections.abc import Mapping

from flask_babel import lazy_gettext

from ocr_service.domain.audit import Act

SENTENCES: Mapping[str, object] = {
    Act.DOSSIER_RECEIVED: lazy_gettext("{who} đưa vào hồ sơ {dossier} gồm {files} tệp"),
    Act.FILES_ADDED: lazy_gettext("{who} gửi thêm {files} tệp vào hồ sơ {dossier}"),
    Act.DOSSIER_RETRIED: lazy_gettext("{who} cho đọc lại {files} tệp lỗi của hồ sơ {dossier}"),
    Act.DOSSIER_FORCED: lazy_gettext(
        "{who} cho đọc lại {files} tệp của hồ sơ {dossier}, kể cả tệp bị cách ly"
    ),
    Act.FILE_FAILED: lazy_gettext("{who} không đọc được một tệp của hồ sơ {dossier} ({code})"),
    Act.DOCUMENT_UNDERSTOOD: lazy_gettext(
        "{who} bóc tách dữ liệu của {paper} trong hồ sơ {dossier}"
    ),
    Act.DOCUMENT_DROPPED: lazy_gettext("{who} đọc lại hồ sơ {dossier} và không còn thấy {paper}"),
    Act.DOCUMENT_REVIEWED: lazy_gettext(
        "{who} kiểm tra {paper} trong hồ sơ {dossier}, sửa {count} trường: {verdict}"
    ),
    Act.DOCUMENT_TAKEN_OVER: lazy_gettext(
        "{who} nhận thay người khác việc xem {paper} trong hồ sơ {dossier}"
    ),
    Act.DOCUMENT_POSTPONED: lazy_gettext("{who} để lại sau {paper} trong hồ sơ {dossier}"),
    Act.DOCUMENT_RESUMED: lazy_gettext("{who} xem tiếp {paper} trong hồ sơ {dossier}"),
    Act.DOCUMENT_KEYED: lazy_gettext("{who} nhập độc lập {paper} trong hồ sơ {dossier}"),
    Act.DOCUMENT_SAMPLED: lazy_gettext("{who} chọn {paper} trong hồ sơ {dossier} làm mẫu"),
    Act.DOCUMENT_SIGNED: lazy_gettext("{who} ký số bản sao của {paper} trong hồ sơ {dossier}"),
    Act.DOSSIER_EDITED: lazy_gettext("{who} sắp xếp lại các trang của hồ sơ {dossier}"),
    Act.DOSSIER_NAMED: lazy_gettext(
        "{who} sửa mã, thủ tục hoặc cơ quan có thẩm quyền của hồ sơ {dossier}"
    ),
    Act.DOSSIER_SETTLED: lazy_gettext(
        "{who} đọc xong hồ sơ {dossier}: {documents} giấy tờ, {pages} trang"
    ),
    Act.DOSSIER_FAILED: lazy_gettext("{who} không đọc được hồ sơ {dossier}"),
    Act.MAIL_REFUSED: lazy_gettext("{who} từ chối một thư điện tử ({code})"),
    Act.DOSSIER_READ: lazy_gettext("{who} xem hồ sơ {dossier}"),
    Act.DOSSIERS_LISTED: lazy_gettext("{who} xem một danh sách {found} hồ sơ"),
    Act.DOCUMENT_READ: lazy_gettext("{who} xem {paper} trong hồ sơ {dossier}"),
    Act.PICTURE_READ: lazy_gettext("{who} xem ảnh của {paper} trong hồ sơ {dossier}"),
    Act.RECORD_HANDED_OUT: lazy_gettext("{who} nhận dữ liệu của {paper} trong hồ sơ {dossier}"),
    Act.RECORD_USED: lazy_gettext("{who} dùng lại dữ liệu của {paper} trong hồ sơ {dossier}"),
    Act.RECORD_REVOKED: lazy_gettext("{who} ghi nhận {paper} trong hồ sơ {dossier} đã bị thu hồi"),
    Act.RECORD_REINSTATED: lazy_gettext("{who} bỏ ghi nhận thu hồi {paper} trong hồ sơ {dossier}"),
    Act.RECORD_READ: lazy_gettext("{who} xem dữ liệu của {paper} trong hồ sơ {dossier}"),
    Act.RECORD_SENT: lazy_gettext(
        "{who} gửi dữ liệu của {paper} trong hồ sơ {dossier} đến {subject}"
    ),
    Act.POPULATION_ASKED: lazy_gettext("{who} tra cứu một người trong CSDL quốc gia về dân cư"),
    Act.EXPORT_MADE: lazy_gettext("{who} xuất dữ liệu"),
    Act.REPORT_READ: lazy_gettext("{who} xem báo cáo"),
    Act.EVENT_SENT: lazy_gettext("{who} báo tin về hồ sơ {dossier} đến {subject}"),
    Act.WEBHOOK_ADDED: lazy_gettext("{who} đăng ký nơi nhận thông báo {subject}"),
    Act.WEBHOOK_REMOVED: lazy_gettext("{who} xóa nơi nhận thông báo {subject}"),
    Act.WEBHOOK_DISABLED: lazy_gettext("{who} ngừng báo tin đến {subject}, nơi không nhận nữa"),
    Act.WEBHOOK_TESTED: lazy_gettext("{who} gửi thử một tin đến {subject}"),
    Act.DELIVERY_REPLAYED: lazy_gettext("{who} cho gửi lại tin về hồ sơ {dossier} đến {subject}"),
    Act.KEY_ADDED: lazy_gettext("{who} cấp khóa {subject}"),
    Act.KEY_REVOKED: lazy_gettext("{who} thu hồi khóa {subject}"),
    Act.ACCOUNT_ADDED: lazy_gettext("{who} lập tài khoản {subject}"),
    Act.ACCOUNT_CHANGED: lazy_gettext("{who} thay đổi tài khoản {subject}"),
    Act.ACCOUNT_LOCKED: lazy_gettext("Tài khoản {subject} tạm khóa vì nhập sai nhiều lần"),
    Act.ACCOUNT_UNLOCKED: lazy_gettext("{who} mở lại tài khoản {subject} đang tạm khóa"),
    Act.ACCOUNT_DISABLED: lazy_gettext("{who} ngừng tài khoản {subject}"),
    Act.PASSWORD_CHANGED: lazy_gettext("{who} đổi mật khẩu của tài khoản {subject}"),
    Act.SECOND_FACTOR_CHANGED: lazy_gettext("{who} đổi xác thực hai lớp của tài khoản {subject}"),
    Act.SIGN_IN_SUCCEEDED: lazy_gettext("{who} đăng nhập"),
    Act.SIGN_IN_FAILED: lazy_gettext("Có người đăng nhập không được vào tài khoản {subject}"),
    Act.SIGNED_OUT: lazy_gettext("{who} cho tài khoản {subject} đăng xuất"),
    Act.DOSSIER_ERASED: lazy_gettext("{who} xóa hẳn hồ sơ {dossier}"),
    Act.DOSSIER_IMPORTED: lazy_gettext("{who} nhận hồ sơ {dossier} do nơi khác bàn giao"),
    Act.PERSON_ERASED: lazy_gettext("{who} xóa hẳn {dossiers} hồ sơ của một người"),
    Act.FILES_ROTATED: lazy_gettext("{who} đổi khóa mã hóa của các tệp"),
    Act.BACKUP_MADE: lazy_gettext("{who} sao lưu, gồm {files} tệp"),
    Act.BACKUP_RESTORED: lazy_gettext("{who} khôi phục từ bản sao lưu"),
    Act.TRAIL_READ: lazy_gettext("{who} xem nhật ký"),
    Act.TRAIL_CHECKED: lazy_gettext("{who} kiểm tra nhật ký, mục {first} đến {last}"),
}
# What one chooses from, by what the acts are about.
CHOICES: Mapping[object, Mapping[Act, object]] = {
    lazy_gettext("Hồ sơ"): {
        Act.DOSSIER_RECEIVED: lazy_gettext("Nhận hồ sơ"),
        Act.FILES_ADDED: lazy_gettext("Gửi thêm tệp"),
        Act.DOSSIER_RETRIED: lazy_gettext("Đọc lại tệp lỗi"),
        Act.DOSSIER_FORCED: lazy_gettext("Đọc lại tệp bị cách ly"),
        Act.FILE_FAILED: lazy_gettext("Tệp không đọc được"),
        Act.DOSSIER_EDITED: lazy_gettext("Sắp xếp lại trang"),
        Act.DOSSIER_NAMED: lazy_gettext("Sửa mã, thủ tục"),
        Act.DOSSIER_SETTLED: lazy_gettext("Đọc xong hồ sơ"),
        Act.DOSSIER_FAILED: lazy_gettext("Hồ sơ không đọc được"),
        Act.MAIL_REFUSED: lazy_gettext("Thư bị từ chối"),
        Act.DOSSIER_READ: lazy_gettext("Xem hồ sơ"),
        Act.DOSSIERS_LISTED: lazy_gettext("Xem danh sách hồ sơ"),
        Act.DOSSIER_IMPORTED: lazy_gettext("Nhận hồ sơ bàn giao"),
        Act.DOSSIER_ERASED: lazy_gettext("Xóa hẳn hồ sơ"),
        Act.PERSON_ERASED: lazy_gettext("Xóa hẳn hồ sơ của một người"),
    },
    lazy_gettext("Giấy tờ"): {
        Act.DOCUMENT_UNDERSTOOD: lazy_gettext("Bóc tách dữ liệu"),
        Act.DOCUMENT_DROPPED: lazy_gettext("Bỏ giấy tờ khi đọc lại"),
        Act.DOCUMENT_REVIEWED: lazy_gettext("Kiểm tra, sửa"),
        Act.DOCUMENT_TAKEN_OVER: lazy_gettext("Nhận thay việc xem"),
        Act.DOCUMENT_POSTPONED: lazy_gettext("Để lại sau"),
        Act.DOCUMENT_RESUMED: lazy_gettext("Xem tiếp"),
        Act.DOCUMENT_KEYED: lazy_gettext("Nhập độc lập"),
        Act.DOCUMENT_SAMPLED: lazy_gettext("Chọn làm mẫu"),
        Act.DOCUMENT_SIGNED: lazy_gettext("Ký số bản sao"),
        Act.DOCUMENT_READ: lazy_gettext("Xem giấy tờ"),
        Act.PICTURE_READ: lazy_gettext("Xem ảnh trang"),
        Act.RECORD_READ: lazy_gettext("Xem dữ liệu"),
        Act.RECORD_SENT: lazy_gettext("Gửi dữ liệu đi"),
        Act.RECORD_HANDED_OUT: lazy_gettext("Nhận dữ liệu"),
        Act.RECORD_USED: lazy_gettext("Dùng lại dữ liệu"),
        Act.RECORD_REVOKED: lazy_gettext("Ghi nhận thu hồi"),
        Act.RECORD_REINSTATED: lazy_gettext("Bỏ ghi nhận thu hồi"),
        Act.POPULATION_ASKED: lazy_gettext("Tra cứu CSDL dân cư"),
        Act.EXPORT_MADE: lazy_gettext("Xuất dữ liệu"),
        Act.REPORT_READ: lazy_gettext("Xem báo cáo"),
    },
    lazy_gettext("Người dùng"): {
        Act.SIGN_IN_SUCCEEDED: lazy_gettext("Đăng nhập"),
        Act.SIGN_IN_FAILED: lazy_gettext("Đăng nhập không được"),
        Act.SIGNED_OUT: lazy_gettext("Đăng xuất"),
        Act.ACCOUNT_ADDED: lazy_gettext("Lập tài khoản"),
        Act.ACCOUNT_CHANGED: lazy_gettext("Thay đổi tài khoản"),
        Act.ACCOUNT_LOCKED: lazy_gettext("Tài khoản tạm khóa"),
        Act.ACCOUNT_UNLOCKED: lazy_gettext("Mở lại tài khoản tạm khóa"),
        Act.ACCOUNT_DISABLED: lazy_gettext("Ngừng tài khoản"),
        Act.PASSWORD_CHANGED: lazy_gettext("Đổi mật khẩu"),
        Act.SECOND_FACTOR_CHANGED: lazy_gettext("Đổi xác thực hai lớp"),
    },
    lazy_gettext("Phần mềm khác"): {
        Act.KEY_ADDED: lazy_gettext("Cấp khóa"),
        Act.KEY_REVOKED: lazy_gettext("Thu hồi khóa"),
        Act.WEBHOOK_ADDED: lazy_gettext("Đăng ký nơi nhận thông báo"),
        Act.WEBHOOK_REMOVED: lazy_gettext("Xóa nơi nhận thông báo"),
        Act.WEBHOOK_DISABLED: lazy_gettext("Nơi nhận thông báo bị ngừng"),
        Act.WEBHOOK_TESTED: lazy_gettext("Gửi thử thông báo"),
        Act.EVENT_SENT: lazy_gettext("Gửi thông báo"),
        Act.DELIVERY_REPLAYED: lazy_gettext("Gửi lại thông báo"),
    },
    lazy_gettext("Hệ thống"): {
        Act.TRAIL_READ: lazy_gettext("Xem nhật ký"),
        Act.TRAIL_CHECKED: lazy_gettext("Kiểm tra nhật ký"),
        Act.BACKUP_MADE: lazy_gettext("Sao lưu"),
        Act.BACKUP_RESTORED: lazy_gettext("Khôi phục"),
        Act.FILES_ROTATED: lazy_gettext("Đổi khóa mã hóa"),
    },
}
