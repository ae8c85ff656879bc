"""A dossier as its page shows it: pages in groups, each with what is to be said of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from ocr_service.domain.dossier import Document, Dossier, Scan, ScanState
from ocr_service.domain.numbering import places
from ocr_service.domain.page import Page, Problem
from ocr_service.domain.record import Doubt
from ocr_service.domain.separator import separator_on
from ocr_service.understanding.scan_again import CODE as SCAN_AGAIN

# As understanding/scan_again tells it in doubts; pages speak two languages.
WHY = {
    Problem.BLURRED: lazy_gettext("ảnh mờ hoặc nhòe"),
    Problem.TOO_DARK: lazy_gettext("ảnh quá tối"),
    Problem.TOO_LIGHT: lazy_gettext("chữ quá nhạt"),
    Problem.LOW_RESOLUTION: lazy_gettext("độ phân giải thấp (nên quét 200–300 dpi)"),
    Problem.CUT_OFF: lazy_gettext("trang bị cắt mất chữ ở mép"),
    Problem.SHADOWED: lazy_gettext("bóng đổ che mất chữ"),
    Problem.COVERED: lazy_gettext("ngón tay hoặc vật khác che trang giấy"),
    Problem.UNREADABLE: lazy_gettext("phần lớn chữ khó đọc"),
}
NAMED = 16  # signs of a picture's name that tell it from the one before


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page. ``mark`` is what stands below its picture, "" for a good page."""

    number: int
    place: str
    picture: str
    width: int
    height: int
    poor: bool = False
    blank: bool = False
    mark: str = ""

    @property
    def named(self) -> str:
        said = _("Trang %(number)s", number=self.number)
        return f"{said}: {self.mark}" if self.mark else said


@dataclass(slots=True)
class Group:
    """Pages of one document, or (None) some between documents: blank ones, separator sheets."""

    document: Document | None = None
    leaves: list[Leaf] = field(default_factory=list)

    @property
    def doubts(self) -> list[Doubt]:
        """Of the document as a whole: doubts of its fields are looked at where it is reviewed."""
        told = self.document.record.doubts if self.document else ()
        return [doubt for doubt in told if not doubt.field and doubt.code != SCAN_AGAIN]

    @property
    def doubtful_fields(self) -> int:
        told = self.document.record.doubts if self.document else ()
        return len({doubt.field for doubt in told if doubt.field})


def groups_of(dossier: Dossier) -> list[Group]:
    """All pages in their order."""
    of_page = {number: it for it in dossier.documents for number in it.pages}
    where, groups = places(dossier.pages), list[Group]()
    for page in dossier.pages:
        document = of_page.get(page.number)
        if not groups or groups[-1].document is not document:
            groups.append(Group(document))
        file, number = where[page.number]
        groups[-1].leaves.append(leaf_of(page, f"{file}/{number}"))
    return groups


def leaf_of(page: Page, place: str) -> Leaf:
    return Leaf(
        page.number,
        place,
        page.picture[:NAMED],
        page.width,
        page.height,
        poor=bool(page.problems),
        blank=page.blank,
        mark=mark_of(page),
    )


def mark_of(page: Page) -> str:
    if separator_on(page):
        return str(_("tờ ngăn"))
    if page.blank:
        return str(_("trang trắng"))
    if page.problems:
        why = ", ".join(str(WHY[problem]) for problem in page.problems)
        return str(_("quét lại – %(why)s", why=why))
    return ""


def poor_pages(groups: Sequence[Group]) -> list[Leaf]:
    return [leaf for group in groups for leaf in group.leaves if leaf.poor]


def unread_files(dossier: Dossier) -> list[Scan]:
    """Those that failed, or are still being read."""
    return [scan for scan in dossier.scans if scan.state is not ScanState.READ]
