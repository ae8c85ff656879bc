"""Letters with heads of two columns, plain prose, and prose in two columns."""

import random

from benchmarks.reading.prose import BANK, filled, paragraph
from benchmarks.reading.sheet import A4, BOTTOM, LEFT, RIGHT, Sheet, wrapped

MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
MIDDLE = A4[0] // 2
GUTTER = 110  # pixels between the columns of a page
FOOT = 9  # lines that the foot of a letter takes


def letter(sheet: Sheet, chance: random.Random) -> None:
    """Head, title, prose, and the foot with recipients beside the signer."""
    head(sheet, chance)
    title(sheet, "BÁO CÁO", f"Kết quả công tác {chance.choice(BANK['topic'])}")
    while sheet.down < BOTTOM - (FOOT + 3) * sheet.step:
        _up_to_the_foot(sheet, paragraph(chance))
    foot(sheet, chance)


def prose(sheet: Sheet, chance: random.Random) -> None:
    """A page in the middle of something long."""
    while not sheet.full:
        sheet.paragraph(paragraph(chance))


def columns(sheet: Sheet, chance: random.Random) -> None:
    """A title over prose in two columns, read one column after the other."""
    title(sheet, chance.choice(BANK["list"]), f"về {chance.choice(BANK['topic'])}")
    top, middle = sheet.down, (LEFT + RIGHT) // 2
    for left, right in ((LEFT, middle - GUTTER // 2), (middle + GUTTER // 2, RIGHT)):
        sheet.down = top
        while not sheet.full:
            sheet.paragraph(paragraph(chance), left, right, indent=60)


def head(sheet: Sheet, chance: random.Random) -> None:
    """Agency and number at the left; motto, place and day at the right."""
    bold, italic, plain = sheet.font(-1, bold=True), sheet.font(-1, italic=True), sheet.font(-1)
    agency = wrapped(chance.choice(BANK["agency"]).upper(), bold, 760)
    office = chance.choice(("VP", "UBND", "TTPVHCC", "NV"))
    number = f"Số: {chance.randint(10, 990)}/BC-{office}"
    day = f"ngày {chance.randint(10, 28)} tháng {chance.randint(10, 12)} năm 2025"
    left = [*((line, bold) for line in agency), (number, plain)]
    motto_bold = sheet.font(bold=True) if sheet.font(bold=True).getlength(MOTTO[0]) < 1050 else bold
    right = [(MOTTO[0], motto_bold), (MOTTO[1], motto_bold), (f"Phú Hưng, {day}", italic)]
    under = sheet.down + sheet.step + 18
    sheet.beside(left, right)
    sheet.pen.line((1500, under, 1960, under), 0, 3)


def title(sheet: Sheet, *lines: str) -> None:
    """Bold lines in the middle."""
    font = sheet.font(1, bold=True)
    for text in lines:
        for line in wrapped(text, font, RIGHT - LEFT):
            sheet.line(line, MIDDLE, font, "ms")
    sheet.down += sheet.step // 2


def foot(sheet: Sheet, chance: random.Random) -> None:
    """Recipients at the left; title, room for a signature, and the signer's name at the right."""
    bold, small = sheet.font(bold=True), sheet.font(-2)
    name = chance.choice(BANK["person"])
    left = [("Nơi nhận:", sheet.font(-2, bold=True, italic=False)), ("- Như trên;", small)]
    left += [(f"- {filled('agency', chance)};", small), ("- Lưu: VT.", small)]
    right = [("CHỦ TỊCH", bold), *[("", bold)] * 4, (name, bold)]
    sheet.names.append((1730, sheet.down + 5 * sheet.step))
    sheet.beside(left, right)


def _up_to_the_foot(sheet: Sheet, text: str) -> None:
    room = int((BOTTOM - FOOT * sheet.step - sheet.down) / sheet.step)
    lines = wrapped(text, sheet.font(), RIGHT - LEFT, 120)
    sheet.paragraph(" ".join(lines[: max(room, 1)]))
