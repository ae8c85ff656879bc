"""What may be done with somebody's account besides giving them another place."""

from collections.abc import Callable, Mapping

from flask_babel import gettext as _

from ocr_service.actions.own_accounts import OwnAccounts
from ocr_service.domain.account import Account
from ocr_service.web.pages.asking import Question

PLACE = "/operations/users"

# Each is given the accounts and an id; what it returns is a secret to be shown once.
ACTS: Mapping[str, Callable[[OwnAccounts, str], str | None]] = {
    "disable": OwnAccounts.disable,
    "enable": OwnAccounts.enable,
    "unlock": OwnAccounts.unlock,
    "reset-password": OwnAccounts.reset_password,
    "drop-factor": OwnAccounts.drop_factor,
    "unbind": OwnAccounts.unbind,
    "sign-out": OwnAccounts.sign_out,
}


def disabled(name: str, back: str) -> Question:
    return Question(
        _("Ngừng tài khoản %(name)s", name=name),
        (
            _("Người này bị đăng xuất khỏi mọi máy và không đăng nhập được nữa."),
            _("Tài khoản và những gì đã ghi trong nhật ký vẫn còn; có thể cho hoạt động lại."),
        ),
        _("Ngừng tài khoản"),
        back,
    )


def enabled(name: str, back: str) -> Question:
    return Question(
        _("Cho tài khoản %(name)s hoạt động lại", name=name),
        (_("Người này đăng nhập lại được bằng mật khẩu và điện thoại như trước."),),
        _("Cho hoạt động lại"),
        back,
        danger=False,
    )


def unlocked(name: str, back: str) -> Question:
    return Question(
        _("Mở tài khoản %(name)s đang tạm khóa", name=name),
        (_("Người này được thử đăng nhập lại ngay, không phải đợi."),),
        _("Mở ngay"),
        back,
        danger=False,
    )


def password_reset(name: str, back: str) -> Question:
    return Question(
        _("Đặt lại mật khẩu của %(name)s", name=name),
        (
            _("Mật khẩu cũ không dùng được nữa, và người này bị đăng xuất khỏi mọi máy."),
            _("Mật khẩu mới hiện một lần; hãy trao tận tay."),
        ),
        _("Đặt lại mật khẩu"),
        back,
    )


def factor_dropped(name: str, back: str) -> Question:
    return Question(
        _("Bỏ xác thực hai lớp của %(name)s", name=name),
        (
            _("Chỉ làm khi người này mất điện thoại và hết mã dự phòng."),
            _("Người này bị đăng xuất khỏi mọi máy, rồi chỉ cần mật khẩu cho đến khi bật lại."),
        ),
        _("Bỏ xác thực hai lớp"),
        back,
    )


def unbound(name: str, back: str) -> Question:
    return Question(
        _("Gỡ tài khoản cơ quan khỏi %(name)s", name=name),
        (_("Ai đăng nhập bằng tài khoản cơ quan mang tên này lần tới sẽ giữ tài khoản."),),
        _("Gỡ"),
        back,
    )


def signed_out(name: str, back: str) -> Question:
    return Question(
        _("Đăng xuất %(name)s khỏi mọi máy", name=name),
        (_("Việc đang làm mà chưa lưu có thể mất. Người này đăng nhập lại được ngay."),),
        _("Đăng xuất"),
        back,
        danger=False,
    )


QUESTIONS: Mapping[str, Callable[[str, str], Question]] = {
    "disable": disabled,
    "enable": enabled,
    "unlock": unlocked,
    "reset-password": password_reset,
    "drop-factor": factor_dropped,
    "unbind": unbound,
    "sign-out": signed_out,
}


def about(what: str, account: Account) -> Question:
    """What will happen, said before it does."""
    return QUESTIONS[what](account.name, f"{PLACE}/{account.id}")
