from benchmarks.reading.printed import error_rate, laid, matches, wrong_anywhere

HEAD = ["SỞ NỘI VỤ", "Số: [[12]] /KH-VP", "CỘNG HÒA XÃ HỘI", "Phú Hưng, ngày [[03]] tháng 4"]


def test_the_order_of_reading_does_not_matter() -> None:
    read = "CỘNG HÒA XÃ HỘI SỞ NỘI VỤ\nPhú Hưng, ngày 03 tháng 4 Số: 12/KH-VP"
    assert error_rate(matches(HEAD, read)) == 0


def test_handwriting_is_free_and_print_around_it_is_not() -> None:
    [found] = matches(["Số: [[12]] /KH-VP"], "xx Só: l2 bis/KH-VP yy")
    assert (found.edits, found.length) == (1, 9)


def test_a_stretch_serves_one_line_only() -> None:
    lines = ["QUYẾT ĐỊNH", "QUYẾT ĐỊNH"]
    assert error_rate(matches(lines, "QUYẾT ĐỊNH")) == 0.5
    assert error_rate(matches(lines, "QUYẾT ĐỊNH thành lập QUYẾT ĐỊNH")) == 0


def test_a_line_that_stands_nowhere_is_lost_and_takes_nothing_from_others() -> None:
    lost, found = matches(["BSCKI. Lê Thị Hoa", "SỞ Y TẾ HÀ GIANG"], "SỞ Y TẾ HÀ GIANG")
    assert (lost.read, lost.edits) == ("", lost.length)
    assert found.edits == 0


def test_what_was_invented_counts_where_cells_may_stand_in_any_order() -> None:
    cells = ["Họ và tên", "Lê Hoa", "12"]
    assert wrong_anywhere("12 | Lê Hoa | Họ và tên", cells)[0] == 0
    assert wrong_anywhere("12 Lê Hoa Họ và tên rác", cells)[0] == 3
    assert laid(cells, "12 Lê Hoa Họ và tên rác")[1].split() == ["rác"]


def test_lost_and_invented_characters_stand_in_each_other_s_place() -> None:
    wrong, characters, wrong_words, words = wrong_anywhere("xyz", ["Họ và tên", "Lê Hoa"])
    assert (wrong, characters) == (15, 15)
    assert (wrong_words, words) == (5, 5)
