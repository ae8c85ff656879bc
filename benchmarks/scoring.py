"""Compares understood documents with the truth: types, and precision, recall and F1 of fields."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

UNKNOWN = "unknown"
Json = Mapping[str, Any]
# Words that people write differently without meaning anything else: folded before comparing.
FREE = frozenset({
    "place_of_birth", "home_town", "residence", "mother_residence", "father_residence",
    "registration_place", "applicant_residence", "applicant_address", "addressed_to", "form_title",
    "request", "marital_status", "purpose", "issuing_agency", "parent_agency", "receiving_agency",
    "subject", "recipients", "place", "papers", "signer_title", "signed_for", "urgency",
    "wife_residence", "husband_residence", "place_of_death", "cause_of_death",
    "permanent_residence", "temporary_residence", "current_residence",
    "holder_address", "parcel_address", "use_form", "use_purpose", "use_term", "use_origin",
    "company_name", "company_name_foreign", "short_name", "head_office", "representative_title",
    "business_name", "business_lines", "works_name", "site_address", "first_clinic",
    "scope", "term", "status", "reason", "conclusion", "major", "grade",
    "grantor_residence", "grantee_residence",
})  # fmt: skip
TONE_PLACES = tuple(
    pair.split()
    for pair in ("oà òa", "oá óa", "oả ỏa", "oã õa", "oạ ọa", "oè òe", "oé óe", "uỳ ùy", "uý úy",
                 "uỷ ủy", "uỹ ũy", "uỵ ụy")
)  # fmt: skip


def folded(value: object) -> str:
    """A free text without case, punctuation and spaces; marks stay, their place does not count."""
    text = " ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    text = unicodedata.normalize("NFC", text).casefold()
    for new, old in TONE_PLACES:
        text = text.replace(new, old)
    return re.sub(r"[\W_]+", "", text)


def exact(value: object) -> str:
    """A value in NFC; a moment without seconds and zone."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = unicodedata.normalize("NFC", str(value)).strip()
    moment = re.fullmatch(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d)?([+-]\d\d:?\d\d|Z)?", text)
    return f"{moment[1]}T{moment[2]}" if moment else text


def same(name: str, found: object, wanted: object) -> bool:
    """Whether ``found`` is right where ``wanted`` is the truth for the field ``name``.

    A table is right where every cell of every row is.
    """
    if isinstance(wanted, list) and wanted and isinstance(wanted[0], dict):
        return _same_rows(found, wanted)
    if name in FREE or isinstance(wanted, list):
        return folded(found) == folded(wanted)
    return exact(found) == exact(wanted)


def _same_rows(found: object, wanted: list[dict[str, object]]) -> bool:
    if not isinstance(found, list | tuple) or len(found) != len(wanted):
        return False
    return all(
        folded(mine.get(name) or "") == folded(cell or "")
        for mine, row in zip(found, wanted, strict=True)
        for name, cell in row.items()
    )


def right(name: str, found: object, truth: Json) -> bool:
    """Whether a value is one of those that the truth of a paper accepts for the field."""
    told = (truth["fields"].get(name), truth.get("optional", {}).get(name))
    accepted = [each for each in told if each is not None]
    accepted += truth.get("alternatives", {}).get(name, [])
    return any(same(name, found, each) for each in accepted)


@dataclass
class Tally:
    """Right, wrong, missing and surplus values of one field or type."""

    right: int = 0
    wrong: int = 0
    missing: int = 0
    surplus: int = 0

    @property
    def precision(self) -> float:
        given = self.right + self.wrong + self.surplus
        return self.right / given if given else 1.0

    @property
    def recall(self) -> float:
        there = self.right + self.wrong + self.missing
        return self.right / there if there else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def add(self, other: "Tally") -> None:
        self.right += other.right
        self.wrong += other.wrong
        self.missing += other.missing
        self.surplus += other.surplus


@dataclass(frozen=True)
class Mistake:
    """One value that is not right; ``found`` or ``wanted`` is None when there is none."""

    paper: str
    name: str
    found: object
    wanted: object
    confidence: float | None = None


@dataclass(frozen=True)
class Told:
    """How one paper ended: passed unseen, with a wrong value, with anything amiss at all."""

    document_type: str
    accepted: bool
    wrong: bool
    amiss: bool


@dataclass
class Score:
    """The score of a run.

    ``fields`` tallies by (true document type, field). ``types`` counts (true, found) types.
    ``sureness`` holds (confidence, right) of every value given, for calibration; ``unseen``
    those of values without a doubt, which nobody looks at. ``records`` tells of each paper.
    """

    fields: dict[tuple[str, str], Tally] = field(default_factory=dict)
    types: Counter[tuple[str, str]] = field(default_factory=Counter)
    mistakes: list[Mistake] = field(default_factory=list)
    sureness: list[tuple[float, bool]] = field(default_factory=list)
    unseen: list[tuple[float, bool]] = field(default_factory=list)
    records: list["Told"] = field(default_factory=list)

    def add(self, truth: Json, found: Json | None, paper: str = "") -> None:
        """Score one paper: ``truth`` as the generator gives it, ``found`` a contract document.

        ``found`` None: the paper was not found at all.
        """
        kind = str(truth["document_type"])
        self.types[kind, str(found["document_type"]) if found else "none"] += 1
        given = {f["name"]: f for f in found["fields"] if f["value"] is not None} if found else {}
        doubted = {doubt["field"] for doubt in found.get("doubts", ())} if found else set()
        before = len(self.mistakes)
        for name in [*truth["fields"], *(n for n in given if n not in truth["fields"])]:
            self._count(kind, name, truth, given.get(name), paper)
            if name in given and name not in doubted:
                self.unseen.append(self.sureness[-1])
        wrong = [mistake.found is not None for mistake in self.mistakes[before:]]
        accepted = bool(found and found.get("status") == "accepted")
        self.records.append(Told(kind, accepted, any(wrong), bool(wrong)))

    def _count(self, kind: str, name: str, truth: Json, got: Json | None, paper: str) -> None:
        tally = self.fields.setdefault((kind, name), Tally())
        wanted = truth["fields"].get(name)
        if got is None:
            tally.missing += wanted is not None
            if wanted is not None:
                self.mistakes.append(Mistake(paper, name, None, wanted))
            return
        good = right(name, got["value"], truth)
        if wanted is not None or not good:
            tally.right += good
            tally.wrong += not good and wanted is not None
            tally.surplus += wanted is None
        self.sureness.append((float(got["confidence"]), good))
        if not good:
            sure = float(got["confidence"])
            self.mistakes.append(Mistake(paper, name, got["value"], wanted, sure))

    @property
    def type_accuracy(self) -> float:
        right = sum(count for (true, found), count in self.types.items() if true == found)
        return right / total if (total := sum(self.types.values())) else 1.0

    def tally(self, document_type: str = "") -> Tally:
        """All fields together, or those of one type."""
        out = Tally()
        for (kind, _), each in self.fields.items():
            if document_type in ("", kind):
                out.add(each)
        return out

    def calibration_error(self, bins: int = 10) -> float:
        """The expected calibration error: the mean gap of confidence and share right, by bin."""
        total = len(self.sureness)
        gap = 0.0
        for step in range(bins):
            low, high = step / bins, (step + 1) / bins
            held = [(c, r) for c, r in self.sureness if low <= c < high or (c == high == 1.0)]
            gap += abs(sum(c for c, _ in held) - sum(r for _, r in held))
        return gap / total if total else 0.0

    def wrong_when_sure(self, sure: float = 0.9) -> float:
        """The share of wrong values among those given as ``sure`` at least, without a doubt."""
        held = [right for confidence, right in self.unseen if confidence >= sure]
        return 1 - sum(held) / len(held) if held else 0.0

    def share_of_records(self, exact: bool = False, accepted: bool = False) -> float:
        """The share of papers whose record is exact, or that passed without a person.

        Papers that no schema knows have no record, and always wait for a person.
        """
        kept = [
            (told.accepted or not accepted) and not (exact and told.amiss)
            for told in self.records
            if told.document_type != UNKNOWN
        ]
        return sum(kept) / len(kept) if kept else 0.0

    def wrong_among_accepted(self) -> float:
        """The share of records with a wrong value among those that passed without a person."""
        held = [told.wrong for told in self.records if told.accepted]
        return sum(held) / len(held) if held else 0.0


def pair(truths: Iterable[Json], documents: Iterable[Json]) -> list[tuple[Json, Json | None]]:
    """Each true paper of a dossier with the found document that shares most pages with it."""
    found = list(documents)
    pairs: list[tuple[Json, Json | None]] = []
    for truth in truths:
        pages = set(truth["pages"])
        best = max(found, key=lambda paper: len(pages & set(paper["pages"])), default=None)
        pairs.append((truth, best if best and pages & set(best["pages"]) else None))
    return pairs
