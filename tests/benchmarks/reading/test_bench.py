from pathlib import Path

import pytest

from benchmarks.__main__ import reading_lines
from benchmarks.reading.ablation import STEPS, leave_out
from benchmarks.reading.bench import NOT_INSTALLED, Apart, Tally, figures
from benchmarks.reading.draw import draw
from benchmarks.reading.real import head_of
from ocr_service.reading import cleaning
from samples.generator.fonts import SERIF


def test_a_peer_that_is_not_there_says_so_and_answers_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    peer = Apart("kreuzberg")
    assert (peer.note, peer.ask("page.png\t300")) == (NOT_INSTALLED, {})
    peer.close()
    row = figures(Tally("kreuzberg", "clean", note=peer.note))
    assert any(NOT_INSTALLED in line for line in reading_lines([row]))


def test_errors_add_up_over_pages() -> None:
    page = draw(7, "prose", SERIF)
    tally = Tally("ours", "clean")
    tally.add(page, {"text": page.readings[0], "seconds": 1.0, "peak_mb": 10.0})
    tally.add(page, {"text": "", "seconds": 3.0, "peak_mb": 5.0, "problems": ["blurred"]})
    row = figures(tally)
    assert (row["cer"], row["wer"], row["seconds_per_page"], row["peak_mb"]) == (0.5, 0.5, 2.0, 10)
    assert (row["bad_pages"], row["bad_pages_told"]) == (1, 1)
    assert (row["good_pages"], row["good_pages_told"]) == (1, 0)


def test_every_step_that_can_be_left_out_is_a_step_of_cleaning() -> None:
    assert all(hasattr(cleaning, name) for name, _ in STEPS.values())
    with pytest.raises(KeyError):
        leave_out(["no such step"])


def test_the_head_ends_with_the_date_or_the_title_beneath_it() -> None:
    lines = ["SỞ NỘI VỤ", "CỘNG HÒA XÃ HỘI", "Phú Hưng, ngày [[3]] tháng 4 năm 2024"]
    assert head_of([*lines, "Kính gửi: Ủy ban"]) == 3
    assert head_of([*lines, "Kính gửi: Ủy ban", "TỜ TRÌNH", "Về việc ABC"]) == 5
    assert head_of(["Không có đầu trang"]) == 0
