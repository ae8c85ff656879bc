"""Trích lục khai tử (original and copy), and the older giấy chứng tử."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random

from samples.generator.addresses import only_pen, seal
from samples.generator.cast import Cast
from samples.generator.civil import (
    extract_number,
    identity,
    identity_number,
    register_number,
    registry,
    vivid,
)
from samples.generator.paper import Paper, Truth
from samples.generator.people import Person, personal_id
from samples.generator.wording import date_in_words, long_date, short_date

LAYOUTS = ("copy", "original", "older")
CAUSES = (
    "Bệnh già", "Già yếu", "Ung thư phổi", "Tai nạn giao thông", "Nhồi máu cơ tim",
    "Xuất huyết não do tăng huyết áp", "Suy hô hấp, suy đa cơ quan", "Đột quỵ",
    "Xơ gan giai đoạn cuối", "Đuối nước", "Viêm phổi nặng trên nền bệnh phổi tắc nghẽn mạn tính",
)  # fmt: skip
CLINICS = (
    "Tại nhà riêng, {inner}", "{full}", "Bệnh viện Đa khoa {province}, {inner}",
    "Trung tâm Y tế {above}, {inner}", "Bệnh viện Quân y 103, phường Phúc La, quận Hà Đông, "
    "thành phố Hà Nội",
)  # fmt: skip


def _dead(cast: Cast, chance: Random) -> Person:
    """Somebody of the commune, of any age over twenty."""
    who, older = cast.applicant, chance.choice((0, 10, 20, 25, 30, 35))
    born = who.born.replace(year=who.born.year - older, day=min(who.born.day, 28))
    born = max(born, date(1925, 1, 1))
    number = personal_id(chance, who.sex, born, who.home.province_code)
    return vivid(replace(who, born=born, personal_id=number), chance)


def _place(cast: Cast, chance: Random) -> str:
    seat = cast.office.seat
    lower = {
        part: part[:1].lower() + part[1:] for part in (seat.district, seat.ward, seat.province)
    }
    return chance.choice(CLINICS).format(
        inner=seat.inner, full=seat.full, province=lower[seat.province],
        above=lower[seat.district] or lower[seat.ward],
    )  # fmt: skip


def _died(cast: Cast, layout: str, chance: Random) -> tuple[date, time | None]:
    """The day of death, and the hour where the paper tells it."""
    gone = chance.randint(40, 2500) if layout == "copy" else chance.randint(1, 14)
    hour = time(chance.randint(0, 23), chance.choice((0, 5, 15, 20, 30, 45, 50)))
    return cast.today - timedelta(days=gone), hour if chance.random() < 0.7 else None


def _fields(
    cast: Cast, chance: Random, layout: str, who: Person, died: tuple[date, time | None]
) -> dict[str, Truth]:
    office, (day, hour) = cast.office, died
    registered = min(day + timedelta(days=chance.randint(1, 14)), cast.today)
    year_only = who.born.year < 1970 and chance.random() < 0.3
    moment = datetime.combine(day, hour).isoformat("T", "minutes") if hour else day.isoformat()
    number = {
        "copy": extract_number(cast.today, "TLKT-BS", chance),
        "original": extract_number(cast.today, "TLKT", chance),
        "older": register_number(cast.today, chance),
    }[layout]
    fields: dict[str, Truth] = {
        "document_number": number, "full_name": who.name,
        "date_of_birth": str(who.born.year) if year_only else who.born.isoformat(),
        "sex": who.sex, "ethnicity": who.ethnicity, "nationality": who.nationality,
        "id_number": identity_number(who, day, chance), "residence": who.residence,
        "date_of_death": moment, "place_of_death": _place(cast, chance),
        "cause_of_death": chance.choice(CAUSES), "registration_place": registry(office),
        "registration_date": registered.isoformat(), "signer_name": office.signer,
        "signer_title": office.signer_title,
    }  # fmt: skip
    if chance.random() < 0.15:
        del fields["cause_of_death"]
    return fields


def _lasting(day: date, hour: time | None) -> tuple[str, str]:
    """The moment of death in figures and in words; unknown hours stay dotted."""
    clock = f"{hour:%H} giờ {hour:%M} phút" if hour else "....... giờ ....... phút"
    return f"{clock}, {long_date(day)}", date_in_words(day)


def death_extract(cast: Cast, chance: Random) -> Paper:
    """One extract of a register of deaths, or a certificate of before 2016."""
    layout = chance.choice(LAYOUTS)
    who, died = _dead(cast, chance), _died(cast, layout, chance)
    fields = _fields(cast, chance, layout, who, died)
    registered = date.fromisoformat(str(fields["registration_date"]))
    born, (moment, words) = str(fields["date_of_birth"]), _lasting(*died)
    values: dict[str, object] = {
        "f": fields, "who": who, "cast": cast, "office": cast.office, "layout": layout,
        "born": short_date(who.born) if len(born) > 4 else born, "moment": moment, "words": words,
        "paper": identity(who, str(fields["id_number"]), died[0], chance),
        "day": long_date(cast.today), "registered": short_date(registered),
        "registered_long": long_date(registered), "entry": register_number(registered, chance),
        "notice": f"Giấy báo tử số {chance.randint(1, 300)}/GBT, {cast.office.committee} cấp ngày "
        f"{short_date(registered)}",
        "dots": chance.random() < 0.55, "caps": chance.random() < 0.7, "gap": "4pt",
        "ink": seal(cast.office, chance), "pen": only_pen(chance), "size": "13pt",
        "teller": cast.office.clerk, "spelt": chance.random() < 0.6,
        "value_weight": chance.choice(("normal", "bold")), "book": f"01/{cast.today.year}",
    }  # fmt: skip
    return Paper("death_extract", "death_extract.html", values, fields)
