"""How the office writes days, hours and numbers."""

from datetime import date, datetime

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def long_date(day: date) -> str:
    """`ngày 05 tháng 02 năm 2025`: days below 10 and the months 1 and 2 take a leading zero."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def short_date(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def clock(moment: datetime) -> str:
    return f"{moment:%H} giờ {moment:%M} phút, {long_date(moment.date())}"


def in_words(number: int) -> str:
    """A number from 1 to 9999 in words, as a birth certificate spells days and years."""
    if number < 10:
        return DIGITS[number]
    if number < 100:
        return _tens(number)
    if number < 1000:
        return f"{DIGITS[number // 100]} trăm" + _rest(number % 100)
    thousands = f"{DIGITS[number // 1000]} nghìn"
    rest = number % 1000
    if not rest:
        return thousands
    return f"{thousands} {DIGITS[rest // 100]} trăm" + _rest(rest % 100)


def _tens(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "mười" if tens == 1 else f"{DIGITS[tens]} mươi"
    if ones == 0:
        return head
    last = {1: "mốt" if tens > 1 else "một", 5: "lăm"}.get(ones, DIGITS[ones])
    return f"{head} {last}"


def _rest(below_hundred: int) -> str:
    if below_hundred == 0:
        return ""
    if below_hundred < 10:
        return f" linh {DIGITS[below_hundred]}"
    return f" {_tens(below_hundred)}"


def date_in_words(day: date) -> str:
    """`Ngày năm, tháng hai, năm hai nghìn không trăm mười lăm`."""
    of_day = in_words(day.day) if day.day > 10 else f"mùng {in_words(day.day)}"
    of_month = "tư" if day.month == 4 else in_words(day.month)
    return f"Ngày {of_day}, tháng {of_month}, năm {in_words(day.year)}"
