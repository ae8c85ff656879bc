from pathlib import Path

import pytest

from ocr_service.config import Settings
from ocr_service.domain.errors import BadSchema
from ocr_service.domain.points import points
from ocr_service.domain.report import Figure, Measure, NotMeasured
from ocr_service.domain.targets import Target
from ocr_service.schema.targets_file import targets

GOOD = """
targets:
  - year: 2026
    digitized: 80
  - agency: H42
    year: 2026
    source: Kế hoạch 12/KH-UBND
    digitized: 90
    minutes: 30
  - agency: H42.1
    year: 2026
    reuse: 50.5
"""


def told(folder: Path, text: str) -> Path:
    path = folder / "targets.yaml"
    path.write_text(text, "utf-8")
    return path


def test_the_nearest_agency_above_lends_its_own(tmp_path: Path) -> None:
    set_ = targets(told(tmp_path, GOOD))
    assert set_.of("H42.1", 2026, "reuse") == Target(0.505)
    assert set_.of("H42.1", 2026, "digitized") == Target(0.9, "Kế hoạch 12/KH-UBND")
    assert set_.of("H42.1", 2026, "minutes") == Target(30, "Kế hoạch 12/KH-UBND", at_most=True)
    assert set_.of("H29", 2026, "digitized") == Target(0.8)
    law = set_.of("H29", 2027, "digitized")
    assert law is not None
    assert "71/NQ-CP" in law.source
    assert set_.of("H29", 2031, "digitized") is None
    assert set_.of("H29", 2026, "straight_through") is None


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("goals: []", "goals"),
        ("targets: [{year: 2026, digitised: 3}]", "targets[0].digitised"),
        ("targets: [{year: 2026, digitized: 101}]", "targets[0].digitized"),
        ("targets: [{year: 2026, minutes: 0}]", "targets[0].minutes"),
        ("targets: [{digitized: 10}]", "targets[0].year"),
        ("targets: [{year: 2026}]", "targets[0]"),
        (
            "targets: [{year: 2026, reuse: 1}, {agency: '', year: 2026, reuse: 2}]",
            "targets[1].reuse",
        ),
        ("targets: 3", "targets"),
        ("full_score_at: {minutes: 3}", "full_score_at.minutes"),
        ("full_score_at: {reuse: 0}", "full_score_at.reuse"),
    ],
)
def test_a_wrong_file_is_named_with_its_key(tmp_path: Path, text: str, key: str) -> None:
    path = told(tmp_path, text)
    with pytest.raises(BadSchema) as wrong:
        targets(path)
    assert str(wrong.value).startswith(f"{path}: {key}: ")


def test_where_the_file_lies(tmp_path: Path) -> None:
    assert Settings(data_dir=tmp_path).targets_file is None
    usual = told(tmp_path, GOOD)
    assert Settings(data_dir=tmp_path).targets_file == usual
    named = Settings.from_environment({"OCR_TARGETS": str(tmp_path / "other.yaml")})
    assert named.targets_file == tmp_path / "other.yaml"
    with pytest.raises(OSError, match=r"other\.yaml"):
        targets(named.targets_file)


@pytest.mark.parametrize(
    ("share", "full", "value"), [(0.4, {}, 1.0), (0.9, {}, 2.0), (0.5, {Measure.REUSE: 1.0}, 1.0)]
)
def test_points_are_the_share_of_what_earns_all_of_them(
    share: float, full: dict[Measure, float], value: float
) -> None:
    """Reuse: 2 points, from 80 % on unless the file says otherwise."""
    given = points(Measure.REUSE, Figure(round(share * 100), 100), full)
    assert given is not None
    assert (given.value, given.most) == (value, 2)
    unmeasured = points(Measure.REUSE, Figure(0, 0, {}, NotMeasured.NOTHING), full)
    assert unmeasured is not None
    assert unmeasured.value is None
    assert points(Measure.DIGITIZED, Figure(1, 1), full) is None
