"""Columns are kept apart; labels stay with their values."""

from ocr_service.domain.page import Box, Line, Word
from ocr_service.reading.leaders import is_leader
from ocr_service.reading.lines import in_columns

WIDTH, HEIGHT = 1653, 2339
LETTER = 0.011  # of the width
TALL = 0.012  # of the height


def row(top: float, *parts: tuple[float, str]) -> Line:
    """One line of an engine; each part begins at a share of the width."""
    words: list[Word] = []
    for left, text in parts:
        for word in text.split():
            right = left + LETTER * len(word)
            words.append(Word(word, Box(left, top, right, top + TALL), 0.9))
            left = right + LETTER
    return Line(tuple(words))


def texts(*rows: Line) -> list[str]:
    return [line.text for line in in_columns(rows, WIDTH, HEIGHT)]


def test_the_two_columns_of_a_head_are_read_one_after_the_other() -> None:
    lines = in_columns(
        (
            row(0.05, (0.10, "ỦY BAN NHÂN DÂN"), (0.42, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")),
            row(0.07, (0.12, "XÃ PHÚ HƯNG"), (0.50, "Độc lập - Tự do - Hạnh phúc")),
            row(0.10, (0.11, "Số: 12/TB-UBND"), (0.47, "Phú Hưng, ngày 5 tháng 3 năm 2024")),
            row(0.14, (0.40, "THÔNG BÁO")),
            row(0.17, (0.15, "Về việc niêm yết công khai danh sách các hộ được hỗ trợ")),
        ),
        WIDTH,
        HEIGHT,
    )
    assert [line.text for line in lines] == [
        "ỦY BAN NHÂN DÂN",
        "XÃ PHÚ HƯNG",
        "Số: 12/TB-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Phú Hưng, ngày 5 tháng 3 năm 2024",
        "THÔNG BÁO",
        "Về việc niêm yết công khai danh sách các hộ được hỗ trợ",
    ]
    assert [line.block for line in lines] == [0, 0, 0, 1, 1, 1, 2, 2]


def test_the_foot_of_a_letter_is_parted_too() -> None:
    assert texts(
        row(0.60, (0.10, "Nơi nhận:"), (0.60, "CHỦ TỊCH")),
        row(0.62, (0.10, "- Như trên;")),
        row(0.64, (0.10, "- Lưu: VT.")),
        row(0.68, (0.56, "Trần Thị Ngọc Ánh")),
    ) == ["Nơi nhận:", "- Như trên;", "- Lưu: VT.", "CHỦ TỊCH", "Trần Thị Ngọc Ánh"]


def test_a_label_stays_with_its_value() -> None:
    form = (
        row(0.30, (0.10, "Họ và tên:"), (0.40, "Trần Thị Ngọc Ánh")),
        row(0.32, (0.10, "Ngày sinh:"), (0.40, "05/03/1994")),
        row(0.34, (0.10, "Nơi cư trú"), (0.40, "xã Phú Hưng, tỉnh Bến Tre")),
        row(0.36, (0.10, "Dân tộc"), (0.40, "Kinh")),
    )
    assert texts(*form) == [line.text for line in form]


def test_prose_stays_in_its_lines() -> None:
    prose = tuple(
        row(0.3 + 0.02 * n, (0.1, "một hai ba"), (0.1 + 0.16 + 0.04 * n, "bốn năm sáu bảy"))
        for n in range(5)
    )
    prose = (row(0.28, (0.1, "một hai ba bốn năm sáu bảy tám chín mười mười một")), *prose)
    assert texts(*prose)[0] == prose[0].text


def test_no_lines_are_no_lines() -> None:
    assert in_columns((), WIDTH, HEIGHT) == ()


def test_leaders_are_told_from_words() -> None:
    assert all(map(is_leader, ("......", "…", "____", "·.·", "..:", "—.")))
    assert not any(map(is_leader, ("-", ":", "1.", "…ngày", "a")))
