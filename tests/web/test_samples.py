"""Samples of what nobody would have looked at, and what people found; on every database."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ocr_service.actions.keys import add_key
from ocr_service.domain.access import Role
from ocr_service.schema.catalogue import Catalogue
from ocr_service.schema.document_type import DocumentType, FieldSpec, Recognition
from ocr_service.web import sample_shapes
from tests.fakes import CATALOGUE, House, scan_of
from tests.web.client import Client

LETTER = DocumentType(
    "letter",
    "Thư",
    Recognition(titles=("thu",)),
    (FieldSpec("words", "Chữ", "text", ()), FieldSpec("written_on", "Ngày viết", "date", ())),
    {},
)
NOTE = replace(LETTER, code="note", title="Giấy nhắn")


@pytest.fixture
def house(tmp_path: Path, database_url: str) -> House:
    """Where people look at all that the machine accepts."""
    built = House.in_folder(tmp_path, database_url, sample_share=1)
    known = Catalogue({"letter": LETTER, "note": NOTE}, CATALOGUE.procedures)
    return replace(built, services=replace(built.services, catalogue=known))


def settled(client: Client, *texts: str, **fields: str) -> list[str]:
    dossier = client.settled(("1.pdf", scan_of(*texts)), **fields)
    return [document["id"] for document in dossier["documents"]]


def queue(client: Client) -> list[tuple[str, str]]:
    items = client.get("/reviews/queue").json["items"]
    return [(item["document_id"], item["kind"]) for item in items]


def review(client: Client, document_id: str, **said: Any) -> Any:
    path = f"/documents/{document_id}"
    tag = client.get(path).headers["ETag"]
    said = {"verdict": "accepted", **said}
    answer = client.post(f"{path}/reviews", json=said, headers={"If-Match": tag})
    assert answer.status_code == 201, answer.json
    return answer.json


def found(client: Client, **asked: str) -> dict[str, Any]:
    told = client.get("/reviews/samples", query_string=asked).json
    sample_shapes.Samples.model_validate(told)
    return dict(told)


def words(value: str) -> list[dict[str, str]]:
    return [{"name": "words", "value": value}]


def test_samples_wait_behind_all_others_and_hold_nobody_up(client: Client) -> None:
    (sample,) = settled(client, "sure", priority="counter")
    (doubt,) = settled(client, "perhaps")
    assert queue(client) == [(doubt, "doubt"), (sample, "sample")]
    assert client.get("/reviews/queue/counts").json["sample"] == 1
    dossier_id = client.get(f"/documents/{sample}").json["dossier_id"]
    assert client.get(f"/dossiers/{dossier_id}").json["status"] == "accepted"
    (told,) = client.get("/audit?act=document.sampled").json["items"]
    assert told["document_id"] == sample


def test_what_people_find_is_counted(client: Client) -> None:
    right, wrong, overlooked, other, away = settled(
        client, "sure 1", "sure 2", "sure 3", "sure 4", "sure 5"
    )
    review(client, right)
    review(client, wrong, fields=words("else"))
    review(client, overlooked, fields=[{"name": "written_on", "value": "02/09/2025"}])
    review(client, other, document_type="note", fields=words("note"))
    review(client, away, verdict="rejected")
    assert queue(client) == []
    told = found(client)
    assert (told["records"], told["records_wrong"]) == (5, 4)
    assert (told["fields"], told["fields_wrong"]) == (6, 3)
    assert told["low"] < told["rate"] == 0.5 < told["high"]
    assert told["record_low"] < told["record_rate"] == 0.8 < told["record_high"]
    assert [(it["document_type"], it["records"]) for it in told["by_type"]] == [("letter", 5)]
    (month,) = told["by_month"]
    assert (month["records"], len(month["month"])) == (5, 7)


def test_a_sample_set_right_in_two_steps_is_counted_once(client: Client) -> None:
    (document_id,) = settled(client, "sure")
    review(client, document_id, verdict="needs_review", fields=words("else"))
    assert queue(client) == [(document_id, "doubt")]
    assert found(client)["records"] == 0
    review(client, document_id)
    review(client, document_id, fields=words("another"))
    told = found(client)
    assert (told["records"], told["fields"], told["fields_wrong"]) == (1, 1, 1)


def test_the_same_value_said_again_is_not_wrong(client: Client) -> None:
    (document_id,) = settled(client, "sure")
    review(client, document_id, fields=words("sure"))
    told = found(client)
    assert (told["records_wrong"], told["fields_wrong"], told["rate"], told["low"]) == (0, 0, 0, 0)
    assert told["high"] > 0.5, "one is not enough to be certain"


def test_a_new_reading_samples_nothing_twice(house: House, client: Client) -> None:
    waiting, looked_at = settled(client, "sure 1", "sure 2")
    review(client, looked_at)
    dossier_id = client.get(f"/documents/{waiting}").json["dossier_id"]
    client.send(("2.pdf", scan_of("perhaps")), path=f"/dossiers/{dossier_id}/files")
    house.work_all()
    assert [kind for _, kind in queue(client)] == ["doubt", "sample"]
    assert queue(client)[1][0] == waiting
    assert len(client.get("/audit?act=document.sampled").json["items"]) == 2
    assert found(client)["records"] == 1


def test_days_and_agencies(house: House, client: Client) -> None:
    (document_id,) = settled(client, "sure", agency_code="H42.1")
    review(client, document_id)
    assert found(client, **{"from": "2026-01-01"})["records"] == 1
    assert found(client, to="2026-01-01")["records"] == 0
    assert found(client, agency_code="H42.1")["records"] == 1
    assert found(client, agency_code="H42.2")["records"] == 0
    other = Client(house, add_key("x", Role.AUDITOR, "H43", keys=house.services.keys)[1])
    told = found(other)
    assert (told["records"], told["rate"], told["high"]) == (0, None, None)
    assert other.get("/reviews/samples?agency_code=H42.1").status_code == 403
    assert client.get("/reviews/samples?from=yesterday").status_code == 422
