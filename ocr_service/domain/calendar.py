"""Days as the office counts them: from midnight to midnight in Vietnam."""

from datetime import date, datetime, time, timedelta, timezone

from ocr_service.domain.ids import utc_now

OFFICE = timezone(timedelta(hours=7))  # Vietnam keeps one time, without summer time


def today() -> date:
    return day_of(utc_now())


def day_of(moment: datetime) -> date:
    return moment.astimezone(OFFICE).date()


def midnight(day: date) -> datetime:
    """The moment at which it begins."""
    return datetime.combine(day, time(), OFFICE)
