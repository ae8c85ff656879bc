"""The fonts that papers are set in: only files that hold every Vietnamese letter."""

import functools
import subprocess
from pathlib import Path

SERIF = "Liberation Serif"  # the same widths as Times New Roman, which the office uses
SANS = "Liberation Sans"
MONO = "Liberation Mono"


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
    """CSS that names the office's fonts Serif, Sans and Mono, each from its file."""
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
    return "\n".join(out)
