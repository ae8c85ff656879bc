"""A report as the JSON that leaves the house."""

from collections.abc import Mapping
from typing import Any

from ocr_service.domain.agencies import Agencies
from ocr_service.domain.behind import Behind
from ocr_service.domain.digitization import Report, Row
from ocr_service.domain.points import Points
from ocr_service.domain.report import Ask, LeftOut, Measure, NotMeasured, Spread
from ocr_service.domain.targets import MINUTES, Target
from ocr_service.exports.report_words import (
    ESTIMATE,
    LEFT_OUT,
    NOT_MEASURED,
    carried_words,
    row_name,
)

Json = dict[str, Any]
DIGITS = 4  # of a share: percents with two, as the index 766 has them


def heading_json(report: Report) -> Json:
    """What was asked, and when it was counted."""
    ask = report.ask
    return {
        "from": ask.since.isoformat(),
        "to": ask.until.isoformat(),
        "by": ask.by.value,
        "agency_code": ask.agency_code,
        "procedure_code": ask.procedure_code,
        "made_at": report.made_at.isoformat(),
    }


def report_json(report: Report) -> Json:
    ask = report.ask
    return {
        **heading_json(report),
        "total": row_json(report.total, ask),
        "items": [row_json(row, ask) for row in report.rows],
        "waiting_now": [
            {
                "status": status.value,
                "count": many,
                "oldest": report.waiting.oldest[status].isoformat(),
            }
            for status, many in sorted(report.waiting.many.items())
        ],
        "next": None,
    }


def row_json(row: Row, ask: Ask) -> Json:
    return {
        "key": row.key,
        "by": row.by.value,
        "label": row_name(row, ask),
        "figures": [figure_json(row, measure) for measure in Measure],
        "minutes": minutes_json(row.minutes, row.targets.get(MINUTES)),
        "review_minutes": unmeasured_json(NotMeasured.NO_TIMES),
        "carried": [
            {"code": it.code, "since": it.since.isoformat(), "message": carried_words(it)}
            for it in row.carried
        ],
    }


def figure_json(row: Row, measure: Measure) -> Json:
    figure, target = row.figures[measure], row.targets.get(measure)
    whole = measure is Measure.RECEIVED
    share = None if whole or figure.share is None else round(figure.share, DIGITS)
    why = None if whole else figure.not_measured
    return {
        "measure": measure.value,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "share": share,
        "not_measured": why.value if why else None,
        "message": NOT_MEASURED[why] if why else "",
        "left_out": left_out_json(figure.left_out),
        "target": target_json(target, share),
        "points": points_json(row.points.get(measure)),
    }


def points_json(points: Points | None) -> Json | None:
    if points is None:
        return None
    return {
        "value": points.value,
        "most": points.most,
        "full_score_at": points.full_score_at,
        "message": ESTIMATE,
    }


def minutes_json(took: Spread, target: Target | None) -> Json:
    return {
        "median": took.median,
        "p90": took.p90,
        "counted": took.counted,
        "left_out": left_out_json(took.left_out),
        "target": target_json(target, took.median),
    }


def unmeasured_json(why: NotMeasured) -> Json:
    return {"not_measured": why.value, "message": NOT_MEASURED[why]}


def left_out_json(left_out: Mapping[LeftOut, int]) -> list[Json]:
    return [
        {"reason": why.value, "count": many, "message": LEFT_OUT[why]}
        for why, many in sorted(left_out.items())
    ]


def target_json(target: Target | None, reached: float | None) -> Json | None:
    if target is None:
        return None
    return {
        "value": target.value,
        "at_most": target.at_most,
        "source": target.source,
        "met": None if reached is None else target.met(reached),
    }


def behind_json(dossier: Behind, agencies: Agencies) -> Json:
    return {
        "id": dossier.id,
        "dossier_code": dossier.dossier_code,
        "procedure_code": dossier.procedure_code,
        "agency_code": dossier.agency_code,
        "counted_under": agencies.now(dossier.agency_code),
        "status": dossier.status.value,
        "received_at": dossier.received_at.isoformat(),
    }
