"""The file of agencies: what they are called, and which were merged into which."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from ocr_service.domain.access import lineage
from ocr_service.domain.agencies import Agencies, Agency, Merger
from ocr_service.schema.entries import Entries, read_file


def agencies(path: Path | None) -> Agencies:
    """What the file tells, nothing without one; raises BadSchema that names file and key."""
    if path is None:
        return Agencies()
    entries = read_file(path)
    entries.only("agencies", "merged")
    named: dict[str, Agency] = {}
    for one in entries.many("agencies"):
        agency = agency_of(one)
        if agency.code in named:
            raise one.wrong("code", "stands twice")
        named[agency.code] = agency
    return Agencies(named, mergers(entries))


def agency_of(one: Entries) -> Agency:
    """``code`` "": the whole house."""
    one.only("code", "name", "above", "place", "symbol")
    if "code" not in one.given:
        raise one.wrong("code", "missing")
    code = one.text("code") if one.given["code"] else ""
    said = {it: one.text(it) for it in ("above", "place", "symbol") if it in one.given}
    return Agency(code, one.text("name"), **said)


def mergers(entries: Entries) -> Mapping[str, Merger]:
    merged: dict[str, Merger] = {}
    for one in entries.many("merged"):
        one.only("old", "new", "since")
        merger = Merger(one.text("old"), one.text("new"), day_of(one))
        if merger.old in merged:
            raise one.wrong(
                "old", "stands twice: what was parted can't be carried over by its code"
            )
        if returns(merger.new, {**merged, merger.old: merger}):
            raise one.wrong("new", "comes back to the old code")
        merged[merger.old] = merger
    return merged


def day_of(one: Entries) -> date:
    try:
        return date.fromisoformat(one.text("since"))
    except ValueError:
        raise one.wrong("since", "must be a day, as 2025-07-01") from None


def returns(code: str, merged: Mapping[str, Merger]) -> bool:
    """Whether what becomes of the code never ends; only the newest of them can close a ring."""
    seen: set[str] = set()
    while old := next((it for it in lineage(code) if it in merged), ""):
        if old in seen:
            return True
        seen.add(old)
        code = merged[old].new
    return False
