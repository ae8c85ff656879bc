"""Separator sheets to print. They are drawn in a child: the front door never loads what draws."""

import os
import subprocess
import sys
from threading import BoundedSemaphore

from flask import Response, request
from pydantic import BaseModel, Field

from ocr_service.domain.errors import Unavailable
from ocr_service.domain.separator import LONGEST_CODE
from ocr_service.web.access import services
from ocr_service.web.pages.routes import GET, Route
from ocr_service.web.pages.showing import page_headers
from ocr_service.web.problems import ProblemPart, Refusal

SECONDS = 30
MOST_SHEETS = 100
AT_ONCE = BoundedSemaphore(2)
PRINT = [sys.executable, "-m", "ocr_service", "separators"]


class Asked(BaseModel):
    """How many sheets of each kind; with a code or a procedure, only those that begin a dossier."""

    count: int = Field(1, ge=1, le=MOST_SHEETS)
    dossier_code: str = Field("", max_length=LONGEST_CODE, pattern=r"^[^\x00-\x1f\x7f]*$")
    procedure_code: str = Field("", max_length=LONGEST_CODE)


def separators() -> Response:
    asked = Asked.model_validate(request.args.to_dict())
    if asked.procedure_code and asked.procedure_code not in services().catalogue.procedures:
        part = ProblemPart(
            pointer="/procedure_code", code="unknown_procedure", detail="Chưa có thủ tục này."
        )
        raise Refusal("invalid_request", parts=[part])
    pdf = drawn(asked)
    named = {"Content-Disposition": 'inline; filename="to-ngan.pdf"'}
    return Response(pdf, headers=page_headers() | named, mimetype="application/pdf")


def drawn(asked: Asked) -> bytes:
    """The sheets as `ocr-service separators` prints them; raises Unavailable."""
    told = {"--dossier": asked.dossier_code, "--procedure": asked.procedure_code}
    options = [f"--count={asked.count}", *(f"{name}={code}" for name, code in told.items() if code)]
    schemas = {"OCR_SCHEMAS_DIR": str(services().settings.schemas_dir.absolute())}
    surroundings = {"PATH": os.environ.get("PATH", ""), **schemas}  # it needs no secret of ours
    if not AT_ONCE.acquire(blocking=False):
        raise Unavailable("separator sheets are being drawn for others")
    try:
        printed = subprocess.run(  # noqa: S603 - our own program; what was typed is one word each
            [*PRINT, *options], env=surroundings, capture_output=True, timeout=SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError) as trouble:
        raise Unavailable(f"separator sheets: {type(trouble).__name__}") from trouble
    finally:
        AT_ONCE.release()
    return printed.stdout


ROUTES: tuple[Route, ...] = (("/separators.pdf", "separators", separators, GET),)
