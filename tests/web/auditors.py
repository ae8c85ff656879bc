"""Auditors at the review desk, over HTTP."""

from typing import Any

from werkzeug.test import TestResponse

from ocr_service.actions.keys import add_key
from ocr_service.domain.access import Role
from ocr_service.web import desk_shapes
from tests.fakes import House, scan_of
from tests.web.client import Client


def auditor(house: House, name: str = "Mai", agency_code: str = "") -> Client:
    return Client(house, add_key(name, Role.AUDITOR, agency_code, keys=house.services.keys)[1])


def settled(client: Client, *texts: str, **fields: str) -> list[str]:
    """The ids of the documents of one dossier."""
    dossier = client.settled(("1.pdf", scan_of(*texts)), **fields)
    return [document["id"] for document in dossier["documents"]]


def queue(client: Client, **asked: Any) -> list[str]:
    told = client.get("/reviews/queue", query_string=asked).json
    desk_shapes.WaitingList.model_validate(told)
    return [item["document_id"] for item in told["items"]]


def following(client: Client, **asked: Any) -> str:
    answer = client.post("/reviews/next", json=asked)
    return answer.json["document_id"] if answer.status_code == 200 else ""


def hold(client: Client, document_id: str, **said: Any) -> TestResponse:
    return client.post(f"/documents/{document_id}/lease", json=said)


def reject(client: Client, document_id: str) -> TestResponse:
    path = f"/documents/{document_id}"
    tag = client.get(path).headers["ETag"]
    said = {"verdict": "rejected"}
    return client.post(f"{path}/reviews", json=said, headers={"If-Match": tag})
