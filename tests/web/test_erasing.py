"""Erasing over HTTP: who may, what is answered, and what the dossier answers ever after."""

import pytest

from ocr_service.actions.erase import mentions
from ocr_service.actions.keys import add_key
from ocr_service.domain.access import Role
from tests.fakes import House, scan_of
from tests.web.client import Client


def key(house: House, role: Role, agency: str = "") -> Client:
    return Client(house, add_key("k", role, agency, keys=house.services.keys)[1])


def erase(client: Client, dossier_id: str, **query: str):
    return client.call("DELETE", f"/api/v1/dossiers/{dossier_id}", query_string=query)


def test_an_erased_dossier_answers_410(client: Client) -> None:
    dossier = client.settled(("a.pdf", scan_of("sure")))
    paper = dossier["documents"][0]["id"]
    done = erase(client, dossier["id"], reason="sent twice")
    assert done.status_code == 200, done.json
    (stone,) = done.json["items"]
    assert stone.pop("erased_at")
    assert stone == {"dossier_id": dossier["id"], "files": 1, "pages": 1, "documents": 1}
    assert done.json["files_left"] == 0
    again = [
        client.get(f"/dossiers/{dossier['id']}"),
        client.post(f"/dossiers/{dossier['id']}/retry"),
        client.send(("b.pdf", scan_of("x")), path=f"/dossiers/{dossier['id']}/files"),
        erase(client, dossier["id"]),
    ]
    assert [it.status_code for it in again] == [410] * 4
    assert {it.json["code"] for it in again} == {"erased"}
    assert client.get(f"/documents/{paper}").status_code == 404
    assert client.get(f"/documents/{paper}/pages/1").status_code == 404
    assert client.get("/dossiers").json["items"] == []


def test_the_same_request_makes_a_new_dossier(client: Client) -> None:
    sent = ("a.pdf", scan_of("sure"))
    first = client.send(sent, once="k1").json["id"]
    erase(client, first)
    second = client.send(sent, once="k1")
    assert second.status_code == 202
    assert second.json["id"] != first


@pytest.mark.parametrize("role", [Role.CLERK, Role.SYSTEM, Role.AUDITOR])
def test_only_an_administrator_may(house: House, client: Client, role: Role) -> None:
    dossier = client.settled(("a.pdf", scan_of("sure")))
    refused = erase(key(house, role), dossier["id"])
    assert (refused.status_code, refused.json["code"]) == (403, "forbidden")
    assert client.get(f"/dossiers/{dossier['id']}").status_code == 200


def test_another_agency_neither_erases_it_nor_hears_that_it_was_here(
    house: House, client: Client
) -> None:
    dossier = client.settled(("a.pdf", scan_of("sure")), agency_code="H29.1")
    other, own = key(house, Role.ADMIN, "H30"), key(house, Role.ADMIN, "H29")
    assert erase(other, dossier["id"]).status_code == 404
    assert erase(own, dossier["id"]).status_code == 200
    assert other.get(f"/dossiers/{dossier['id']}").status_code == 404
    assert own.get(f"/dossiers/{dossier['id']}").status_code == 410


def test_nobody_and_nonsense_are_not_found(client: Client) -> None:
    assert erase(client, "nobody").status_code == 404
    long = erase(client, "nobody", reason="x" * 501)
    assert long.status_code == 422


def test_what_people_said_of_it_goes_too(house: House, client: Client) -> None:
    """A number may stand in a review only."""
    number = "001099012789"
    dossier = client.settled(("a.pdf", scan_of("a paper")))
    path = f"/documents/{dossier['documents'][0]['id']}"
    tag = client.get(path).headers["ETag"]
    said = {"verdict": "rejected", "reason": number}
    done = client.post(f"{path}/reviews", json=said, headers={"If-Match": tag})
    assert done.status_code in (200, 201), done.json
    custody, catalogue = house.services.custody, house.services.catalogue
    assert [it.dossier.id for it in mentions(number, catalogue, custody=custody)] == [dossier["id"]]
    assert erase(client, dossier["id"]).status_code == 200
    assert house.services.reviews.of_dossier(dossier["id"]) == ()
    assert mentions(number, catalogue, custody=custody) == ()
