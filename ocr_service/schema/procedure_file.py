"""A procedure as its file in schemas/procedures tells it."""

from ocr_service.schema.entries import Entries
from ocr_service.schema.procedure import Level, Procedure


def procedure(entries: Entries) -> Procedure:
    """Read one procedure; its code is the file's name."""
    entries.only(
        "label", "level", "required", "optional", "one_of", "outcome",
        "national_code", "national_code_verified", "retention",
        "made_anew", "no_older", "population",
    )  # fmt: skip
    known = Procedure(
        code=entries.file.stem,
        label=entries.text("label"),
        level=entries.choice("level", Level),
        required=entries.texts("required"),
        optional=entries.texts("optional"),
        one_of=groups_in(entries),
        outcome=entries.text("outcome") if "outcome" in entries.given else "",
        national_code=entries.text("national_code") if "national_code" in entries.given else "",
        national_code_verified=entries.flag("national_code_verified"),
        retention=entries.whole("retention") if "retention" in entries.given else None,
        made_anew=entries.texts("made_anew"),
        no_older=_months(entries.inner("no_older")),
        population=entries.texts("population"),
    )
    check_papers(entries, known)
    return known


def groups_in(entries: Entries) -> tuple[tuple[str, ...], ...]:
    groups = tuple(group.texts("papers") for group in entries.many("one_of") if _known(group))
    if any(len(group) < 2 for group in groups):
        raise entries.wrong("one_of", "each group needs two papers or more")
    return groups


def check_papers(entries: Entries, known: Procedure) -> None:
    for key in ("made_anew", "no_older", "population"):
        for paper in getattr(known, key):
            if paper not in known.papers:
                raise entries.wrong(key, f"{paper!r} is no paper of this procedure")


def _months(entries: Entries) -> dict[str, int]:
    return {paper: entries.whole(paper) for paper in entries.given}


def _known(group: Entries) -> bool:
    group.only("papers")
    return True
