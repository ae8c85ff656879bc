"""Which papers of a procedure need not be asked for, in one call."""

from flask import Response
from flask_openapi3.blueprint import APIBlueprint

from ocr_service.actions.held import Question, held
from ocr_service.actions.own_records import Why
from ocr_service.actions.population import with_population
from ocr_service.domain.errors import NotFound
from ocr_service.domain.reuse import key_of
from ocr_service.web.access import caller, services
from ocr_service.web.answers import answer
from ocr_service.web.api import PREFIX, RECORDS, SECURITY, problems
from ocr_service.web.held_answers import held_json
from ocr_service.web.held_shapes import Held, HeldQuery, ProcedurePath
from ocr_service.web.record_answers import own_records
from ocr_service.web.trail import shown_search

api = APIBlueprint("held", __name__, url_prefix=PREFIX, abp_tags=[RECORDS], abp_security=SECURITY)


@api.get(
    "/procedures/<procedure_code>/held",
    summary="Giấy tờ nào của thủ tục đã có sẵn cho một người, không phải yêu cầu nộp",
    responses={200: Held, **problems(404, 503)},
)
def get_held(path: ProcedurePath, query: HeldQuery) -> Response:
    parts, own = services(), own_records(Why(query.purpose, query.consent))
    procedure = parts.catalogue.procedures.get(path.procedure_code)
    if procedure is None:
        raise NotFound(f"no procedure {path.procedure_code}")
    day = query.on or own.today
    asked = Question(procedure, (key_of(query.personal_id),), day, query.name, query.date_of_birth)
    papers = held(asked, own=own, catalogue=parts.catalogue)
    told = with_population(papers, asked, caller(), population=parts.population, audit=parts.audit)
    records = [paper.record for paper in told.papers if paper.record]
    own.hand_out(records)
    ids = " ".join(record.id for record in records)
    shown_search("", procedure_code=procedure.code, found=len(records), ids=ids)
    return answer(held_json(told, procedure, query.personal_id, day, parts.catalogue))
