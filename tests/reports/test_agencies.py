import re
from pathlib import Path

import pytest

from ocr_service.config import Settings
from ocr_service.domain.errors import BadSchema
from ocr_service.domain.report import Measure
from ocr_service.domain.targets import Target
from ocr_service.schema.agencies_file import agencies
from ocr_service.schema.targets_file import targets

GOOD = """
agencies:
  - code: ''
    name: Văn phòng Ủy ban nhân dân tỉnh Sông Lam
    place: Sông Lam
  - code: H42.9
    name: Ủy ban nhân dân xã Bình Minh
    above: Ủy ban nhân dân tỉnh Sông Lam
    place: Bình Minh
    symbol: UBND
merged:
  - {old: H29, new: H42, since: 2025-07-01}
  - {old: H42.1, new: H42.9, since: 2025-07-01}
  - {old: 000.01.16.H29, new: H42.1, since: 2020-01-01}
"""


def told(folder: Path, text: str) -> Path:
    path = folder / "agencies.yaml"
    path.write_text(text, "utf-8")
    return path


def test_an_old_code_counts_under_the_newest(tmp_path: Path) -> None:
    known = agencies(Settings(agencies=told(tmp_path, GOOD)).agencies_file)
    assert Settings(data_dir=tmp_path).agencies_file == tmp_path / "agencies.yaml"
    now = {"H29.5": "H42", "H42.1.3": "H42.9", "000.01.16.H29": "H42.9", "H42.2": "H42.2"}
    assert {code: known.now(code) for code in now} == now
    assert set(known.within("H42.9")) == {"H42.9", "H42.1", "000.01.16.H29"}
    assert known.called("H42.9") == "Ủy ban nhân dân xã Bình Minh (H42.9)"
    assert known.called("H42.2") == "H42.2"
    assert known.of("").place == "Sông Lam"
    assert agencies(None).now("H42.1") == "H42.1"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("names: []", "names"),
        ("agencies: [{name: X}]", "agencies[0].code"),
        ("agencies: [{code: H42}]", "agencies[0].name"),
        ("agencies: [{code: H42, name: X}, {code: H42, name: Y}]", "agencies[1].code"),
        ("merged: [{old: H1, new: H2, since: hôm qua}]", "merged[0].since"),
        ("merged: [{old: H1, new: H1.2, since: 2025-07-01}]", "merged[0].new"),
        (
            "merged: [{old: H1, new: H2, since: 2025-07-01}, "
            "{old: H2, new: H1, since: 2026-07-01}]",
            "merged[1].new",
        ),
        (
            "merged: [{old: H1, new: H2, since: 2025-07-01}, "
            "{old: H1, new: H3, since: 2025-07-01}]",
            "merged[1].old",
        ),
    ],
)
def test_a_wrong_file_is_named_with_its_key(tmp_path: Path, text: str, key: str) -> None:
    path = told(tmp_path, text)
    with pytest.raises(BadSchema) as wrong:
        agencies(path)
    assert str(wrong.value).startswith(f"{path}: {key}: ")


def test_the_examples_of_the_manual_hold(tmp_path: Path) -> None:
    manual = Path("schemas/README.md").read_text("utf-8")
    target, agency = re.findall(r"```yaml\n((?:targets|agencies):.*?)```", manual, re.DOTALL)
    known = agencies(told(tmp_path, agency))
    assert known.now("H29.5") == known.now("H42.1.3") == "H42.9"
    (tmp_path / "targets.yaml").write_text(target, "utf-8")
    set_ = targets(tmp_path / "targets.yaml")
    assert set_.full == {Measure.WITH_RESULT: 0.8}
    assert set_.of("H42.9.1", 2026, "backlog") == Target(0.1, at_most=True)
