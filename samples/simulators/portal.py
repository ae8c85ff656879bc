"""A national portal that takes dossiers: `python -m samples.simulators.portal [PORT]`.

It checks what comes by schemas/portal/ho_so.schema.json and keeps it in memory by MaHoSo: the same
dossier again takes the place of what came before. The real portal speaks as its own documents
say; these could not be seen, so the codes below are made up. It listens on port 8099 for a service
that was started with OCR_PORTAL_URL=http://127.0.0.1:8099/dossiers OCR_PORTAL_KEY=simulator
OCR_PORTAL_PRIVATE=127.0.0.0/8.

GET /dossiers lists what it has taken; POST /fail {"times": 3, "status": 500} (or "error_code")
has the next three calls fail.
"""

import json
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Flask, Response, jsonify, request
from jsonschema import Draft202012Validator

SCHEMAS = Path(__file__).parents[2] / "schemas"
PORT = 8099
KEY = "simulator"
TAKEN, NOT_ITS_SHAPE, NO_CODE, NO_RECORD, MADE_TO = 0, 1, 2, 3, 9


@dataclass
class Portal:
    """What it was sent (``calls``), what of it holds now, and how the next calls are to fail."""

    key: str = KEY
    held: dict[str, Any] = field(default_factory=dict)
    calls: list[Any] = field(default_factory=list)
    failures: list[dict[str, Any]] = field(default_factory=list)

    def take(self, told: Any) -> tuple[int, str]:
        """``error_code`` and ``message``."""
        self.calls.append(told)
        wrong = next(DOSSIER.iter_errors(told), None)
        if wrong is not None:
            return NOT_ITS_SHAPE, f"{wrong.json_path}: {wrong.message}"[:500]
        code = told["HoSo"].get("MaHoSo")
        if not code:
            return NO_CODE, "Thiếu mã hồ sơ"
        for paper in told["DanhSachGiayToSoHoa"]:
            if "JsonOcr" in paper and not RECORD.is_valid(json.loads(paper["JsonOcr"])):
                return NO_RECORD, f"{paper['DinhKem']}: JsonOcr không đúng cấu trúc"
        self.held[code] = told
        return TAKEN, "Thành công"

    def app(self) -> Flask:
        app = Flask(__name__)
        app.add_url_rule("/dossiers", view_func=self.post, methods=["POST"])
        app.add_url_rule("/dossiers", "held", lambda: jsonify(self.held))
        app.add_url_rule("/fail", view_func=self.fail, methods=["POST"])
        return app

    def post(self) -> Response | tuple[Response, int]:
        if request.headers.get("Authorization") != f"Bearer {self.key}":
            return said(MADE_TO, "Sai khóa"), 401
        if self.failures:
            failure = self.failures.pop(0)
            told = said(failure.get("error_code", MADE_TO), failure.get("message", "Hệ thống bận"))
            return told, failure.get("status", 200)
        return said(*self.take(request.get_json(force=True)))

    def fail(self) -> Response:
        how = dict(request.get_json(force=True))
        self.failures += [how] * int(how.pop("times", 1))
        return said(TAKEN, f"{len(self.failures)}")


def said(error_code: int, message: str) -> Response:
    return jsonify({"error_code": error_code, "message": message})


def validator(place: str, part: str = "") -> Draft202012Validator:
    schema = json.loads((SCHEMAS / place).read_text("utf-8"))
    return Draft202012Validator({**schema, **schema["$defs"][part]} if part else schema)


DOSSIER = validator("portal/ho_so.schema.json")
RECORD = validator("record.schema.json", "document")


if __name__ == "__main__":
    Portal().app().run(port=int(sys.argv[1]) if len(sys.argv) > 1 else PORT)
