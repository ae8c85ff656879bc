"""What a dossier is called and what it is for, corrected over HTTP: judged anew, read no more."""

from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from ocr_service.actions.erase import mentions
from ocr_service.actions.keys import add_key
from ocr_service.domain.access import Role
from ocr_service.schema.catalogue import Catalogue
from ocr_service.schema.procedure import Level, Procedure
from ocr_service.web import edit_shapes
from tests.fakes import CATALOGUE, House, scan_of
from tests.web.client import Client
from tests.web.test_batch import dossier_sheet

ONE = ("1.pdf", scan_of("sure one"))
LAND = Procedure("land", "Đất đai", Level.COMMUNE, ("letter", "deed"))
TWO_PROCEDURES = Catalogue({}, {**CATALOGUE.procedures, "land": LAND})


@pytest.fixture
def house(tmp_path: Path, database_url: str) -> House:
    return House.in_folder(tmp_path, database_url, catalogue=TWO_PROCEDURES)


def told(client: Client, dossier_id: str) -> Any:
    return client.get(f"/dossiers/{dossier_id}").json


def tag(client: Client, dossier_id: str) -> dict[str, str]:
    return {"If-Match": client.get(f"/dossiers/{dossier_id}").headers["ETag"]}


def correct(client: Client, dossier_id: str, **codes: str) -> TestResponse:
    headers = tag(client, dossier_id)
    answer = client.call("PATCH", f"/api/v1/dossiers/{dossier_id}", json=codes, headers=headers)
    assert answer.status_code == 200, answer.json
    edit_shapes.Named.model_validate(answer.json)
    return answer


def deeds(client: Client, dossier_id: str) -> list[Any]:
    path = f"/audit?dossier_id={dossier_id}&act=dossier.named"
    return [entry["remark"] for entry in client.get(path).json["items"]]


def test_the_competent_agency_looks_hears_and_changes_nothing(client: Client) -> None:
    """Who else's people come through which doors: see test_matrix."""
    own, competent, third = (
        Client(client.house, add_key("x", Role.SYSTEM, code, keys=client.house.services.keys)[1])
        for code in ("H42.1", "H43.7", "H44")
    )
    url = {"url": "http://127.0.0.1:9/ocr", "events": ["dossier.settled"]}
    for listener in (competent, third):
        assert listener.post("/webhooks", json=url).status_code == 201
    dossier_id = own.settled(ONE, competent_agency_code="H43.7")["id"]
    itself = own.settled(ONE, competent_agency_code="H42.1")
    assert itself["competent_agency_code"] == ""
    assert told(competent, dossier_id)["competent_agency_code"] == "H43.7"
    listed = [it.get("/dossiers").json["items"] for it in (own, competent, third)]
    assert [[it["id"] for it in page] for page in listed] == [
        [itself["id"], dossier_id],
        [dossier_id],
        [],
    ]
    assert own.get("/dossiers?competent_agency_code=H43.7").json["items"] == [listed[0][1]]
    assert [it.get("/webhooks/deliveries").json["items"] != [] for it in (competent, third)] == [
        True,
        False,
    ]
    before, path = tag(own, dossier_id), f"/api/v1/dossiers/{dossier_id}"
    answer = competent.call("PATCH", path, json={"dossier_code": "x"}, headers=before)
    assert (answer.status_code, tag(own, dossier_id)) == (403, before)
    correct(own, dossier_id, competent_agency_code="H44")
    assert deeds(client, dossier_id)[0]["competent_before"] == "H43.7"
    assert [it.get(f"/dossiers/{dossier_id}").status_code for it in (competent, third)] == [
        404,
        200,
    ]
    (record,) = third.get("/records").json["items"]
    assert (record["dossier_id"], competent.get("/records").json["items"]) == (dossier_id, [])
    figures = third.get("/reports/digitization").json["total"]["figures"]
    assert {figure["numerator"] for figure in figures} <= {0, None}, "who took it in counts it"


def test_by_another_procedure_other_papers_are_missing(client: Client) -> None:
    events = ["dossier.settled"]
    url = {"url": "http://127.0.0.1:9/ocr", "events": events}
    listener = client.post("/webhooks", json=url).json["id"]
    dossier_id = client.settled(ONE)["id"]
    client.house.reader.read_texts.clear()
    answer = correct(client, dossier_id, procedure_code="land")
    assert answer.json["missing"] == [{"document_type": "deed", "title": "deed"}]
    assert told(client, dossier_id)["status"] == answer.json["status"] == "needs_review"
    assert answer.headers["ETag"] == tag(client, dossier_id)["If-Match"]
    assert correct(client, dossier_id, procedure_code="birth").json["status"] == "accepted"
    assert correct(client, dossier_id, procedure_code="nobody").json["status"] == "needs_review"
    assert client.house.reader.read_texts == [], "nothing was read again"
    heard = client.get(f"/webhooks/deliveries?webhook_id={listener}").json["items"]
    assert len(heard) == 4, "of each other status, once"
    assert [(it["procedure_before"], it["status"]) for it in deeds(client, dossier_id)] == [
        ("birth", "needs_review"),
        ("land", "accepted"),
        ("", "needs_review"),
    ]


def test_lists_follow_its_codes(client: Client) -> None:
    """The queue, the records, the reports and the list of dossiers."""
    sent = ("1.pdf", scan_of("sure one", "two"))
    dossier_id = client.settled(sent, dossier_code="A", procedure_code="birth")["id"]
    correct(client, dossier_id, dossier_code="B", procedure_code="land")
    queue = "/reviews/queue?procedure_code="
    assert len(client.get(f"{queue}land").json["items"]) == 1
    assert client.get(f"{queue}birth").json["items"] == []
    (record,) = client.get("/records?document_type=letter").json["items"]
    assert (record["dossier_code"], record["procedure_code"]) == ("B", "land")
    report = client.get("/reports/digitization?by=procedure").json
    assert [row["key"] for row in report["items"]] == ["land"]
    found = client.get("/dossiers?dossier_code=B&procedure_code=land").json["items"]
    assert [it["id"] for it in found] == [dossier_id]


def test_told_twice_it_is_done_once(client: Client) -> None:
    dossier_id = client.settled(ONE, dossier_code="A")["id"]
    before = tag(client, dossier_id)
    order = {"json": {"dossier_code": " B "}, "headers": before}
    first, second = (
        client.call("PATCH", f"/api/v1/dossiers/{dossier_id}", **order) for _ in range(2)
    )
    assert first.json == second.json
    assert first.json["dossier_code"] == "B"
    assert [it["code_changed"] for it in deeds(client, dossier_id)] == [1]


def test_nobody_corrects_what_they_have_not_seen_or_what_is_being_read(client: Client) -> None:
    dossier_id = client.send(ONE).json["id"]
    path, body = f"/api/v1/dossiers/{dossier_id}", {"dossier_code": "B"}

    def status(headers: dict[str, str]) -> int:
        return client.call("PATCH", path, json=body, headers=headers).status_code

    assert status(tag(client, dossier_id)) == 409
    client.house.work_all()
    assert status({"If-Match": '"1"'}) == 412
    assert status({}) == 428
    assert (told(client, dossier_id)["dossier_code"], deeds(client, dossier_id)) == ("", [])


def test_a_sheet_with_the_code_of_before_parts_nothing(client: Client) -> None:
    dossier = client.settled(("1.pdf", scan_of(dossier_sheet("A"), "sure one")))
    assert dossier["dossier_code"] == "A"
    correct(client, dossier["id"], dossier_code="B")
    client.send(("2.pdf", scan_of("sure two")), path=f"/dossiers/{dossier['id']}/files")
    client.house.work_all()
    after = told(client, dossier["id"])
    assert (after["dossier_code"], after["split_into"]) == ("B", [])
    assert [page["text"] for page in after["pages"]] == ["", "sure one", "sure two"]


def test_one_that_was_rejected_stays_so(client: Client) -> None:
    dossier = client.settled(ONE)
    path = f"/documents/{dossier['documents'][0]['id']}"
    seen = {"If-Match": client.get(path).headers["ETag"]}
    said = {"verdict": "rejected", "reason": "nhầm hồ sơ"}
    assert client.post(f"{path}/reviews", json=said, headers=seen).status_code == 201
    after = correct(client, dossier["id"], procedure_code="land").json
    assert (after["status"], [it["document_type"] for it in after["missing"]]) == (
        "rejected",
        ["letter", "deed"],
    )


def test_whom_a_code_of_before_names_is_found_when_asked_to_erase(client: Client) -> None:
    dossier_id = client.settled(ONE, dossier_code="001 304 005678")["id"]
    correct(client, dossier_id, dossier_code="B")
    parts = client.house.services
    found = mentions("001304005678", parts.catalogue, custody=parts.custody)
    assert [it.dossier.id for it in found] == [dossier_id]
