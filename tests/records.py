"""Accepted papers for tests: read by the fake eyes, filled in and accepted by a person."""

from functools import cache
from pathlib import Path
from typing import Any

from ocr_service.schema.catalogue import Catalogue, load
from ocr_service.web import record_shapes
from tests.fakes import scan_of
from tests.web.client import Client

SCHEMAS = Path(__file__).parents[1] / "schemas"
AN = {"full_name": "Nguyễn Thị Minh An", "personal_id": "001304005678"}
CARD = {
    **AN,
    "date_of_birth": "02/09/2004",
    "issue_date": "01/03/2022",
    "expiry_date": "02/09/2029",
}


@cache
def shipped() -> Catalogue:
    return load(SCHEMAS)


def accepted(client: Client, document_type: str, form: dict[str, str], **fields: str) -> str:
    """The id of a paper of a dossier of its own, accepted as being of that type."""
    dossier = client.settled(("1.pdf", scan_of("helo")), **fields)
    (document,) = dossier["documents"]
    said(client, document["id"], document_type=document_type, fields=form)
    return str(document["id"])


def said(
    client: Client, document_id: str, verdict: str = "accepted", fields: Any = (), **more: str
) -> None:
    path = f"/documents/{document_id}"
    tag = client.get(path).headers["ETag"]
    told = [{"name": name, "value": value} for name, value in dict(fields).items()]
    body = {"verdict": verdict, "fields": told, **more}
    answer = client.post(f"{path}/reviews", json=body, headers={"If-Match": tag})
    assert answer.status_code == 201, answer.json


def found(client: Client, **asked: str | int) -> list[str]:
    answer = client.get("/records", query_string=asked)
    assert answer.status_code == 200, answer.json
    record_shapes.RecordList.model_validate(answer.json)
    return [item["id"] for item in answer.json["items"]]
