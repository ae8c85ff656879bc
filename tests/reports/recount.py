"""The figures once more, counted by hand, one dossier after the other: slow and plain."""

from datetime import date, timedelta, timezone
from math import ceil

from tests.reports.town import Told

OFFICE = timezone(timedelta(hours=7))
Counts = tuple[int, int]


def day_of(it: Told) -> date:
    return it.received_at.astimezone(OFFICE).date()


def key_of(it: Told, by: str) -> str:
    if by == "month":
        return day_of(it).isoformat()[:7]
    return it.agency_code if by == "agency" else it.procedure_code


def accepted_types(it: Told) -> set[str]:
    return {kind for kind, status in it.documents if status == "accepted"}


def recount(dossiers: list[Told]) -> dict[str, Counts]:
    """Numerator and denominator of each measure."""
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
    return {
        "received": (len(those), len(those)),
        "digitized": (len([it for it in countable if has_component(it)]), len(countable)),
        "digitized_with_result": (len(whole), len(both)),
        "electronic_results": (len(issued), len(expected)),
        "reuse": (len([it for it in those if it.used]), len(those)),
        "straight_through": (len(unseen), len(accepted)),
        "backlog": (len(open_), len(those)),
        "rejected": (len([it for it in those if it.status == "rejected"]), len(those)),
        "failed": (len([it for it in those if it.status == "failed"]), len(those)),
    }


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
