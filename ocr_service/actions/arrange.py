"""A person changes the pages of a dossier; workers carry it out, and it can be taken back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ocr_service.acting import actor
from ocr_service.actions.receive import Arrival, keep_all, ring
from ocr_service.domain.arranging import Edit, EditKind, Place, Standing, standing
from ocr_service.domain.boundaries import Begins, Groups, begins
from ocr_service.domain.dossier import Dossier, Scan
from ocr_service.domain.errors import BadInput, Complaint, Conflict, NotFound, Stale
from ocr_service.domain.ids import new_id, utc_now
from ocr_service.domain.numbering import places
from ocr_service.jobs import Bell
from ocr_service.storage import DossierStore
from ocr_service.storage.edits import EditStore

NOTHING_BEFORE = Complaint(
    "nothing_before",
    "Trước trang này không có giấy tờ nào để ghép vào.",
    "Hãy chuyển trang đến sau giấy tờ mà nó thuộc về.",
)
NOT_ITSELF = Complaint(
    "moved_before_itself",
    "Không chuyển được một trang đến trước chính nó.",
    "Hãy chọn chỗ khác.",
)


@dataclass(frozen=True, slots=True)
class Order:
    """What somebody wants, by the page numbers that they see.

    ``by``: degrees clockwise. ``before``: 0 for the end. ``join``: moved pages go on with the
    document that they then stand behind.
    """

    kind: EditKind
    pages: tuple[int, ...]
    by: int = 0
    before: int = 0
    join: bool = False


def change(
    dossier_id: str,
    order: Order,
    seen_as: int,
    *,
    dossiers: DossierStore,
    edits: EditStore,
    bell: Bell,
) -> Edit:
    """Raises NotFound (also for a page), Conflict while it is read, Stale, BadInput."""
    dossier = settled_as_seen(dossier_id, seen_as, dossiers)
    where = places(dossier.pages)
    pages = tuple(place(where, number) for number in sorted(set(order.pages)))
    before = place(where, order.before) if order.before else None
    groups = groups_of(dossier)
    edit = replace(
        act(dossier_id, order.kind),
        pages=pages,
        rotations=rotations(dossier, order),
        before=before,
        begins=begins(groups, after(groups, order, pages, before)),
    )
    return keep(edit, seen_as, edits=edits, bell=bell)


def replace_page(
    dossier_id: str,
    number: int,
    arrivals: Sequence[Arrival],
    seen_as: int,
    *,
    dossiers: DossierStore,
    edits: EditStore,
    bell: Bell,
) -> Edit:
    """By the pages of newly sent files. Raises also NothingReadable, Unavailable."""
    dossier = settled_as_seen(dossier_id, seen_as, dossiers)
    old = place(places(dossier.pages), number)
    scans = keep_all(arrivals, None)
    groups = groups_of(dossier)
    edit = replace(
        act(dossier_id, EditKind.REPLACE),
        pages=(old,),
        begins=around(groups, old),
        sent=ids_of(scans),
    )
    return keep(edit, seen_as, scans, edits=edits, bell=bell)


def replace_file(
    dossier_id: str,
    file_id: str,
    arrivals: Sequence[Arrival],
    seen_as: int | None,
    *,
    edits: EditStore,
    bell: Bell,
) -> Edit:
    """By newly sent ones. Raises NotFound, Conflict, Stale, NothingReadable, Unavailable."""
    scans = keep_all(arrivals, None)
    edit = act(dossier_id, EditKind.REPLACE_FILE)
    edit = replace(edit, sent=ids_of(scans), taken=(file_id,))
    return keep(edit, seen_as, scans, edits=edits, bell=bell)


def take_away(
    dossier_id: str, file_id: str, seen_as: int | None, *, edits: EditStore, bell: Bell
) -> Edit:
    """A whole file, which is kept and can come back. Raises NotFound, Conflict, Stale."""
    edit = replace(act(dossier_id, EditKind.TAKE_AWAY), taken=(file_id,))
    return keep(edit, seen_as, edits=edits, bell=bell)


def undo(dossier_id: str, seen_as: int, *, edits: EditStore, bell: Bell) -> Edit:
    """The last act that stands; raises Conflict when there is none, Stale, NotFound."""
    done = standing_of(dossier_id, edits=edits).done
    if not done:
        raise Conflict(f"nothing to undo in dossier {dossier_id}")
    keep(act(dossier_id, EditKind.UNDO, of=done[-1].id), seen_as, edits=edits, bell=bell)
    return done[-1]


def redo(dossier_id: str, seen_as: int, *, edits: EditStore, bell: Bell) -> Edit:
    """The last act that was undone, if nothing else was done since; raises as ``undo``."""
    undone = standing_of(dossier_id, edits=edits).undone
    if not undone:
        raise Conflict(f"nothing to do again in dossier {dossier_id}")
    keep(act(dossier_id, EditKind.REDO, of=undone[-1].id), seen_as, edits=edits, bell=bell)
    return undone[-1]


def standing_of(dossier_id: str, *, edits: EditStore) -> Standing:
    return standing(edits.of_dossier(dossier_id))


def settled_as_seen(dossier_id: str, seen_as: int, dossiers: DossierStore) -> Dossier:
    dossier = dossiers.outline(dossier_id)
    if dossier.version != seen_as:
        raise Stale(f"dossier {dossier_id} has changed")
    if not dossier.status.settled:
        raise Conflict(f"dossier {dossier_id} is being read")
    return dossier


def place(where: dict[int, Place], number: int) -> Place:
    if number not in where:
        raise NotFound(f"no page {number}")
    return where[number]


def groups_of(dossier: Dossier) -> Groups:
    where = places(dossier.pages)
    documents = [[where[number] for number in it.pages] for it in dossier.documents]
    return Groups.of_documents(where.values(), documents)


def after(groups: Groups, order: Order, pages: Sequence[Place], before: Place | None) -> Groups:
    """How the documents are meant to be afterwards; raises BadInput for what cannot be."""
    if order.kind is EditKind.SPLIT:
        return groups.parted(pages)
    if order.kind is EditKind.JOIN:
        if not all(groups.before(page) for page in pages):
            raise BadInput(NOTHING_BEFORE)
        return groups.joined(pages)
    if order.kind is EditKind.MOVE:
        if before in pages:
            raise BadInput(NOT_ITSELF)
        return groups.moved(pages, before, order.join)
    if order.kind is EditKind.BLANK:
        return groups.without(pages)
    return groups


def around(groups: Groups, page: Place) -> Begins:
    """Where a page begins that another is to stand for, and where the one after it does."""
    its = groups.of.get(page, "")
    if not its:
        return ()
    pages = groups.pages(its)
    return tuple((it, it == pages[0]) for it in pages)


def rotations(dossier: Dossier, order: Order) -> tuple[int, ...]:
    if order.kind is not EditKind.TURN:
        return ()
    lying = {page.number: page.rotation for page in dossier.pages}
    return tuple((lying[number] + order.by) % 360 for number in sorted(set(order.pages)))


def keep(
    edit: Edit,
    seen_as: int | None,
    scans: Sequence[Scan] = (),
    *,
    edits: EditStore,
    bell: Bell,
) -> Edit:
    bell.ping()
    ring(edits.add(edit, seen_as, scans), bell)
    return edit


def ids_of(scans: Sequence[Scan]) -> tuple[str, ...]:
    return tuple(scan.id for scan in scans)


def act(dossier_id: str, kind: EditKind, of: str = "") -> Edit:
    """An act of whoever acts now."""
    somebody = actor()
    return Edit(new_id(), dossier_id, utc_now(), somebody.id, somebody.name, kind, of=of)
