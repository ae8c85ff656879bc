"""Takes a dossier over from another house: looked through first, files next, all rows at once."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from enum import StrEnum

from ocr_service.acting import actor
from ocr_service.actions.hand_over import NotReady
from ocr_service.actions.verify_package import REMEDY, about_of, entries_of, faults_of
from ocr_service.domain.access import lineage
from ocr_service.domain.erasure import Erased
from ocr_service.domain.errors import Complaint
from ocr_service.domain.media import HEAD, JPEG, PNG, sniff
from ocr_service.domain.package import About, Rep, table_of
from ocr_service.storage import FileStore
from ocr_service.storage.erased_list import ErasedList
from ocr_service.storage.handover import BadPackage, HandoverStore, Incoming, Taken
from ocr_service.storage.package_zip import Package

Packed = Callable[[str], str]  # the hash of the package that a dossier here would make
PICTURES = frozenset({PNG, JPEG})
OTHER_AGENCY = Complaint(
    "package_of_other_agency",
    "Gói này của cơ quan khác.",
    "Hãy kiểm tra lại gói, hoặc bỏ tùy chọn --agency.",
)
ERASED = Complaint(
    "package_of_erased",
    "Hồ sơ này đã bị xóa hẳn ở đây nên không nhập lại.",
    "Nếu vẫn cần, hãy quét lại giấy tờ thành hồ sơ mới.",
)
OTHER_DOSSIER = Complaint(
    "package_of_other_state",
    "Ở đây đã có hồ sơ mang mã định danh này nhưng nội dung khác; không ghi đè.",
    "Hãy so hai bên; nếu bản ở đây là bản cũ, hãy hỏi bên giao.",
)
STRANGE_FILE = Complaint(
    "package_strange_file",
    "Trong gói có tệp không phải bản quét hay ảnh trang.",
    REMEDY,
)


class Outcome(StrEnum):
    TAKEN = "taken"
    HERE = "here"  # the very same dossier
    HERE_CHANGED = "here_changed"  # it came in this package once, and was worked on since


@dataclass(frozen=True, slots=True)
class Arrived:
    about: About
    outcome: Outcome
    taken: Taken = field(default=Taken(0, 0))


def take_over(
    package: Package,
    scope: str = "",
    *,
    handover: HandoverStore,
    files: FileStore,
    packed: Packed,
    erased: ErasedList,
) -> Arrived:
    """Raises BadPackage before anything was changed, Unavailable.

    ``scope``: only dossiers of that agency or one below it.
    """
    check_whole(package)
    about = about_of(package)
    check_agency(about, scope)
    if about.dossier_id in handover.find(about.dossier_id):
        return Arrived(about, already(package, about, handover, packed))
    if any(stone.dossier_id == about.dossier_id for stone in erased.all()):
        raise BadPackage(ERASED)
    check_kinds(package)
    try:
        return Arrived(about, Outcome.TAKEN, put_in(package, about, handover, files))
    except Erased:
        raise BadPackage(ERASED) from None


def check_whole(package: Package) -> None:
    faults = list(faults_of(package))
    if faults:
        raise BadPackage(Complaint("package_not_whole", " ".join(faults), REMEDY))


def check_agency(about: About, scope: str) -> None:
    """Of the agency that is asked for, and of whoever acts."""
    from_here = not scope or scope in lineage(about.agency_code)
    if not from_here or not actor().sees(about.agency_code):
        raise BadPackage(OTHER_AGENCY)


def already(package: Package, about: About, handover: HandoverStore, packed: Packed) -> Outcome:
    """The same bytes are the same dossier. Raises BadPackage for another under the same id."""
    try:
        if packed(about.dossier_id) == package.sha256:
            return Outcome.HERE
    except NotReady:
        pass  # something is being done to it here
    if handover.package_of(about.dossier_id) == package.sha256:
        return Outcome.HERE_CHANGED
    raise BadPackage(OTHER_DOSSIER)


def check_kinds(package: Package) -> None:
    """Before any is kept. A file handed in may be of any kind: what cannot be read is kept too."""
    for name, rep in files_of(package):
        found = sniff(next(package.pieces(name), b"")[:HEAD])
        if rep is Rep.PICTURES and found not in PICTURES:
            raise BadPackage(STRANGE_FILE)


def files_of(package: Package) -> Iterator[tuple[str, Rep]]:
    for name in package.names():
        for rep in (Rep.SCANS, Rep.PICTURES):
            if name.startswith(rep.data("")):
                yield name, rep


def put_in(package: Package, about: About, handover: HandoverStore, files: FileStore) -> Taken:
    """Files first, under the hash of what they are; whatever goes wrong, none stays in vain."""
    kept: set[str] = set()
    with ExitStack() as undoing:
        undoing.callback(handover.let_go, kept)
        for name, _ in files_of(package):
            kept.add(put_file(package, name, files))
        taken = handover.take_over(incoming(package, about, frozenset(kept)))
        undoing.pop_all()
    return taken


def put_file(package: Package, name: str, files: FileStore) -> str:
    draft = files.draft()
    try:
        for piece in package.pieces(name):
            draft.write(piece)
        return draft.keep().sha256
    finally:
        draft.drop()


def incoming(package: Package, about: About, kept: frozenset[str]) -> Incoming:
    tables = [(table_of(name), name) for name in package.names() if table_of(name)]
    return Incoming(
        dossier_id=about.dossier_id,
        agency_code=about.agency_code,
        package=package.sha256,
        files=kept,
        rows=((table, package.lines(name)) for table, name in tables),
        history=[entry for entry in entries_of(package) if entry is not None],
    )
