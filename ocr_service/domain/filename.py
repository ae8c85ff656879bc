"""The name of a file as its sender wrote it, made safe to show; never used as a path."""

import re
import unicodedata

LONGEST = 200
UNNAMED = "khong-ten"
# Control signs, and the signs that turn the writing direction: both can make a name lie.
UNSHOWABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


def shown_name(sent: str) -> str:
    """The last part of the path sent, NFC, on one line, at most 200 characters."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", sent))[-1]
    name = UNSHOWABLE.sub("", last).strip()
    if name in ("", ".", ".."):
        return UNNAMED
    if len(name) <= LONGEST:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 10:
        return name[:LONGEST]
    return stem[: LONGEST - len(ending) - 1] + dot + ending
