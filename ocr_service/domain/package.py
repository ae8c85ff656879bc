"""A hand-over package: one dossier in the structure AIP_hoso of Thông tư 05/2025/TT-BNV, as a zip.

One folder, named by the package's URN: METS.xml, descriptions, and three representations: the
papers as PDF/A, the files as they came, the pictures of the pages. Beside them the rows that
another instance needs, and how the dossier came to be. A manifest names every file.

The same dossier is the same bytes, whoever packs it and when: all times are the dossier's.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ocr_service.domain.audit import Act, Entry
from ocr_service.domain.calendar import OFFICE

FORMAT = 1
METS, MANIFEST = "METS.xml", "manifest-sha256.txt"
EAD, PREMIS = "metadata/descriptive/EAD.xml", "metadata/preservation/PREMIS.xml"
OTHER = "metadata/other/"
ABOUT, TRAIL, ROWS = f"{OTHER}package.json", f"{OTHER}trail.jsonl", f"{OTHER}rows/"
ROWS_END = ".jsonl"
SCHEMAS = "schemas/"
NEEDED = (METS, EAD, PREMIS, ABOUT, TRAIL, f"{ROWS}dossiers{ROWS_END}")
LONGEST_CODE = 80  # signs, in the name of a file
_UNFIT = re.compile(r"[^0-9A-Za-z._-]+")
_SAFE = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]*(/[0-9A-Za-z][0-9A-Za-z._-]*)*")
_MANIFEST_LINE = re.compile(r"([0-9a-f]{64})  (\S+)")

# What tells how a dossier came to be as it is; looks, and what is done at the desk, change nothing.
HISTORY = frozenset(
    {
        Act.DOSSIER_RECEIVED,
        Act.FILES_ADDED,
        Act.DOSSIER_RETRIED,
        Act.DOSSIER_FORCED,
        Act.DOSSIER_EDITED,
        Act.DOSSIER_NAMED,
        Act.FILE_FAILED,
        Act.DOCUMENT_UNDERSTOOD,
        Act.DOCUMENT_DROPPED,
        Act.DOCUMENT_REVIEWED,
        Act.DOCUMENT_KEYED,
        Act.DOCUMENT_SAMPLED,
        Act.RECORD_REVOKED,
        Act.RECORD_REINSTATED,
        Act.DOSSIER_SETTLED,
        Act.DOSSIER_FAILED,
        Act.DOSSIER_IMPORTED,
    }
)


class Rep(StrEnum):
    """The representations of a dossier in its package."""

    PAPERS = "rep1"  # a searchable PDF/A for each paper, with its record
    SCANS = "rep2"  # the files byte for byte as they came
    PICTURES = "rep3"  # the pictures of the pages as they were read

    @property
    def folder(self) -> str:
        return f"representations/{self.value}/"

    @property
    def mets(self) -> str:
        return self.folder + METS

    def data(self, name: str) -> str:
        return f"{self.folder}data/{name}"


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a package; ``name`` is its path there."""

    name: str
    sha256: str
    size: int
    media_type: str


@dataclass(frozen=True, slots=True)
class About:
    """What a package says of itself to whoever takes it over."""

    dossier_id: str
    dossier_code: str
    agency_code: str
    as_of: str
    format: int = FORMAT


def urn_of(agency_code: str, dossier_id: str) -> str:
    """``urn:<MãPhông>:uuid:<UUID>``; the fonds is the agency's."""
    fonds = fit(agency_code)
    return f"urn:{fonds}:uuid:{dossier_id.upper()}" if fonds else f"urn:uuid:{dossier_id.upper()}"


def folder_of(urn: str) -> str:
    return urn.replace(":", "_")


def fit(code: str) -> str:
    """A code as part of the name of a file."""
    return _UNFIT.sub("_", code).strip("._-")[:LONGEST_CODE]


def paper_name(dossier_code: str, dossier_id: str, place: int) -> str:
    """``<mã hồ sơ>.<STT>``: Điều 8 of the circular."""
    return f"{fit(dossier_code) or dossier_id}.{place:03}"


def safe(name: str) -> bool:
    """Whether it can only lie within the package, whoever unpacks it."""
    return _SAFE.fullmatch(name) is not None


def table_of(name: str) -> str:
    """The table whose rows a file of the package holds; "" for any other."""
    if name.startswith(ROWS) and name.endswith(ROWS_END):
        return name[len(ROWS) : -len(ROWS_END)]
    return ""


def manifest_lines(members: Sequence[Member]) -> str:
    """As ``sha256sum --check`` reads it, and BagIt (RFC 8493) writes it."""
    return "".join(f"{it.sha256}  {it.name}\n" for it in sorted(members, key=lambda it: it.name))


def manifest_from(text: str) -> Mapping[str, str]:
    """The hash of each file; raises ValueError naming the line that is none."""
    told: dict[str, str] = {}
    for place, line in enumerate(text.splitlines(), start=1):
        found = _MANIFEST_LINE.fullmatch(line)
        if found is None or found[2] in told:
            raise ValueError(place)
        told[found[2]] = found[1]
    return told


def office_time(moment: datetime) -> str:
    """ISO 8601 in Vietnam's time, as the circular wants it."""
    return moment.astimezone(OFFICE).isoformat(timespec="seconds")


def as_of(history: Sequence[Entry], otherwise: datetime) -> datetime:
    """When the dossier became what it is."""
    return max((datetime.fromisoformat(it.at) for it in history), default=otherwise)


def own_part(entries: Sequence[Entry]) -> Sequence[Entry]:
    """Of what this house's trail tells: that the dossier came from another house counts once
    something was done to it here. Else the package made here would not be the one that came.
    """
    return () if {it.act for it in entries} == {Act.DOSSIER_IMPORTED.value} else entries
