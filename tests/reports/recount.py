"""The figures once more, counted by hand, one dossier after the other: slow and plain."""

from collections.abc import Mapping
from datetime import date, timedelta, timezone
from math import ceil

from ocr_service.domain.access import lineage
from tests.reports.town import Told, Used

OFFICE = timezone(timedelta(hours=7))
Counts = tuple[int, int]
Ids = frozenset[str]
Now = Mapping[str, str]  # what became of agencies that were merged


def day_of(it: Told) -> date:
    return it.received_at.astimezone(OFFICE).date()


def keys_of(it: Told, by: str, now: Now) -> list[tuple[str, str]]:
    """The rows that it stands in."""
    agency = now.get(it.agency_code, it.agency_code)
    keys = {
        "month": day_of(it).isoformat()[:7],
        "procedure": it.procedure_code,
        "agency": agency,
        "province": agency.partition(".")[0],
    }
    tiers = ("province", "agency") if agency else ("agency",)
    return [(one, keys[one]) for one in (tiers if by == "tiers" else (by,))]


def lies_in(it: Told, scope: str, now: Now) -> bool:
    """By its code, or by what became of its agency."""
    return scope in lineage(it.agency_code) or scope in lineage(now.get(it.agency_code, ""))


def accepted_types(it: Told) -> set[str]:
    return {kind for kind, status in it.documents if status == "accepted"}


def behind(dossiers: list[Told], uses: list[Used], now: Now) -> dict[str, tuple[Ids, Ids]]:
    """Of each measure the dossiers above and below the line. ``uses``: all that were told."""
    those = [it for it in dossiers if not it.split or it.documents]
    accepted = [it for it in those if it.status == "accepted"]
    open_ = [it for it in those if it.status in ("received", "reading", "needs_review")]
    unseen = [it for it in accepted if not any(at <= it.settled_at for at in it.reviews)]
    countable = [it for it in those if has_component(it) or not secret(it)]
    births = [it for it in those if it.procedure_code == "birth"]
    issued = [it for it in births if "certificate" in accepted_types(it)]
    expected = [it for it in births if it in issued or it.status == "accepted"]
    both = [it for it in countable if it.procedure_code in ("birth", "copy")]
    whole = [
        it for it in both if has_component(it) and (it.procedure_code == "copy" or it in issued)
    ]
    given = {use.source_id for use in uses if gives(use, now)}
    sharing = [it for it in those if accepted_types(it) or it.id in given]
    lines: dict[str, tuple[list[Told], list[Told]]] = {
        "received": (those, those),
        "digitized": ([it for it in countable if has_component(it)], countable),
        "digitized_with_result": (whole, both),
        "electronic_results": (issued, expected),
        "reuse": ([it for it in those if uses_in(it, uses)], those),
        "shared_in": ([it for it in those if takes(it, uses, now)], those),
        "shared_out": ([it for it in those if it.id in given], sharing),
        "straight_through": (unseen, accepted),
        "backlog": (open_, those),
        "rejected": ([it for it in those if it.status == "rejected"], those),
        "failed": ([it for it in those if it.status == "failed"], those),
    }
    return {name: (ids(above), ids(below)) for name, (above, below) in lines.items()}


def ids(dossiers: list[Told]) -> Ids:
    return frozenset(it.id for it in dossiers)


def recount(dossiers: list[Told], uses: list[Used], now: Now) -> dict[str, Counts]:
    """Numerator and denominator of each measure."""
    found = behind(dossiers, uses, now)
    return {name: (len(above), len(below)) for name, (above, below) in found.items()}


def uses_in(it: Told, uses: list[Used]) -> list[Used]:
    """Told by its id; or by its code, and by its agency or one above it."""
    above = lineage(it.agency_code)
    by_code = [use for use in uses if not use.inside and use.code == it.code]
    return [
        *[use for use in uses if use.inside == it.id],
        *[use for use in by_code if use.used_by in above],
    ]


def takes(it: Told, uses: list[Used], now: Now) -> bool:
    """Whether a record of another agency was used in it."""
    found = uses_in(it, uses)
    return any(differ(use.source_agency, it.agency_code, now) for use in found)


def gives(use: Used, now: Now) -> bool:
    """Whether it took a record of an agency that it is not of, by what was told of the use."""
    known = bool(use.inside) or use.used_by not in lineage(use.source_agency)
    return known and differ(use.source_agency, use.used_by, now)


def differ(one: str, other: str, now: Now) -> bool:
    return bool(one and other and now.get(one, one) != now.get(other, other))


def has_component(it: Told) -> bool:
    """A paper handed in is accepted: of a birth, one that is not the certificate issued."""
    issued = {"certificate"} if it.procedure_code == "birth" else set()
    return bool(accepted_types(it) - issued)


def secret(it: Told) -> bool:
    return it.secret and it.status in ("failed", "needs_review")


def minutes(dossiers: list[Told]) -> tuple[float | None, float | None, int]:
    """Half and nine of ten accepted ones took so long or less."""
    took = sorted(
        int(it.settled_at.timestamp()) - int(it.received_at.timestamp())
        for it in dossiers
        if it.status == "accepted" and it.settled_at and it.settled_at >= it.received_at
    )
    if not took:
        return None, None, 0
    ranks = (ceil(len(took) * share / 100) - 1 for share in (50, 90))
    half, most = (round(took[rank] / 60, 1) for rank in ranks)
    return half, most, len(took)
