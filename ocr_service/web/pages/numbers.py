"""Numbers as pages say them, in the language of whoever looks; and how far from a target."""

from dataclasses import dataclass
from functools import lru_cache

from babel.numbers import format_decimal as babel_decimal
from flask_babel import gettext, ngettext

from ocr_service.domain.targets import Target
from ocr_service.web.languages import language

PERCENT, HOUR, DAY = 100, 3600, 86400  # seconds


@dataclass(frozen=True, slots=True)
class Aim:
    """``distance``: how far from the target, in words."""

    value: str
    met: bool | None
    distance: str
    source: str


def _(words: str, **values: object) -> str:
    text = in_language(words, language())
    return text % values if values else text


@lru_cache(maxsize=1_000)
def in_language(words: str, spoken: str) -> str:  # noqa: ARG001 - what is remembered depends on it
    """A page says the same few words in hundreds of cells."""
    return str(gettext(words))


def aim(target: Target | None, share: float | None) -> Aim | None:
    if target is None:
        return None
    distance = ""
    if share is not None:
        points = format_decimal(round(abs(share - target.value) * PERCENT, 1))
        distance = away(target.met(share), share >= target.value, points)
    met = None if share is None else target.met(share)
    return Aim(percent(target.value), met, distance, target.source)


def away(met: bool, above: bool, points: str) -> str:
    if met:
        return _("đạt")
    if above:
        return _("vượt %(points)s điểm phần trăm", points=points)
    return _("còn thiếu %(points)s điểm phần trăm", points=points)


def minutes_aim(target: Target | None, took: float | None) -> Aim | None:
    if target is None:
        return None
    value = long(target.value)
    if took is None:
        return Aim(value, None, "", target.source)
    met = target.met(took)
    late = _("lâu hơn %(long)s", long=long(took - target.value))
    return Aim(value, met, _("đạt") if met else late, target.source)


def long(told: float | None) -> str:
    """Minutes as people say them."""
    if told is None:
        return _("Không đo")
    seconds = told * 60
    if seconds < HOUR:
        return _("%(many)s phút", many=format_decimal(round(told, 1)))
    if seconds < 2 * DAY:
        return _("%(many)s giờ", many=format_decimal(round(seconds / HOUR, 1)))
    days = round(seconds / DAY)
    return str(ngettext("%(num)d ngày", "%(num)d ngày", days))


def percent(share: float | None) -> str:
    if share is None:
        return _("Không đo")
    return f"{format_decimal(round(share * PERCENT, 1))} %"


def many_words(many: int) -> str:
    return format_decimal(many)


def format_decimal(number: float) -> str:
    return decimal(number, language())


@lru_cache(maxsize=10_000)
def decimal(number: float, spoken: str) -> str:
    """A page says the same few numbers in hundreds of cells, and Babel takes its time."""
    return babel_decimal(number, locale=spoken)
