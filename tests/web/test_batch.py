"""A batch posted in one go: split at its sheets, duplex passes laid together, nothing lost."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from ocr_service.actions.reconcile import reconcile
from ocr_service.actions.settle import Understood
from ocr_service.domain.page import Page
from ocr_service.domain.separator import Command, Separator, payload
from ocr_service.web import shapes
from tests.fakes import House, fake_mind, scan_of
from tests.web.client import Client

DOCUMENT, END = (payload(Separator(it)) for it in (Command.NEW_DOCUMENT, Command.END))


def dossier_sheet(dossier: str = "", procedure: str = "") -> str:
    return payload(Separator(Command.NEW_DOSSIER, dossier, procedure))


def pdf(*texts: str) -> tuple[str, bytes]:
    return "a.pdf", scan_of(*texts)


def texts(dossier: Any) -> list[str]:
    return [page.get("separator") or page["text"] for page in dossier["pages"]]


def parts(client: Client, dossier: Any) -> list[Any]:
    return [client.get(f"/dossiers/{part}").json for part in dossier["split_into"]]


def test_the_page_of_a_batch_leads_to_the_parts_that_are_still_here(client: Client) -> None:
    sheets = dossier_sheet("H 1"), dossier_sheet("H 2"), dossier_sheet("H 3")
    batch = client.settled(pdf(*(text for sheet in sheets for text in (sheet, "one"))))
    second, third = batch["split_into"]
    assert client.call("DELETE", f"/api/v1/dossiers/{second}").status_code == 200
    page = client.call("GET", f"/dossiers/{batch['id']}").data.decode()
    assert f'href="/dossiers/{third}"' in page
    assert second not in page


def test_a_batch_becomes_a_dossier_for_each_sheet(client: Client) -> None:
    batch = pdf("one", dossier_sheet("H 2", "birth"), "two", "three", dossier_sheet(), "four", END)
    first = client.settled(batch, dossier_code="H 1", metadata='{"quầy": 3}')
    second, third = parts(client, first)
    assert (texts(first), first["dossier_code"]) == (["one"], "H 1")
    assert texts(second) == ["new_dossier", "two", "three"]
    assert (second["dossier_code"], second["procedure_code"]) == ("H 2", "birth")
    assert texts(third) == ["new_dossier", "four", "end"]
    assert third["dossier_code"] == ""
    for part in (second, third):
        shapes.Dossier.model_validate(part)
        assert part["split_from"] == first["id"]
        assert part["metadata"] == {"quầy": 3}
        assert part["status"] == "needs_review"
    assert [paper["pages"] for paper in second["documents"]] == [[2], [3]]
    assert [page["file_page"] for page in third["pages"]] == [5, 6, 7]
    assert third["pages"][0]["file"] == third["files"][0]["id"] == first["files"][0]["id"]


def test_pictures_of_a_part_are_those_of_its_pages(client: Client) -> None:
    (second,) = parts(client, client.settled(pdf("one", dossier_sheet(), "two", "three")))
    paper = second["documents"][1]
    assert client.get(f"/documents/{paper['id']}/pages/3").data.endswith(b"three")
    assert client.get(f"/documents/{paper['id']}").json["dossier_id"] == second["id"]


def test_a_first_sheet_names_the_uploads_own_dossier(client: Client) -> None:
    batch = pdf("", dossier_sheet("H 1", "birth"), dossier_sheet(), "one", dossier_sheet(), "")
    dossier = client.settled(batch)
    assert (dossier["dossier_code"], dossier["procedure_code"]) == ("H 1", "birth")
    assert dossier["split_into"] == []
    assert len(dossier["pages"]) == 6


def test_a_first_sheet_of_another_dossier_is_told(client: Client) -> None:
    dossier = client.settled(pdf(dossier_sheet("H 2"), "one"), dossier_code="H 1")
    (second,) = parts(client, dossier)
    assert [doubt["code"] for doubt in dossier["doubts"]] == ["other_dossier"]
    assert "H 2" in dossier["doubts"][0]["message"]
    assert (dossier["status"], texts(second)) == ("needs_review", ["new_dossier", "one"])


def test_what_follows_the_end_is_kept_apart_and_in_doubt(client: Client) -> None:
    first = client.settled(pdf("sure one", END, "", "sure two"))
    (second,) = parts(client, first)
    assert (texts(first), first["status"]) == (["sure one", "end", ""], "accepted")
    assert (texts(second), second["status"]) == (["sure two"], "needs_review")
    assert [doubt["code"] for doubt in second["doubts"]] == ["after_end"]


def test_a_dossier_at_the_counter_stays_one(client: Client) -> None:
    dossier = client.settled(pdf("one", dossier_sheet(), "two"), priority="counter")
    assert dossier["split_into"] == []
    assert [paper["pages"] for paper in dossier["documents"]] == [[1], [3]]


def test_a_batch_runs_on_through_the_files_of_one_upload(client: Client) -> None:
    first = client.settled(pdf("one", dossier_sheet("H 2"), "two"), pdf("three"))
    (second,) = parts(client, first)
    assert texts(second) == ["new_dossier", "two", "three"]
    assert [page["file_page"] for page in second["pages"]] == [2, 3, 1]


def test_later_files_belong_to_the_dossier_that_they_are_sent_to(client: Client) -> None:
    first = client.settled(pdf("one", dossier_sheet(), "two"))
    (second,) = parts(client, first)
    for dossier in (first, second):
        client.send(pdf(f"for {dossier['id']}"), path=f"/dossiers/{dossier['id']}/files")
    client.house.work_all()
    for dossier in (first, second):
        after = client.get(f"/dossiers/{dossier['id']}").json
        assert texts(after) == [*texts(dossier), f"for {dossier['id']}"]
        assert after["split_into"] == dossier["split_into"]
        assert after["documents"][0]["id"] == dossier["documents"][0]["id"]


def test_a_job_that_comes_twice_splits_once(client: Client) -> None:
    first = client.settled(pdf("one", dossier_sheet(), "two"))
    before = parts(client, first)
    for work in list(client.house.bell.rung):
        client.house.worker("another").do(work.id)
    client.send(pdf("three"), path=f"/dossiers/{first['id']}/files")
    client.house.work_all()
    assert parts(client, client.get(f"/dossiers/{first['id']}").json) == before
    assert len(client.get("/dossiers").json["items"]) == 2


def test_a_file_read_at_the_second_try_moves_its_pages_where_they_belong(client: Client) -> None:
    first = client.settled(pdf("one", dossier_sheet("H 2"), "two"), pdf("broken"), pdf("four"))
    (second,) = parts(client, first)
    assert [doubt["code"] for doubt in second["doubts"]] == ["batch_incomplete"]
    assert texts(second) == ["new_dossier", "two", "four"]
    broken = client.house.services.files.path(first["files"][1]["sha256"])
    broken.chmod(0o600)
    broken.write_bytes(scan_of("three", dossier_sheet("H 3")))
    assert client.post(f"/dossiers/{first['id']}/retry").status_code == 202
    client.house.work_all()
    second, third = parts(client, client.get(f"/dossiers/{first['id']}").json)
    assert (texts(second), second["doubts"]) == (["new_dossier", "two", "three"], [])
    assert texts(third) == ["new_dossier", "four"]


@pytest.mark.parametrize(
    ("duplex", "files"),
    [
        ("fronts_then_backs", [pdf("1", "3", dossier_sheet(), "2", "", "4")]),
        ("fronts_then_reversed_backs", [pdf("1", "3", dossier_sheet()), pdf("4", "", "2")]),
    ],
)
def test_duplex_passes_are_laid_together(client: Client, duplex: str, files: Any) -> None:
    first = client.settled(*files, duplex=duplex)
    (second,) = parts(client, first)
    assert texts(first) == ["1", "2", "3", ""]
    assert texts(second) == ["new_dossier", "4"]
    where = [page["file_page"] for page in first["pages"]]
    assert where == ([1, 4, 2, 5] if len(files) == 1 else [1, 3, 2, 2])


def test_unequal_passes_stay_as_they_lie_and_are_told(client: Client) -> None:
    dossier = client.settled(pdf("1", "3"), pdf("2"), duplex="fronts_then_backs")
    assert texts(dossier) == ["1", "3", "2"]
    (doubt,) = dossier["doubts"]
    assert doubt["code"] == "duplex_unequal"
    assert "mặt trước có 2 trang, lượt mặt sau có 1 trang" in doubt["message"]
    assert dossier["status"] == "needs_review"


def test_duplex_is_one_of_two_words_also_for_later_files(house: House, client: Client) -> None:
    refused = client.send(pdf("1"), duplex="both")
    assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, "/duplex")
    dossier = client.settled(pdf("sure 0"))
    path = f"/dossiers/{dossier['id']}/files"
    client.send(pdf("1", "3", "2", "4"), path=path, duplex="fronts_then_backs")
    house.work_all()
    assert texts(client.get(f"/dossiers/{dossier['id']}").json) == ["sure 0", "1", "2", "3", "4"]


def test_parts_whose_bell_was_lost_are_settled_all_the_same(house: House, client: Client) -> None:
    dossier = client.send(pdf("one", dossier_sheet(), "two")).json["id"]
    for step in range(3):  # opened, and read in two ranges
        house.worker().do(house.bell.rung[step].id)
    house.bell.broken = True  # as if the worker died right after it had split the batch
    house.worker().do(house.bell.rung[3].id)
    house.bell.broken = False
    (second,) = parts(client, client.get(f"/dossiers/{dossier}").json)
    assert second["status"] == "received"
    reconcile(3, works=house.services.work, bell=house.bell)
    house.work_all()
    assert texts(client.get(f"/dossiers/{second['id']}").json) == ["new_dossier", "two"]


def test_a_back_in_the_second_file_goes_on_with_its_front(client: Client) -> None:
    seen: list[str] = []

    def mind(pages: Sequence[Page], procedure_code: str, received_at: datetime) -> Understood:
        seen.extend(page.scan for page in pages)
        return fake_mind(pages, procedure_code, received_at)

    client.send(pdf("1", "3"), pdf("2", "4"), duplex="fronts_then_backs")
    for work in client.house.bell.rung:  # it grows meanwhile
        replace(client.house.worker(), understand=mind).do(work.id)
    assert len(seen) == 4
    assert len(set(seen)) == 1
