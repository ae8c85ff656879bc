"""How the house is doing, for whoever keeps it going."""

from dataclasses import asdict
from datetime import datetime

from flask import Response
from flask_openapi3.blueprint import APIBlueprint

from ocr_service.actions.overview import Overview, overview
from ocr_service.domain.ids import utc_now
from ocr_service.web.access import caller, services
from ocr_service.web.answers import Json, answer
from ocr_service.web.api import HEALTH, PREFIX, SECURITY, problems
from ocr_service.web.operations_shapes import Operations

api = APIBlueprint(
    "operations", __name__, url_prefix=PREFIX, abp_tags=[HEALTH], abp_security=SECURITY
)


@api.get(
    "/operations",
    summary="Tình hình vận hành",
    responses={200: Operations, **problems(403, 503)},
)
def get_operations() -> Response:
    now = utc_now()
    return answer(overview_json(overview(now, caller().agency_code, parts=services()), now))


def overview_json(seen: Overview, now: datetime) -> Json:
    office = seen.office
    return {
        "at": now.isoformat(),
        "work": [
            {
                "kind": kind,
                "waiting": it.waiting,
                "running": it.running,
                "oldest_at": it.oldest and it.oldest.isoformat(),
            }
            for kind, it in office.work.items()
        ],
        "pace": {
            "dossiers_last_minute": office.settled,
            "pages_last_minute": office.pages,
            "dossiers_last_hour": office.settled_hour,
        },
        "failed": {"dossiers": office.failed_dossiers, "files": office.failed_files},
        "webhooks_failing": office.failing,
        "house": asdict(seen.whole) | {"backup_at": seen.whole.backup_at or None}
        if seen.whole
        else None,
    }
