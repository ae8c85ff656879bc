"""A person changes the pages of a dossier; workers carry it out, and it can be taken back."""

from ocr_service.acting import actor
from ocr_service.actions.receive import ring
from ocr_service.domain.arranging import Edit, EditKind, Standing, standing
from ocr_service.domain.errors import Conflict
from ocr_service.domain.ids import new_id, utc_now
from ocr_service.jobs import Bell
from ocr_service.storage.edits import EditStore


def take_away(
    dossier_id: str, file_id: str, seen_as: int | None, *, edits: EditStore, bell: Bell
) -> Edit:
    """A whole file, which is kept and can come back. Raises NotFound, Conflict, Stale."""
    return keep(
        act(dossier_id, EditKind.TAKE_AWAY, taken=(file_id,)), seen_as, edits=edits, bell=bell
    )


def undo(dossier_id: str, seen_as: int | None, *, edits: EditStore, bell: Bell) -> Edit:
    """The last act that stands; raises Conflict when there is none, Stale, NotFound."""
    done = standing_of(dossier_id, edits=edits).done
    return again(dossier_id, EditKind.UNDO, done, seen_as, edits=edits, bell=bell)


def redo(dossier_id: str, seen_as: int | None, *, edits: EditStore, bell: Bell) -> Edit:
    """The last act that was undone, if nothing else was done since; raises as ``undo``."""
    undone = standing_of(dossier_id, edits=edits).undone
    return again(dossier_id, EditKind.REDO, undone, seen_as, edits=edits, bell=bell)


def standing_of(dossier_id: str, *, edits: EditStore) -> Standing:
    return standing(edits.of_dossier(dossier_id))


def again(
    dossier_id: str,
    kind: EditKind,
    acts: tuple[Edit, ...],
    seen_as: int | None,
    *,
    edits: EditStore,
    bell: Bell,
) -> Edit:
    """The act that was undone, or done again."""
    if not acts:
        raise Conflict(f"nothing to {kind} in dossier {dossier_id}")
    keep(act(dossier_id, kind, of=acts[-1].id), seen_as, edits=edits, bell=bell)
    return acts[-1]


def keep(edit: Edit, seen_as: int | None, *, edits: EditStore, bell: Bell) -> Edit:
    bell.ping()
    ring(edits.add(edit, seen_as), bell)
    return edit


def act(dossier_id: str, kind: EditKind, taken: tuple[str, ...] = (), of: str = "") -> Edit:
    somebody = actor()
    return Edit(
        new_id(), dossier_id, utc_now(), somebody.id, somebody.name, kind, taken=taken, of=of
    )
