from benchmarks.reading.score import plain, wrong_characters, wrong_words


def test_the_nearest_rightful_order_counts() -> None:
    orders = ("SỞ NỘI VỤ CỘNG HÒA", "CỘNG HÒA SỞ NỘI VỤ")
    assert wrong_characters("CỘNG HOÀ SỞ NỘI VỤ", orders) == (2, 18)
    assert wrong_words("CỘNG HOÀ SỞ NỘI VỤ", orders) == (1, 5)


def test_rules_leaders_and_kinds_of_dashes_are_nobody_s_mistake() -> None:
    assert plain("Họ tên: ...........  Lê – Hoa | 12") == "Họ tên: Lê - Hoa 12"
    assert plain("v.v… 3 . . . . . .") == "v.v. 3"
    assert plain("hết...") == "hết..."
