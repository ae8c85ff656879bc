"""How often straight-through records are wrong, as samples have shown."""

from flask import Response
from flask_openapi3.blueprint import APIBlueprint

from ocr_service.actions import samples as action
from ocr_service.actions.samples import Measured
from ocr_service.domain.sampling import Measure, wilson
from ocr_service.web import sample_shapes as shapes
from ocr_service.web.access import services
from ocr_service.web.answers import Json, answer
from ocr_service.web.api import DESK, PREFIX, SECURITY, problems

DIGITS = 6

api = APIBlueprint("samples", __name__, url_prefix=PREFIX, abp_tags=[DESK], abp_security=SECURITY)


@api.get(
    "/reviews/samples",
    summary="Tỉ lệ sai đo được khi kiểm tra mẫu",
    responses={200: shapes.Samples, **problems(403, 503)},
)
def get_samples(query: shapes.SamplesQuery) -> Response:
    found = action.measured(query.first, query.last, query.agency_code, samples=services().samples)
    return answer(samples_json(found))


def samples_json(found: Measured) -> Json:
    catalogue = services().catalogue
    return {
        **measure_json(found.whole),
        "share": services().settings.sample_share,
        "by_type": [
            {"document_type": code, "title": catalogue.label(code), **measure_json(measure)}
            for code, measure in found.by_type.items()
        ],
        "by_month": [
            {"month": month, **measure_json(measure)} for month, measure in found.by_month.items()
        ],
    }


def measure_json(measure: Measure) -> Json:
    return {
        "records": measure.records,
        "records_wrong": measure.records_wrong,
        "fields": measure.fields,
        "fields_wrong": measure.fields_wrong,
        **share_json("", measure.fields_wrong, measure.fields),
        **share_json("record_", measure.records_wrong, measure.records),
    }


def share_json(prefix: str, wrong: int, all_: int) -> Json:
    share = wilson(wrong, all_)
    return {
        f"{prefix}{name}": round(getattr(share, name), DIGITS) if share else None
        for name in ("rate", "low", "high")
    }
