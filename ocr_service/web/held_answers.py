"""What is held for a procedure as the JSON that leaves; why a paper must still be asked for."""

from collections.abc import Mapping
from datetime import date

from flask_babel import lazy_gettext as _

from ocr_service.actions.held import Held, Paper
from ocr_service.domain.held import Reason
from ocr_service.domain.reuse import Filed
from ocr_service.schema.catalogue import Catalogue
from ocr_service.schema.procedure import Procedure
from ocr_service.understanding.wording import written
from ocr_service.web.answers import Json
from ocr_service.web.record_answers import brief_json

MESSAGES: Mapping[Reason, object] = {
    Reason.NOT_HELD: _("Chưa có giấy tờ này trong kho dữ liệu."),
    Reason.EXPIRED: _("Giấy tờ đang có chỉ có giá trị đến hết ngày {day}."),
    Reason.REVOKED: _("Giấy tờ đang có đã bị thu hồi."),
    Reason.REPLACED: _("Đã có giấy tờ cùng loại cấp sau giấy tờ đang có."),
    Reason.TOO_OLD: _("Giấy tờ đang có được cấp đã quá {months} tháng."),
    Reason.OTHER_AGENCY: _(
        "Cơ quan khác đang có giấy tờ này; muốn dùng, hãy nêu mục đích và căn cứ hoặc sự đồng ý."
    ),
    Reason.NAME_DIFFERS: _("Họ tên trên giấy tờ đang có khác với họ tên được hỏi."),
    Reason.MADE_ANEW: _("Giấy tờ này được lập riêng cho từng hồ sơ."),
}


def held_json(told: Held, procedure: Procedure, number: str, day: date, known: Catalogue) -> Json:
    return {
        "procedure_code": procedure.code,
        "procedure": procedure.label,
        "personal_id": number,
        "on": day.isoformat(),
        "population": told.population.value if told.population else None,
        "papers": [paper_json(it, day, known) for it in told.papers],
    }


def paper_json(paper: Paper, day: date, known: Catalogue) -> Json:
    return {
        "document_type": paper.document_type,
        "title": known.label(paper.document_type),
        "required": paper.required,
        "one_of": list(paper.one_of),
        "usable": paper.source is not None,
        "source": paper.source.value if paper.source else None,
        "reason": paper.reason.value if paper.reason else None,
        "message": message(paper),
        "record": record_json(paper.record, day) if paper.record else None,
        "others": paper.others,
    }


def message(paper: Paper) -> str | None:
    if paper.reason is None:
        return None
    last = written(paper.record.valid_until) if paper.record else ""
    return str(MESSAGES[paper.reason]).format(day=last, months=paper.months)


def record_json(record: Filed, day: date) -> Json:
    origin = {
        "accepted_at": record.accepted_at.isoformat(),
        "content": record.content,
        "schema_edition": record.edition,
        "program": record.made_by,
    }
    return {**brief_json(record, day), "provenance": origin}
