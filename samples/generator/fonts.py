"""The fonts that papers are set in: only files that hold every Vietnamese letter."""

import functools
import subprocess
from collections.abc import Iterator
from pathlib import Path

SERIF = "Liberation Serif"  # the same widths as Times New Roman, which the office uses
SANS = "Liberation Sans"
MONO = "Liberation Mono"
# Hands that fill forms in, each with its Vietnamese letters in a file of their own (SIL OFL 1.1).
HANDS = {"Mali": "1.05em", "Patrick Hand": "1.2em", "Dancing Script": "1.25em"}  # to match print
_SUBSETS = {
    "latin": "U+0000-00FF,U+2000-206F",
    "vietnamese": "U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0,"
    "U+0300-0301,U+0303-0304,U+0308-0309,U+0323,U+1EA0-1EF9,U+20AB",
}


@functools.cache
def font_file(family: str, bold: bool = False, italic: bool = False) -> Path:
    """The file of a font; raises LookupError when no complete one of this family is installed.

    Old Liberation 1 lacks most Vietnamese letters and may stand beside Liberation 2 under the
    same name, so the letter Ủ is asked for by its code point.
    """
    wish = f"{family}:weight={200 if bold else 80}:slant={100 if italic else 0}:charset=1ee6"
    found = subprocess.run(  # noqa: S603 - a fixed program, its pattern is made here
        ["fc-match", "-f", "%{file}|%{family}", wish],  # noqa: S607 - found on the path
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    path, _, name = found.partition("|")
    if family not in name:
        raise LookupError(f"the font {family} is missing: apt-get install fonts-liberation2")
    return Path(path)


def faces() -> str:
    """CSS that names the office's fonts Serif, Sans and Mono, and the hands, each from its file."""
    out = []
    for name, family in (("Serif", SERIF), ("Sans", SANS), ("Mono", MONO)):
        for bold in (False, True):
            for italic in (False, True):
                weight = "bold" if bold else "normal"
                slant = "italic" if italic else "normal"
                url = font_file(family, bold, italic).as_uri()
                out.append(
                    f"@font-face{{font-family:'{name}';font-weight:{weight};"
                    f"font-style:{slant};src:url('{url}')}}"
                )
    return "\n".join([*out, *_hands()])


def _hands() -> Iterator[str]:
    folder = Path(__file__).with_name("hands")
    for family in HANDS:
        name = family.lower().replace(" ", "-")
        for subset, letters in _SUBSETS.items():
            url = (folder / f"{name}-{subset}-400-normal.woff2").as_uri()
            yield f"@font-face{{font-family:'{family}';src:url('{url}');unicode-range:{letters}}}"
