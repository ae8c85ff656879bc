"""Bằng tốt nghiệp: a school's, a university's in two languages, and a college's in a frame."""

from dataclasses import replace
from datetime import date
from random import Random

from samples.generator.addresses import pen, stamp
from samples.generator.cast import Cast
from samples.generator.civil import vivid
from samples.generator.paper import Paper, Truth
from samples.generator.papers.citizen_card import bare
from samples.generator.people import Person, day_between, name
from samples.generator.places import place
from samples.generator.wording import long_date, short_date

MAJORS = (
    ("Kế toán", "Accounting"), ("Luật kinh tế", "Economic Law"),
    ("Quản lý đất đai", "Land Management"), ("Công nghệ thông tin", "Information Technology"),
    ("Ngôn ngữ Anh", "English Language"),
    ("Sư phạm Ngữ văn", "Literature Teacher Education"), ("Khoa học cây trồng", "Crop Science"),
    ("Kỹ thuật điện, điện tử", "Electrical and Electronic Engineering"),
    ("Công nghệ kỹ thuật công trình xây dựng", "Civil Engineering Technology"),
)  # fmt: skip
DEGREES = (
    ("Cử nhân", "BACHELOR", 22), ("Kỹ sư", "ENGINEER", 23), ("Thạc sĩ", "MASTER", 26),
    ("Bác sĩ", "MEDICAL DOCTOR", 24), ("Tiến sĩ", "DOCTOR OF PHILOSOPHY", 32),
)  # fmt: skip
COLLEGES = (
    ("Tốt nghiệp cao đẳng", "Trường Cao đẳng {n}", 21),
    ("Tốt nghiệp đại học", "Trường Đại học {n}", 22),
    ("Tốt nghiệp trung cấp", "Trường Trung cấp nghề {n}", 20),
)  # fmt: skip
KINDS_OF_SCHOOL = ("Kinh tế", "Sư phạm Kỹ thuật", "Nông Lâm", "Kinh tế - Kỹ thuật", "Y Dược")
GRADES = (
    ("Xuất sắc", "Excellent"), ("Giỏi", "Very good"), ("Khá", "Good"),
    ("Trung bình", "Ordinary"), ("Trung bình khá", "Average good"),
)  # fmt: skip
SCHOOLS = (("trung học phổ thông", 18, "THPT"), ("trung học cơ sở", 15, "THCS"))


def _graduate(cast: Cast, chance: Random, age: int, first: int) -> tuple[Person, date]:
    """Somebody and the day of the diploma, in a year from ``first`` on."""
    year = chance.randint(first, 2025)
    born = day_between(chance, date(year - age, 1, 1), date(year - age, 12, 31))
    issued = day_between(chance, date(year, 6, 20), date(year, 12, 20))
    return vivid(replace(cast.applicant, born=born), chance), issued


def _fields(who: Person, issued: date, agency: str, chance: Random) -> dict[str, Truth]:
    serial = f"{chance.choice('ABCDQ')}{chance.randint(1, 9999999):07d}"
    home = who.home
    places = (home.province_short, home.province, home.full.split(", ", 1)[1], home.full)
    return {
        "full_name": who.name, "date_of_birth": who.born.isoformat(),
        "place_of_birth": chance.choice(places), "grade": chance.choice(GRADES)[0],
        "graduation_year": issued.year, "serial_number": serial,
        "issue_date": issued.isoformat(), "issuing_agency": agency,
        "signer_name": name(chance, chance.choice(("male", "male", "female")), "Kinh"),
    }  # fmt: skip


def _common(cast: Cast, chance: Random, who: Person, issued: date, foot: str) -> dict[str, object]:
    ink = {
        "stamp": stamp(foot + " *", "", chance),
        "pen": pen(chance),
        "left": chance.randint(0, 9),
    }
    return {
        "who": who, "born": short_date(who.born), "day": long_date(issued), "ink": ink,
        "town": cast.office.seat.province_short, "dots": chance.random() < 0.5,
        "caps": chance.random() < 0.5, "gap": "4pt", "size": "13pt",
        "value_weight": chance.choice(("normal", "bold")), "spaced": chance.random() < 0.5,
        "honour": chance.choice(("Ông", "Anh") if who.sex == "male" else ("Bà", "Chị")),
    }  # fmt: skip


def school(cast: Cast, chance: Random) -> Paper:
    """The certificate of a secondary school, in one column."""
    level, age, short = chance.choice(SCHOOLS)
    who, issued = _graduate(cast, chance, age, 2005)
    province = place(chance, legacy=issued.year < 2025).province
    agency = f"Sở Giáo dục và Đào tạo {province[0].lower()}{province[1:]}"
    fields = _fields(who, issued, agency, chance) | {"qualification": f"Tốt nghiệp {level}"}
    fields["register_number"] = (
        f"{chance.randint(1, 9999)}/{chance.choice((f'{issued.year}', short))}"
    )
    values = _common(cast, chance, who, issued, "Sở Giáo dục và Đào tạo") | {
        "f": fields, "level": level, "landscape": chance.random() < 0.5,
        "attended": f"{'THCS' if short == 'THCS' else 'THPT'} {cast.office.seat.ward_short}",
        "framed": chance.random() < 0.7,
    }  # fmt: skip
    return Paper("diploma", "diploma_school.html", values, fields)


def degree(cast: Cast, chance: Random) -> Paper:
    """A degree in English on the left half and Vietnamese on the right."""
    title, english, age = chance.choice(DEGREES)
    who, issued = _graduate(cast, chance, age, 2009)
    agency = f"Trường Đại học {chance.choice(KINDS_OF_SCHOOL)} {cast.office.seat.province_short}"
    major, major_english = chance.choice(MAJORS)
    fields = _fields(who, issued, agency, chance) | {"qualification": title, "major": major}
    fields["register_number"] = f"{chance.randint(1, 9999):04d}/{issued.year}/ĐH"
    values = _common(cast, chance, who, issued, "Trường Đại học") | {
        "f": fields, "english": english, "major_english": major_english,
        "plain_name": bare(who.name), "size": "11pt",
        "grade_english": dict(GRADES)[str(fields["grade"])],
    }  # fmt: skip
    return Paper("diploma", "diploma_degree.html", values, fields)


def college(cast: Cast, chance: Random) -> Paper:
    """The older diploma of a college or university, in a frame and in one column."""
    title, school_name, age = chance.choice(COLLEGES)
    who, issued = _graduate(cast, chance, age, 1996)
    agency = (
        f"{school_name.format(n=chance.choice(KINDS_OF_SCHOOL))} {cast.office.seat.province_short}"
    )
    major, _ = chance.choice(MAJORS)
    fields = _fields(who, issued, agency, chance) | {"qualification": title, "major": major}
    fields["register_number"] = f"{chance.randint(1, 99):02d}-{chance.randint(1, 9999):04d}"
    values = _common(cast, chance, who, issued, agency.rsplit(" ", 2)[0]) | {
        "f": fields, "inline": chance.random() < 0.4, "born_long": long_date(who.born),
    }  # fmt: skip
    return Paper("diploma", "diploma_college.html", values, fields)


def diploma(cast: Cast, chance: Random) -> Paper:
    """One of the three layouts."""
    return chance.choice((school, degree, college))(cast, chance)
