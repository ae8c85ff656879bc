import json
import re
from datetime import date

import numpy as np
import pytest

from samples.generator.damage import PRESETS, damaged
from samples.generator.drawing import draw, paper_of
from samples.generator.papers import DRAFTS
from samples.generator.papers.citizen_card import check_digit
from samples.generator.render import worded
from samples.generator.wording import date_in_words, in_words

PAGE = np.full((702, 496, 3), 255, np.uint8)
PAGE[100:120, 60:400] = 0


@pytest.mark.parametrize("kind", DRAFTS)
def test_one_seed_gives_one_paper(kind: str) -> None:
    first, again = paper_of(kind, 5), paper_of(kind, 5)
    assert first.fields == again.fields
    assert first.values.keys() == again.values.keys()
    assert kind == "unknown" or paper_of(kind, 6).fields != first.fields


@pytest.mark.parametrize("seed", range(8))
def test_personal_numbers_agree_with_the_person(seed: int) -> None:
    said = paper_of("citizen_id_card", seed).fields
    number, born = str(said["personal_id"]), date.fromisoformat(str(said["date_of_birth"]))
    assert re.fullmatch(r"0\d{11}", number)
    assert int(number[3]) == (born.year - 1900) // 100 * 2 + (said["sex"] == "female")
    assert number[4:6] == f"{born.year % 100:02d}"


def test_machine_readable_zone_carries_right_check_digits() -> None:
    first, second, third = paper_of("citizen_id_card", 3).values["zone"]  # type: ignore[misc]
    assert {len(first), len(second), len(third)} == {30}
    assert check_digit(first[5:14]) == first[14]
    assert check_digit(second[:6]) == second[6]
    assert check_digit(first[5:] + second[:7] + second[8:15] + second[18:29]) == second[29]


def test_truth_can_be_kept_as_json() -> None:
    for kind in DRAFTS:
        assert json.loads(json.dumps(paper_of(kind, 1).fields)) == paper_of(kind, 1).fields


def test_numbers_and_days_in_words() -> None:
    assert in_words(2015) == "hai nghìn không trăm mười lăm"
    assert in_words(2004) == "hai nghìn không trăm linh bốn"
    assert date_in_words(date(2021, 4, 5)).startswith("Ngày mùng năm, tháng tư, năm hai nghìn")


def test_a_wording_chooses_labels_once_for_all() -> None:
    assert worded("Số điện thoại", 0) == "Số điện thoại"
    assert worded("Số điện thoại", 12) == worded("Số điện thoại", 12)
    assert {worded("Số điện thoại", seed) for seed in range(1, 40)} > {"Điện thoại", "SĐT"}


@pytest.mark.parametrize("preset", PRESETS)
def test_one_seed_gives_one_damage(preset: str) -> None:
    first, again = damaged(PAGE, preset, 9), damaged(PAGE, preset, 9)
    assert np.array_equal(first.pixels, again.pixels)
    assert first.pixels.dtype == np.uint8
    assert first.dpi == again.dpi


@pytest.mark.slow
def test_a_paper_is_drawn_the_same_twice() -> None:
    first, again = (next(draw(4, ["birth_certificate"], ["scan"])) for _ in range(2))
    assert first.truth == again.truth
    assert all(
        np.array_equal(a.pixels, b.pixels) for a, b in zip(first.pages, again.pages, strict=True)
    )
