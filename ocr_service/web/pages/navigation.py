"""The rooms that whoever looks may enter, in the order of the day's work."""

from dataclasses import dataclass

from flask import current_app, request
from flask_babel import lazy_gettext

from ocr_service.domain.access import Actor
from ocr_service.web.doors import DOORS


@dataclass(frozen=True, slots=True)
class Room:
    """``endpoint`` is its first page; ``purpose`` what one does there."""

    endpoint: str
    name: object
    purpose: object

    @property
    def here(self) -> bool:
        """Whether the page being shown lies in this room."""
        rule = next(current_app.url_map.iter_rules(self.endpoint))
        return request.path == rule.rule or request.path.startswith(f"{rule.rule}/")


ROOMS = (
    Room(
        "pages.scan",
        lazy_gettext("Quét hồ sơ"),
        lazy_gettext("Thả các bản quét vào, xem tiến độ, biết ngay trang nào cần quét lại."),
    ),
    Room(
        "pages.dossiers",
        lazy_gettext("Hồ sơ"),
        lazy_gettext("Tìm hồ sơ đã nhận, xem giấy tờ còn thiếu, sắp lại các trang."),
    ),
    Room(
        "pages.review",
        lazy_gettext("Kiểm tra"),
        lazy_gettext("Xem những giấy tờ còn chưa chắc, sửa và chấp nhận."),
    ),
    Room(
        "pages.records",
        lazy_gettext("Tra cứu"),
        lazy_gettext("Tìm dữ liệu đã số hóa để dùng lại, không yêu cầu nộp lại giấy tờ."),
    ),
    Room(
        "pages.targets",
        lazy_gettext("Chỉ tiêu"),
        lazy_gettext("Tỷ lệ số hóa, kết quả điện tử, tái sử dụng; so với chỉ tiêu được giao."),
    ),
    Room(
        "pages.trail",
        lazy_gettext("Nhật ký"),
        lazy_gettext("Ai đã xem, đã sửa gì, khi nào."),
    ),
    Room(
        "pages.operations",
        lazy_gettext("Vận hành"),
        lazy_gettext("Hàng đợi, lỗi, khóa truy cập, tài khoản, nơi nhận thông báo, dung lượng."),
    ),
)


def rooms_of(actor: Actor) -> list[Room]:
    return [room for room in ROOMS if actor.may(DOORS[room.endpoint])]
