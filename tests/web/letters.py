"""Letters and notes, and what people say of them over HTTP."""

from dataclasses import replace
from typing import Any

from werkzeug.test import TestResponse

from ocr_service.schema.catalogue import Catalogue
from ocr_service.schema.document_type import DocumentType, FieldSpec, Recognition
from tests.fakes import CATALOGUE, House, scan_of
from tests.web.client import Client

LETTER = DocumentType(
    "letter",
    "Thư",
    Recognition(titles=("thu",)),
    (
        FieldSpec("words", "Chữ", "text", (), required=True),
        FieldSpec("written_on", "Ngày viết", "date", ()),
    ),
    {},
)
NOTE = replace(LETTER, code="note", title="Giấy nhắn", fields=LETTER.fields[:1])


def settled(client: Client, *texts: str, **fields: str) -> list[str]:
    """The ids of the documents of one dossier."""
    dossier = client.settled(("1.pdf", scan_of(*texts)), **fields)
    return [document["id"] for document in dossier["documents"]]


def review(client: Client, document_id: str, tag: str = "", **said: Any) -> TestResponse:
    """As somebody who has just looked at it, unless ``tag`` says what they saw."""
    path = f"/documents/{document_id}"
    tag = tag or client.get(path).headers["ETag"]
    said = {"verdict": "accepted", **said}
    return client.post(f"{path}/reviews", json=said, headers={"If-Match": tag})


def with_letters(house: House) -> House:
    known = Catalogue({"letter": LETTER, "note": NOTE}, CATALOGUE.procedures)
    return replace(house, services=replace(house.services, catalogue=known))
