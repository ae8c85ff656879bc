"""How often straight-through records are wrong: said in a sentence, by type and by month."""

from collections.abc import Mapping
from datetime import date

from flask import Response, request
from flask_babel import format_decimal, format_percent
from flask_babel import gettext as _
from pydantic import TypeAdapter, ValidationError

from ocr_service.actions.samples import measured
from ocr_service.domain.calendar import today
from ocr_service.domain.sampling import Measure, Share, wilson
from ocr_service.web.access import services
from ocr_service.web.moments import Day
from ocr_service.web.pages.review_queue import agencies
from ocr_service.web.pages.routes import GET, Route
from ocr_service.web.pages.showing import show

DAY = TypeAdapter(Day)
PERCENT = "#,##0.##%"
WIDTH = 100.0  # of the drawing of an interval


def review_samples() -> Response:
    first = day_of("from") or a_year_ago()
    last = day_of("to")
    agency_code = request.args.get("agency_code", "")[:200]
    found = measured(first, last, agency_code, samples=services().samples)
    label = services().catalogue.label
    return show(
        "review/samples.html",
        whole=found.whole,
        sentence=sentence(found.whole),
        by_type=rows({label(code): one for code, one in found.by_type.items()}),
        by_month=rows({in_words(month): one for month, one in found.by_month.items()}),
        first=first,
        last=last,
        agency_code=agency_code,
        agencies=agencies(agency_code),
        share=percent(services().settings.sample_share),
        sampling=services().settings.sample_share > 0,
    )


def day_of(name: str) -> date | None:
    """None for what is no day."""
    try:
        return DAY.validate_python(request.args.get(name, ""))
    except ValidationError:
        return None


def a_year_ago() -> date:
    """The first day of the eleven months before this one."""
    now = today()
    months = now.year * 12 + now.month - 1 - 11
    return date(months // 12, months % 12 + 1, 1)


def in_words(month: str) -> str:
    year, number = month.split("-")
    return str(_("Tháng %(month)s/%(year)s", month=number, year=year))


def sentence(whole: Measure) -> str:
    fields = wilson(whole.fields_wrong, whole.fields)
    if fields is None:
        return ""
    told = _(
        "Trong %(records)s giấy tờ lấy mẫu đã xem có %(records_wrong)s giấy tờ sai; trong "
        "%(fields)s trường có %(fields_wrong)s trường sai, tức %(rate)s. Với độ tin cậy 95%%, tỷ "
        "lệ sai thật nằm trong khoảng từ %(low)s đến %(high)s.",
        records=format_decimal(whole.records),
        records_wrong=format_decimal(whole.records_wrong),
        fields=format_decimal(whole.fields),
        fields_wrong=format_decimal(whole.fields_wrong),
        rate=percent(fields.rate),
        low=percent(fields.low),
        high=percent(fields.high),
    )
    return str(told)


def rows(measures: Mapping[str, Measure]) -> list[dict[str, object]]:
    shares = {name: wilson(one.fields_wrong, one.fields) for name, one in measures.items()}
    most = max((share.high for share in shares.values() if share), default=1.0)
    return [
        {
            "name": name,
            "measure": one,
            "rate": percent(share.rate) if share else "",
            "between": f"{percent(share.low)} – {percent(share.high)}" if share else "",
            "drawn": drawn(share, most) if share else None,
        }
        for name, one in measures.items()
        for share in [shares[name]]
    ]


def drawn(share: Share, most: float) -> dict[str, float]:
    """Where the interval and its middle stand, beside those of the other rows."""
    return {name: round(WIDTH * getattr(share, name) / most, 1) for name in ("low", "rate", "high")}


def percent(share: float) -> str:
    return str(format_percent(share, PERCENT))


ROUTES: tuple[Route, ...] = (("/review/samples", "review_samples", review_samples, GET),)
