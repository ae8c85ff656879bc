"""More papers that no schema knows: bills, notes, tickets, cards and letters of other lands."""

from datetime import timedelta
from random import Random

from samples.generator.addresses import code, only_pen, seal
from samples.generator.business import dotted
from samples.generator.cast import Cast
from samples.generator.paper import Paper
from samples.generator.papers.citizen_card import bare
from samples.generator.people import name
from samples.generator.places import STREETS
from samples.generator.topics import SUBJECTS, sentences
from samples.generator.wording import in_words, long_date, short_date

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
FRENCH = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
    "octobre", "novembre", "décembre",
)  # fmt: skip
DISHES = (
    ("Phở bò tái chín", 45), ("Bún chả Hà Nội", 50), ("Cơm tấm sườn bì chả", 48),
    ("Gỏi cuốn tôm thịt (4 cuốn)", 40), ("Lẩu cá kèo lá giang", 250), ("Cá lóc kho tộ", 95),
    ("Rau muống xào tỏi", 35), ("Gà ta hấp lá chanh (con)", 320), ("Chè đậu đen", 15),
    ("Cà phê sữa đá", 22), ("Nước dừa xiêm", 20), ("Trà đá", 3), ("Bánh xèo miền Tây", 55),
)  # fmt: skip
DRUGS = (
    ("Amoxicillin 500mg", "viên", "Ngày uống 2 lần, mỗi lần 1 viên sau ăn"),
    ("Paracetamol 500mg", "viên", "Uống 1 viên khi sốt trên 38,5 độ, cách nhau 6 giờ"),
    ("Cetirizine 10mg", "viên", "Tối uống 1 viên trước khi ngủ"),
    ("Omeprazole 20mg", "viên", "Sáng uống 1 viên trước ăn 30 phút"),
    ("Oresol gói 27,9g", "gói", "Pha với 1 lít nước đun sôi để nguội, uống dần trong ngày"),
    ("Vitamin C 500mg", "viên", "Sáng uống 1 viên"),
)  # fmt: skip
ILLS = ("Viêm họng cấp", "Viêm dạ dày", "Viêm mũi dị ứng", "Cảm cúm", "Rối loạn tiêu hóa")
SUBJECTS_TAUGHT = (
    "Toán", "Ngữ văn", "Tiếng Anh", "Vật lí", "Hóa học", "Sinh học", "Lịch sử", "Địa lí",
    "Tin học", "Giáo dục công dân",
)  # fmt: skip
MARKS_TITLES = ("PHIẾU LIÊN LẠC", "KẾT QUẢ HỌC TẬP", "PHIẾU BÁO ĐIỂM", "BẢNG ĐIỂM CÁ NHÂN")
PARTS = ("Thân trụ", "Bản đế", "Gân tăng cứng", "Bu lông M16", "Đai ốc M16", "Vòng đệm 17")
MOVES = (
    "CHUYEN TIEN",
    "RUT TIEN ATM",
    "TRA LUONG THANG",
    "THANH TOAN TIEN NUOC",
    "NAP THE",
    "PHI SMS",
)
REASONS = ("Thu tiền bán hàng", "Thu tạm ứng còn thừa", "Thu tiền đặt cọc", "Thu học phí")
TOWNS = ("Đà Lạt", "Nha Trang", "Cần Thơ", "Buôn Ma Thuột", "Rạch Giá", "Vinh", "Quy Nhơn")


def _paper(template: str, cast: Cast, chance: Random, **values: object) -> Paper:
    """A paper without fields, in one of two faces."""
    common: dict[str, object] = {
        "cast": cast, "day": long_date(cast.today), "short": short_date(cast.today),
        "pen": only_pen(chance), "face": chance.choice(("Serif", "Sans")), "kind_of": template,
    }  # fmt: skip
    return Paper("unknown", f"{template}.html", common | values, {})


def electricity_bill(cast: Cast, chance: Random) -> Paper:
    """Hóa đơn tiền điện, with its steps of price."""
    old, used = chance.randint(800, 9000), chance.randint(60, 520)
    steps = ((50, 1893), (50, 1956), (100, 2271), (100, 2860), (100, 3197), (9999, 3302))
    rows, left = [], used
    for most, price in steps:
        count = min(left, most)
        if count > 0:
            rows.append((count, dotted(price), dotted(count * price)))
        left -= count
    total = sum(int(sum_.replace(".", "")) for _, _, sum_ in rows)
    begin = cast.today - timedelta(days=30)
    return _paper(
        "electricity_bill", cast, chance, old=old, new=old + used, used=used, rows=rows,
        total=dotted(total), tax=dotted(total // 10), due=dotted(total + total // 10),
        begin=short_date(begin), face="Sans", size="11pt",
        customer=f"P{chance.choice('BCEK')}{chance.randint(0, 10**10):011d}",
        code=code(f"EVN{chance.randint(1, 10**9)}"),
    )  # fmt: skip


def receipt(cast: Cast, chance: Random) -> Paper:
    """Phiếu thu of a small firm."""
    thousands = chance.randint(2, 99)
    return _paper(
        "receipt", cast, chance, amount=dotted(thousands * 1000 * 1000),
        words=f"{in_words(thousands).capitalize()} triệu đồng chẵn", reason=chance.choice(REASONS),
        serial=f"PT{chance.randint(1, 999):05d}", copies=chance.choice((1, 2)),
    )  # fmt: skip


def technical_drawing(cast: Cast, chance: Random) -> Paper:
    """A drawing of a bracket, landscape, with a title block."""
    return _paper(
        "technical_drawing", cast, chance, face="Sans", margin="8mm", size="9pt",
        wide=chance.randint(120, 360), high=chance.randint(40, 180), bore=chance.randint(16, 60),
        parts=[(part, chance.randint(1, 8)) for part in chance.sample(PARTS, 4)],
        scale=chance.choice(("1:1", "1:2", "1:5")), number=f"BV-{chance.randint(10, 999):04d}",
        author=name(chance, "male", "Kinh"), checker=name(chance, "female", "Kinh"),
    )  # fmt: skip


def good_standing(cast: Cast, chance: Random) -> Paper:
    """An English certificate of good standing from overseas."""
    day = cast.today
    company = f"{chance.choice(('Blue Harbor', 'Summit', 'Larkfield', 'Northgate'))} Trading "
    return _paper(
        "good_standing", cast, chance, company=company + chance.choice(("Limited", "LLC", "Inc.")),
        number=f"{chance.randint(100000, 9999999)}",
        english=f"{day.day} {MONTHS[day.month - 1]} {day.year}",
        since=f"{chance.randint(1, 28)} {chance.choice(MONTHS)} {day.year - chance.randint(2, 19)}",
        ink=seal(cast.office, chance) if chance.random() < 0.3 else only_pen(chance),
    )  # fmt: skip


def french_letter(cast: Cast, chance: Random) -> Paper:
    """A letter in French from a firm to a customer."""
    day = cast.today
    french = f"{'1er' if day.day == 1 else day.day} {FRENCH[day.month - 1]} {day.year}"
    return _paper(
        "french_letter", cast, chance, french=french, leading="1.5",
        reference=f"{chance.randint(100, 999)}/{chance.choice(('SAV', 'COM', 'CPT'))}",
        sum=f"{chance.randint(2, 99)} {chance.randint(100, 999)},{chance.randint(10, 99)}",
    )  # fmt: skip


def price_list(cast: Cast, chance: Random) -> Paper:
    """The menu of an eating house, or a list of its prices."""
    dishes = [(dish, f"{price}.000") for dish, price in chance.sample(DISHES, 9)]
    title = chance.choice(("THỰC ĐƠN", "BẢNG GIÁ", "MENU", "BẢNG GIÁ MÓN ĂN"))
    return _paper(
        "price_list", cast, chance, dishes=dishes, title=title, two=chance.random() < 0.5,
        house=f"Quán {cast.mother.name.split()[-1]} {chance.choice(STREETS)}", size="15pt",
    )  # fmt: skip


def newspaper(cast: Cast, chance: Random) -> Paper:
    """A clipping in columns under a headline."""
    about = chance.choice(SUBJECTS).format(
        year=cast.today.year, area=cast.office.seat.ward, quarter="II"
    )
    told = sentences(chance, 9, cast.today.year, cast.office.seat.ward_short, about)
    headline = f"Khi cả xã chung tay: chuyện {about.split(',')[0][:60]}"
    return _paper(
        "newspaper", cast, chance, told=told, headline=headline, columns=chance.choice((2, 3)),
        size="10.5pt", margin="18mm 20mm", author=name(chance, "female", "Kinh"),
    )  # fmt: skip


def prescription(cast: Cast, chance: Random) -> Paper:
    """Đơn thuốc of a clinic."""
    drugs = [(*drug, chance.randint(5, 28)) for drug in chance.sample(DRUGS, 4)]
    return _paper(
        "prescription", cast, chance, drugs=drugs, ill=chance.choice(ILLS),
        doctor=name(chance, chance.choice(("male", "female")), "Kinh"),
        age=cast.today.year - cast.mother.born.year,
        title=chance.choice(("ĐƠN THUỐC", "TOA THUỐC")),
    )  # fmt: skip


def report_card(cast: Cast, chance: Random) -> Paper:
    """A pupil's marks for half a year."""

    def mark() -> str:
        return f"{chance.randint(40, 99) / 10:.1f}".replace(".", ",")

    year = cast.today.year
    return _paper(
        "report_card", cast, chance, rows=[(s, mark(), mark(), mark()) for s in SUBJECTS_TAUGHT],
        title=chance.choice(MARKS_TITLES),
        group=f"{chance.randint(6, 12)}A{chance.randint(1, 9)}", years=f"{year - 1} - {year}",
        pupil=cast.child.name, teacher=name(chance, "female", "Kinh"), average=mark(),
        school=f"TRƯỜNG THCS {cast.office.seat.ward_short.upper()}", motto=chance.random() < 0.5,
    )  # fmt: skip


def wedding_invitation(cast: Cast, chance: Random) -> Paper:
    """Thiệp cưới."""
    feast = cast.today + timedelta(days=20)
    return _paper(
        "wedding_invitation", cast, chance, feast=long_date(feast),
        guest=name(chance, "male", "Kinh"), bride=cast.mother.name, groom=cast.father.name,
        hour=f"{chance.choice((10, 11, 17, 18))} giờ 30",
        parents=[name(chance, sex, "Kinh") for sex in ("male", "female", "male", "female")],
        title=chance.choice(("THIỆP MỜI", "THIỆP CƯỚI", "Trân trọng kính mời", "BÁO HỶ")),
        leading="1.6", face="Serif",
    )  # fmt: skip


def bank_statement(cast: Cast, chance: Random) -> Paper:
    """Sao kê tài khoản, in two languages."""
    balance, rows = chance.randint(5, 80) * 100_000, []
    for step in range(chance.randint(9, 16)):
        moved = chance.randint(1, 60) * 50_000 * chance.choice((1, -1))
        balance = max(balance + moved, 50_000)
        day = short_date(cast.today - timedelta(days=40 - 2 * step))
        rows.append((day, chance.choice(MOVES), dotted(abs(moved)), moved < 0, dotted(balance)))
    return _paper(
        "bank_statement", cast, chance, rows=rows, face="Sans", size="10pt",
        account=f"{chance.randint(10**12, 10**13 - 1)}", closing=dotted(balance),
        owner=bare(cast.applicant.name), ink=seal(cast.office, chance)["pen"],
    )  # fmt: skip


def hand_note(cast: Cast, chance: Random) -> Paper:
    """A note in a hand that leans this way and that."""
    words = (
        f"Chị {cast.mother.name.split()[-1]} ơi! Em gửi chìa khóa ở nhà bác Sáu. Chiều nay khoảng "
        f"{chance.randint(2, 6)} giờ em mới về, chị cho gà ăn giúp em. "
        f"Tiền chợ {chance.randint(2, 9)}0 nghìn em để dưới lọ hoa. "
        "Nhớ rút quần áo kẻo mưa. Mai giỗ nội chị nhớ qua sớm nhé. "
        f"Có gì gọi em số {cast.mother.phone}. Em {cast.father.name.split()[-1]}"
    ).split()
    hand = [(word, chance.randint(-5, 5), chance.randint(-3, 3)) for word in words]
    return _paper("hand_note", cast, chance, hand=hand, size="20pt", leading="1.9", face="Serif")


def bus_ticket(cast: Cast, chance: Random) -> Paper:
    """A ticket of a coach, small on the sheet."""
    here, there = chance.sample(TOWNS, 2)
    return _paper(
        "bus_ticket", cast, chance, here=here, there=there, face="Sans", size="12pt",
        seat=f"{chance.choice('AB')}{chance.randint(1, 20):02d}",
        hour=f"{chance.randint(5, 22)}:30", fare=dotted(chance.randint(12, 48) * 10_000),
        plate=f"{chance.randint(43, 93)}B-{chance.randint(10**4, 10**5)}",
        code=code(f"VE{chance.randint(1, 10**9)}"), serial=f"{chance.randint(1, 10**7):07d}",
    )  # fmt: skip
