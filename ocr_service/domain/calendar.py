"""Days as the office counts them: from midnight to midnight in Vietnam."""

from calendar import monthrange
from datetime import date, datetime, time, timedelta, timezone

from ocr_service.domain.ids import utc_now

OFFICE = timezone(timedelta(hours=7))  # Vietnam keeps one time, without summer time


def today() -> date:
    return day_of(utc_now())


def day_of(moment: datetime) -> date:
    return moment.astimezone(OFFICE).date()


def months_later(day: date, months: int) -> date:
    """The same day ``months`` later, or the last day of a shorter month (Civil Code, 147)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def midnight(day: date) -> datetime:
    """The moment at which it begins."""
    return datetime.combine(day, time(), OFFICE)
