"""What a backup says of itself: made when, of which tables, how much, and the hash of each part."""

from dataclasses import dataclass

FORMAT = 1
MANIFEST = "manifest.json"
ERASED = "erased.jsonl"
NAMES = "files.txt"
TABLES = "tables/"
FILES = "files/"
ENDING = ".jsonl.gz"


@dataclass(frozen=True, slots=True)
class Part:
    """A member that is not a file of the store: its SHA-256, and how many lines it holds."""

    sha256: str
    lines: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """``revision``: of the tables. ``files``: how many, all of them named in ``files.txt``.

    ``missing``: files that rows name and that were not there, or damaged, when it was made.
    """

    made_at: str
    version: str
    revision: str
    parts: dict[str, Part]
    files: int
    missing: tuple[str, ...] = ()
    format: int = FORMAT


def table_member(name: str) -> str:
    return f"{TABLES}{name}{ENDING}"


def table_of(member: str) -> str:
    """The table whose rows a member holds; "" for any other."""
    if member.startswith(TABLES) and member.endswith(ENDING):
        return member[len(TABLES) : -len(ENDING)]
    return ""


def file_member(name: str) -> str:
    return f"{FILES}{name[:2]}/{name[2:4]}/{name}"
