"""A batch of scans made into dossiers: duplex passes laid together, then split at the sheets."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ocr_service.domain.dossier import Dossier, Priority, ScanState
from ocr_service.domain.duplex import laid_together
from ocr_service.domain.numbering import numbered_through
from ocr_service.domain.page import Page
from ocr_service.domain.record import Doubt
from ocr_service.domain.separator import Command, Separator, separator_on

AFTER_END = Doubt(
    "",
    "after_end",
    "Các trang này nằm sau tờ “Kết thúc” mà không có tờ “Hồ sơ mới” nên được để riêng. "
    "Hãy xem chúng thuộc hồ sơ nào.",
)
BATCH_INCOMPLETE = Doubt(
    "",
    "batch_incomplete",
    "Một tệp của lô quét này chưa đọc được nên chỗ tách hồ sơ có thể chưa đúng. "
    "Hãy đọc lại hoặc quét lại tệp đó rồi xem lại.",
)


def other_dossier(sent: str, told: str) -> Doubt:
    return Doubt(
        "",
        "other_dossier",
        f"Hồ sơ được gửi với mã “{sent}” nhưng tờ ngăn đầu lô ghi mã “{told}”; giấy tờ đã được "
        "xếp theo tờ ngăn. Hãy kiểm tra lại mã hồ sơ.",
    )


@dataclass(frozen=True, slots=True)
class Part:
    """Pages that make up one dossier, in order.

    ``begins``: the file and the page there that it begins with; "" for the upload's own dossier.
    ``former_codes``: what a person has corrected; a sheet with one of them does not contradict.
    """

    pages: tuple[Page, ...] = ()
    begins: str = ""
    dossier_code: str = ""
    procedure_code: str = ""
    doubts: tuple[Doubt, ...] = ()
    former_codes: tuple[str, ...] = ()

    @property
    def paper(self) -> bool:
        """Whether there is anything but sheets and blank pages in it."""
        return any(not page.blank and not separator_on(page) for page in self.pages)

    def followed_by(self, page: Page) -> "Part":
        return replace(self, pages=(*self.pages, page))

    def named(self, sheet: Separator) -> "Part":
        return replace(
            self,
            dossier_code=self.dossier_code or sheet.dossier_code,
            procedure_code=self.procedure_code or sheet.procedure_code,
        )


def arranged(dossier: Dossier) -> tuple[Part, tuple[Part, ...]]:
    """The dossier's own part, and those that become dossiers of their own.

    ``dossier.pages`` are all pages of its scans as they lie in the files, after those that it
    has from elsewhere. Each upload is looked at by itself: later files belong to this dossier
    until a sheet says otherwise. Only a batch is split; at the counter every page is kept.
    """
    uploads = {scan.id: scan.upload for scan in dossier.scans}
    given = tuple(page for page in dossier.pages if page.scan not in uploads)
    told = dossier.doubts if dossier.split_from else ()  # by the dossier it was a part of
    own = Part(given, "", dossier.dossier_code, dossier.procedure_code, told, dossier.former_codes)
    others: list[Part] = []
    for upload in sorted(set(uploads.values())):
        first, *rest = _of_upload(dossier, upload, own)
        own = replace(first, pages=own.pages + first.pages, doubts=own.doubts + first.doubts)
        others += rest
    once = tuple(dict.fromkeys(own.doubts))
    own = replace(own, pages=numbered_through(own.pages), doubts=once)
    return own, tuple(replace(part, pages=numbered_through(part.pages)) for part in others)


def of_one_pile(dossier: Dossier, pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages as if both passes of a pile lay in one file: a back goes on with its front."""
    files: dict[str, str] = {}
    for scans in (dossier.sources, dossier.scans):
        first: dict[int, str] = {}
        for scan in scans:
            if scan.duplex:
                files[scan.id] = first.setdefault(scan.upload, scan.id)
    return tuple(replace(page, scan=files.get(page.scan, page.scan)) for page in pages)


def _of_upload(dossier: Dossier, upload: int, own: Part) -> list[Part]:
    scans = [scan for scan in dossier.scans if scan.upload == upload]
    files = [[page for page in dossier.pages if page.scan == scan.id] for scan in scans]
    row = tuple(page for file in files for page in file)
    doubts: list[Doubt] = []
    if duplex := next((scan.duplex for scan in scans if scan.duplex), None):
        row, doubt = laid_together([file for file in files if file], duplex)
        doubts += [doubt] if doubt else []
    start = replace(own, pages=(), doubts=())
    parts = (
        parted(row, start) if dossier.priority is Priority.BATCH else [replace(start, pages=row)]
    )
    if len(parts) > 1 and parts[0].dossier_code and not parts[0].pages:
        told = other_dossier(parts[0].dossier_code, parts[1].dossier_code)
        parts[0] = replace(parts[0], doubts=(told,))
    if len(parts) > 1 and any(scan.state is ScanState.FAILED for scan in scans):
        doubts.append(BATCH_INCOMPLETE)
    return [replace(part, doubts=(*part.doubts, *doubts)) for part in parts]


def parted(pages: Sequence[Page], start: Part) -> list[Part]:
    """The parts of one row of pages; the first goes on with ``start``, the upload's own."""
    parts, closed = [start], False
    for page in pages:
        sheet = separator_on(page)
        if sheet and sheet.command is Command.NEW_DOSSIER:
            if not _goes_on(parts[-1], sheet):
                parts.append(Part(begins=_place(page), procedure_code=start.procedure_code))
            # The sheet knows better than the upload which procedure its dossier is for.
            parts[-1] = _begun(parts[-1], sheet).followed_by(page)
            closed = False
        elif closed and not sheet and not page.blank:
            parts.append(Part((page,), _place(page), doubts=(AFTER_END,)))
            closed = False
        else:
            parts[-1] = parts[-1].followed_by(page)
            closed = closed or (sheet is not None and sheet.command is Command.END)
    return _without_empty_end(parts)


def _begun(part: Part, sheet: Separator) -> Part:
    if part.begins and sheet.procedure_code:
        part = replace(part, procedure_code=sheet.procedure_code)
    return part.named(sheet)


def _goes_on(part: Part, sheet: Separator) -> bool:
    """Whether a part without paper yet takes the sheet as its own: two sheets, one dossier."""
    its = ("", part.dossier_code, *part.former_codes)
    contradicts = part.dossier_code and sheet.dossier_code not in its
    return not part.paper and not contradicts


def _without_empty_end(parts: list[Part]) -> list[Part]:
    """A last sheet that nothing follows begins nothing, unless it names the dossier it lacks."""
    last = parts[-1]
    if len(parts) == 1 or last.paper or last.dossier_code:
        return parts
    before = parts[-2]
    return [*parts[:-2], replace(before, pages=before.pages + last.pages)]


def _place(page: Page) -> str:
    return f"{page.scan}/{page.file_page or page.number}"
