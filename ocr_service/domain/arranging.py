"""What people change in the pages of a dossier: acts that are only added; which of them stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ocr_service.domain.errors import Conflict

Place = tuple[str, int]
"""A file, and the number of the page there: stays the same however pages are moved."""


class EditKind(StrEnum):
    """What somebody did; the words are part of the contract."""

    TURN = "turn"
    MOVE = "move"
    SPLIT = "split"  # a document begins on this page
    JOIN = "join"  # this page belongs to the document before
    BLANK = "blank"
    NOT_BLANK = "not_blank"
    REPLACE = "replace"  # a page by those of a newly sent file
    TAKE_AWAY = "take_away"  # a whole file
    REPLACE_FILE = "replace_file"  # a whole file by newly sent ones
    UNDO = "undo"
    REDO = "redo"


@dataclass(frozen=True, slots=True)
class Edit:
    """One act of one person.

    ``rotations``: of each of the ``pages``, how it lies from now on, clockwise from how it lay in
    the file. ``before``: the page that moved ones stand before from now on, None for the end.
    ``begins``: where documents begin (or go on) around what was changed, so that the others stay
    as they are. ``sent``: files that came with it; ``taken``: files that it takes away. ``of``:
    the act that an undo or a redo speaks of. ``accepted``: the pages of each accepted document of a
    dossier that was accepted when somebody changed it all the same.
    """

    id: str
    dossier_id: str
    at: datetime
    editor_id: str
    editor: str
    kind: EditKind
    pages: tuple[Place, ...] = ()
    rotations: tuple[int, ...] = ()
    before: Place | None = None
    begins: tuple[tuple[Place, bool], ...] = ()
    sent: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()
    of: str = ""
    accepted: tuple[tuple[Place, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """Acts ``done``, in the order in which they count; ``undone``, the next to be done again last;
    and those ``over``: undone before somebody did something else.
    """

    done: tuple[Edit, ...] = ()
    undone: tuple[Edit, ...] = ()
    over: tuple[Edit, ...] = ()

    @property
    def set_aside(self) -> frozenset[str]:
        """Files that are not read, shown or counted: taken away, or sent with an undone act."""
        taken = {file for act in self.done for file in act.taken}
        given_up = (*self.undone, *self.over)
        return frozenset(taken | {file for act in given_up for file in act.sent})

    @property
    def rotations(self) -> dict[Place, int]:
        """How pages lie that somebody has turned."""
        return {
            page: rotation
            for act in self.done
            if act.kind is EditKind.TURN
            for page, rotation in zip(act.pages, act.rotations, strict=True)
        }


def standing(acts: Iterable[Edit]) -> Standing:
    """What all acts, oldest first, come to. Raises Conflict for an undo or redo out of turn."""
    done: list[Edit] = []
    undone: list[Edit] = []
    over: list[Edit] = []
    for act in acts:
        if act.kind is EditKind.UNDO:
            undone.append(last(done, act.of))
        elif act.kind is EditKind.REDO:
            done.append(last(undone, act.of))
        else:
            over += undone
            undone.clear()
            done.append(act)
    return Standing(tuple(done), tuple(undone), tuple(over))


def last(acts: list[Edit], wanted: str) -> Edit:
    """Takes the last of them away; raises Conflict unless it is the one that is meant."""
    if not acts or acts[-1].id != wanted:
        raise Conflict("somebody else has changed the pages meanwhile")
    return acts.pop()
