"""What the printed report says: sentences and tables, as the office would write them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ocr_service.domain.agencies import Agency
from ocr_service.domain.digitization import Report, Row
from ocr_service.domain.dossier import Status
from ocr_service.domain.points import OF_GROUP
from ocr_service.domain.report import OPEN, LeftOut, Measure
from ocr_service.domain.targets import AT_MOST, Target
from ocr_service.exports.report_words import (
    ESTIMATE,
    LEFT_OUT,
    MEANING,
    NAMES,
    NOT_MEASURED,
    NOT_OURS,
)

PERCENT = 100
COMMAS = str.maketrans(",.", ".,")
HOUR, DAY = 60, 1440  # minutes
TITLE = "Kết quả số hóa, tái sử dụng hồ sơ, giấy tờ trong giải quyết thủ tục hành chính"
LAW = (
    "Thực hiện quy định về số hóa hồ sơ, giấy tờ, kết quả giải quyết thủ tục hành chính (Nghị định "
    "số 118/2025/NĐ-CP ngày 09 tháng 6 năm 2025 của Chính phủ; Thông tư số 03/2025/TT-VPCP ngày 15 "
    "tháng 9 năm 2025 của Văn phòng Chính phủ)"
)
TOOK = "Thời gian xử lý, từ lúc tiếp nhận đến lúc được chấp nhận"
SECTIONS: Sequence[tuple[str, Sequence[Measure]]] = (
    (
        "TIẾP NHẬN VÀ SỐ HÓA HỒ SƠ",
        (Measure.DIGITIZED, Measure.WITH_RESULT, Measure.RESULTS),
    ),
    (
        "TÁI SỬ DỤNG, CHIA SẺ GIẤY TỜ ĐÃ SỐ HÓA",
        (Measure.REUSE, Measure.SHARED_IN, Measure.SHARED_OUT),
    ),
    (
        "TIẾN ĐỘ XỬ LÝ",
        (Measure.STRAIGHT_THROUGH, Measure.BACKLOG, Measure.REJECTED, Measure.FAILED),
    ),
)
SHARES = tuple(measure for _, measures in SECTIONS for measure in measures)
WAITING: Mapping[Status, str] = {
    Status.RECEIVED: "chờ đọc",
    Status.READING: "đang đọc",
    Status.NEEDS_REVIEW: "chờ người kiểm tra",
}


@dataclass(frozen=True, slots=True)
class Head:
    """Whose paper it is, of which day, and who gets it."""

    office: Agency
    day: date
    recipients: tuple[str, ...] = ()


def number(value: float, digits: int = 0) -> str:
    """1.234,5: as it is written in Vietnam; no zeros behind the last figure."""
    text = f"{value:,.{digits}f}"
    if digits:
        text = text.rstrip("0").rstrip(".")
    return text.translate(COMMAS)


def percent(share: float) -> str:
    """With two figures behind the comma, as the index 766 has them."""
    return f"{share * PERCENT:,.2f}%".translate(COMMAS)


def round_percent(share: float) -> str:
    return f"{number(share * PERCENT, 2)}%"


def day(told: date) -> str:
    """Days below 10 and the months 1 and 2 with a 0 (Nghị định 30/2020/NĐ-CP)."""
    month = f"{told.month:02}" if told.month < 3 else str(told.month)
    return f"{told.day:02} tháng {month} năm {told.year}"


def period(report: Report) -> str:
    return f"từ ngày {day(report.ask.since)} đến hết ngày {day(report.ask.until)}"


def opening(report: Report, issuer: str) -> str:
    return f"{LAW}, {issuer} báo cáo kết quả {period(report)} như sau:"


def received(report: Report) -> str:
    figure = report.total.figures[Measure.RECEIVED]
    told = f"Trong kỳ, đã tiếp nhận {number(figure.numerator)} hồ sơ"
    return f"{told}{outside(figure.left_out)}."


def sentence(row: Row, measure: Measure) -> str:
    """One figure: how many of how many, against its target, without whom."""
    figure, name = row.figures[measure], NAMES[measure]
    if figure.not_measured:
        return f"{name}: không đo được ({NOT_MEASURED[figure.not_measured]})."
    of = f"{number(figure.numerator)}/{number(figure.denominator)} hồ sơ"
    share = figure.share or 0.0
    aimed = against(share, row.targets.get(measure))
    reached = "chiếm" if measure in AT_MOST else "đạt"
    others: dict[LeftOut, int] = {
        why: many for why, many in figure.left_out.items() if why != LeftOut.BATCH
    }
    return f"{name}: {of}, {reached} {percent(share)}{aimed}{outside(others)}."


def against(share: float, target: Target | None) -> str:
    if target is None:
        return ""
    source = f" theo {target.source}" if target.source else ""
    most = "không quá " if target.at_most else ""
    away = percent(abs(share - target.value)).removesuffix("%")
    missed = f"{'cao' if target.at_most else 'thấp'} hơn {away} điểm phần trăm"
    reached = "đạt" if target.met(share) else missed
    return f" (mục tiêu {most}{round_percent(target.value)}{source}: {reached})"


def outside(left_out: Mapping[LeftOut, int]) -> str:
    if not left_out:
        return ""
    reasons = ", ".join(f"{number(many)} ({LEFT_OUT[why]})" for why, many in left_out.items())
    return f"; không tính {reasons}"


def took(row: Row) -> str:
    minutes = row.minutes
    if minutes.median is None or minutes.p90 is None:
        return f"{TOOK}: không có hồ sơ nào để tính."
    return (
        f"{TOOK}: trung vị {long(minutes.median)}, 90% số hồ sơ không quá {long(minutes.p90)} "
        f"({number(minutes.counted)} hồ sơ)."
    )


def long(minutes: float) -> str:
    if minutes < HOUR:
        return f"{number(minutes, 1)} phút"
    return (
        f"{number(minutes / HOUR, 1)} giờ" if minutes < DAY else f"{number(minutes / DAY, 1)} ngày"
    )


def waiting(report: Report) -> str:
    many = report.waiting.many
    told = ", ".join(f"{number(many.get(status, 0))} hồ sơ {WAITING[status]}" for status in OPEN)
    return f"Tại thời điểm lập báo cáo, kể cả hồ sơ tiếp nhận trước kỳ: {told}."


def estimated(report: Report) -> Iterator[str]:
    """Points of the index 766, as far as they can be counted here."""
    found = report.total.points
    counted = [it for it in found.values() if it.value is not None]
    told = "; ".join(
        f"{NAMES[measure].lower()} "
        + ("không đo được" if it.value is None else f"{number(it.value, 2)}/{number(it.most)} điểm")
        for measure, it in found.items()
    )
    reached = number(sum(it.value or 0 for it in counted), 2)
    most = number(sum(it.most for it in counted))
    all_told = f"Ước tính được {reached}/{most} điểm của các chỉ số đo được ở đây"
    yield (
        f"Nhóm chỉ số số hóa hồ sơ của Bộ chỉ số theo Quyết định số 766/QĐ-TTg có {OF_GROUP} điểm. "
        f"{all_told if counted else 'Trong kỳ chưa đo được chỉ số nào'}: {told}."
    )
    yield f"Không đo được ở đây: {'; '.join(NOT_OURS)}. Số điểm trên là {ESTIMATE}."


def remarks() -> Iterator[str]:
    """How it was counted."""
    for measure in SHARES:
        yield f"{NAMES[measure]}: {lowered(MEANING[measure])}"
    yield "Hồ sơ đã xóa hẳn (theo yêu cầu hoặc hết thời hạn lưu) không còn trong số liệu."


def lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def recipients_of(office: Agency) -> tuple[str, ...]:
    """Whoever reports does so to the agency above."""
    return (f"{office.above} (để báo cáo)",) if office.above else ()
