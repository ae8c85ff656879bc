"""What the README shows and links to is here."""

import re
from pathlib import Path

HOUSE = Path(__file__).parents[1]
LINK = re.compile(r"\]\(([^)#\s]+)")


def test_each_picture_and_file_that_it_names_is_here() -> None:
    links = set(LINK.findall((HOUSE / "README.md").read_text()))
    ours = {it for it in links if "://" not in it and not it.startswith("mailto:")}
    assert {it for it in ours if it.endswith(".png")}, "it shows the screens"
    assert {it for it in ours if not (HOUSE / it).is_file()} == set()
