"""What the service understands: document types and procedures."""

from flask import Response
from flask_openapi3.blueprint import APIBlueprint

from ocr_service.schema.document_type import DocumentType
from ocr_service.schema.procedure import Procedure
from ocr_service.web.access import services
from ocr_service.web.answers import Json, answer
from ocr_service.web.api import CATALOGUE, PREFIX, SECURITY, problems
from ocr_service.web.shapes import DocumentTypeList, ProcedureList

api = APIBlueprint(
    "catalogue", __name__, url_prefix=PREFIX, abp_tags=[CATALOGUE], abp_security=SECURITY
)


@api.get(
    "/document-types",
    summary="Các loại giấy tờ hiểu được",
    responses={200: DocumentTypeList, **problems()},
)
def get_document_types() -> Response:
    types = services().catalogue.document_types.values()
    return answer({"items": [type_json(known) for known in types], "next": None})


@api.get(
    "/procedures",
    summary="Các thủ tục và thành phần hồ sơ",
    responses={200: ProcedureList, **problems()},
)
def get_procedures() -> Response:
    procedures = services().catalogue.procedures.values()
    return answer({"items": [procedure_json(known) for known in procedures], "next": None})


def type_json(known: DocumentType) -> Json:
    asked = [
        {"name": spec.name, "label": spec.label, "kind": spec.kind, "required": spec.required}
        for spec in known.fields
    ]
    return {"code": known.code, "title": known.title, "fields": asked}


def procedure_json(known: Procedure) -> Json:
    return {
        "code": known.code,
        "label": known.label,
        "level": known.level.value,
        "national_code": known.national_code if known.national_code_verified else "",
        "required": list(known.required),
        "one_of": [list(group) for group in known.one_of],
        "optional": list(known.optional),
        "outcome": known.outcome,
    }
