"""Giấy khám sức khỏe: the general form of two pages, and the short one of a driver."""

from datetime import date
from random import Random

from samples.generator.addresses import only_pen, pen, stamp
from samples.generator.cast import Cast
from samples.generator.civil import identity_number, vivid
from samples.generator.paper import Paper, Truth
from samples.generator.people import Person, day_between, name
from samples.generator.wording import long_date, short_date

REASONS = (
    "Xin việc làm",
    "Đi học",
    "Bổ sung hồ sơ tuyển dụng",
    "Khám sức khỏe định kỳ",
    "Đi lao động nước ngoài",
)
LICENCES = ("Khám sức khỏe để cấp giấy phép lái xe hạng {}", "Đổi giấy phép lái xe hạng {}")
RESULTS = (
    "Đủ sức khỏe để làm việc, học tập", "Loại I", "Loại II", "Loại III",
    "Sức khỏe loại II, đủ điều kiện làm việc",
)  # fmt: skip
CLINICS = ("Bệnh viện Đa khoa", "Trung tâm Y tế", "Phòng khám Đa khoa")


def health_certificate(cast: Cast, chance: Random) -> Paper:
    """A certificate of health in one of two layouts."""
    driver = chance.random() < 0.45
    who, today, seat = vivid(cast.applicant, chance), cast.today, cast.office.seat
    clinic = (chance.choice(CLINICS), seat.district_short or seat.ward_short)
    grade = chance.choice(("A1", "A", "B", "B1", "C1", "C"))
    reason = chance.choice(LICENCES).format(grade) if driver else chance.choice(REASONS)
    fields: dict[str, Truth] = {
        "full_name": who.name, "sex": who.sex, "date_of_birth": who.born.isoformat(),
        "id_number": identity_number(who, today, chance), "residence": who.residence,
        "reason": reason, "issue_date": today.isoformat(), "issuing_agency": " ".join(clinic),
        "conclusion": chance.choice(RESULTS),
    }  # fmt: skip
    if driver:
        fields["conclusion"] = f"Đủ điều kiện sức khỏe lái xe hạng {grade}"
    values = {"f": fields, "who": who, **_look(cast, who, clinic, chance)}
    values["card"] = "Số CMND" if len(str(fields["id_number"])) == 9 else "Số CMND/CCCD/Hộ chiếu"
    template = "health_driver.html" if driver else "health_certificate.html"
    return Paper("health_certificate", template, values, fields)


def _look(cast: Cast, who: Person, clinic: tuple[str, str], chance: Random) -> dict[str, object]:
    """What stands on the paper besides its fields."""
    today, seat = cast.today, cast.office.seat
    issued = day_between(chance, date(today.year - 3, 1, 1), date(today.year - 1, 11, 30))
    return {
        "day": long_date(today), "born": short_date(who.born),
        "town": seat.ward_short, "above": f"Sở Y tế {seat.province_short}", "clinic": clinic,
        "number": f"{chance.randint(1, 9000)}/GKSK", "issued": short_date(issued),
        "dots": chance.random() < 0.6, "caps": chance.random() < 0.7, "gap": "3.5pt",
        "tall": chance.randint(150, 180), "heavy": chance.randint(45, 80),
        "beat": chance.randint(62, 90), "size": "13pt",
        "pen": only_pen(chance), "doctor": name(chance, "male", "Kinh"),
        "pulse": chance.randint(105, 130),
        "ink": {"stamp": stamp(clinic[0] + " *", "", chance), "pen": pen(chance), "left": 4},
    }  # fmt: skip
