"""What has failed, why, and what to do: read again one or all, also what is in quarantine."""

from flask import Response, request
from flask_babel import gettext as _

from ocr_service.actions.receive import retry
from ocr_service.actions.try_again import MOST, retry_failed
from ocr_service.domain.dossier import Dossier, Scan, ScanState
from ocr_service.domain.errors import BadInput, Complaint, Conflict, NotFound
from ocr_service.domain.quarantine import QUARANTINED
from ocr_service.storage import Search
from ocr_service.web.access import own_dossiers, services
from ocr_service.web.answers import page_of
from ocr_service.web.pages.asking import Question, ask
from ocr_service.web.pages.routes import FORM, GET, Route
from ocr_service.web.pages.showing import go, show
from ocr_service.web.trail import shown_list

AT_A_TIME = 50
PLACE = "/operations/failures"
RETRY, FORCE = "retry", "force"
BUSY = Complaint(
    "nothing_failed",
    "Hồ sơ này đang được đọc, hoặc không còn gì để đọc lại.",
    "Hãy tải lại danh sách.",
)


def failures() -> Response:
    after = request.args.get("cursor", "")[:36]
    found = own_dossiers().failed(Search(after=after, limit=AT_A_TIME + 1))
    page, following = page_of(found, AT_A_TIME, lambda dossier: dossier.id)
    shown_list("", [dossier.id for dossier in page])
    return show(
        "operations/failures.html",
        rows=[(dossier, failed_of(dossier)) for dossier in page],
        quarantined=QUARANTINED.code,
        following=following,
        paged=bool(after),
        asked=request.args,
    )


def retry_one(dossier_id: str, how: str) -> Response:
    """Reading again is done at once; what has killed its readers is asked about first."""
    if how not in (RETRY, FORCE):
        raise NotFound(how)
    dossier = own_dossiers().summary(dossier_id)
    question = about(dossier, how)
    if request.method != "POST":
        return ask(question)
    try:
        retry(dossier_id, how == FORCE, dossiers=own_dossiers(), bell=services().bell)
    except BadInput as bad:
        return ask(question, bad.complaint)
    except Conflict:
        return ask(question, BUSY)
    return go(f"{PLACE}?done=1")


def retry_all() -> Response:
    if request.method != "POST":
        few = _("Các tệp lỗi được đọc lại từ đầu, nhiều nhất %(most)s hồ sơ một lần.", most=MOST)
        return ask(
            Question(
                _("Đọc lại mọi hồ sơ lỗi"),
                (
                    few,
                    _("Tệp bị cách ly không được đọc lại."),
                ),
                _("Đọc lại tất cả"),
                PLACE,
                danger=False,
            )
        )
    done = retry_failed(dossiers=own_dossiers(), bell=services().bell)
    return go(f"{PLACE}?done={done.tried}&kept={done.kept_away}&more={int(done.more)}")


def about(dossier: Dossier, how: str) -> Question:
    name = dossier.dossier_code or dossier.id
    if how == RETRY:
        told = (_("Các tệp lỗi của hồ sơ được đọc lại từ đầu, trừ tệp bị cách ly."),)
        return Question(_("Đọc lại hồ sơ %(name)s", name=name), told, _("Đọc lại"), PLACE, False)
    warned = (
        _("Tệp này đã làm máy đọc phải dừng nhiều lần. Đọc lại có thể làm chậm các hồ sơ khác."),
        _("Chỉ làm khi tin chắc tệp an toàn. Việc này được ghi vào nhật ký."),
    )
    return Question(
        _("Vẫn đọc tệp bị cách ly của %(name)s", name=name), warned, _("Vẫn đọc"), PLACE
    )


def failed_of(dossier: Dossier) -> list[Scan]:
    return [scan for scan in dossier.scans if scan.state is ScanState.FAILED]


ROUTES: tuple[Route, ...] = (
    (PLACE, "operations_failures", failures, GET),
    (f"{PLACE}/retry", "operations_retry_all", retry_all, FORM),
    (f"{PLACE}/<dossier_id>/<how>", "operations_retry", retry_one, FORM),
)
