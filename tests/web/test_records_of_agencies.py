"""Whose records they are, and no others'; another agency's are told of as far as may be."""

from pathlib import Path

import pytest

from ocr_service.actions.keys import add_key
from ocr_service.domain.access import Role
from tests.fakes import House
from tests.records import CARD, accepted, found, shipped
from tests.web.client import Client


@pytest.fixture
def house(tmp_path: Path, database_url: str) -> House:
    return House.in_folder(tmp_path, database_url, catalogue=shipped())


def test_a_newer_paper_of_another_agency_is_told_of_but_not_which_it_is(
    house: House, client: Client
) -> None:
    own = accepted(client, "citizen_id_card", CARD, agency_code="H42")
    other = accepted(
        client, "citizen_id_card", {**CARD, "issue_date": "01/03/2025"}, agency_code="H43"
    )
    key = add_key("x", Role.SYSTEM, "H42", keys=house.services.keys)[1]
    (item,) = Client(house, key).get("/records").json["items"]
    assert (item["id"], item["standing"], item["replaced_by"]) == (own, "replaced", None)
    assert client.get(f"/records/{own}").json["replaced_by"] == other


def test_two_agencies_may_call_their_dossiers_the_same(house: House, client: Client) -> None:
    record = accepted(client, "citizen_id_card", CARD, agency_code="H42")
    for agency_code in ("H42", "H42", ""):
        key = add_key("x", Role.SYSTEM, agency_code, keys=house.services.keys)[1]
        used = {"purpose": "Đăng ký", "dossier_code": "HS-1"}
        assert Client(house, key).post(f"/records/{record}/uses", json=used).status_code < 300
    assert len(client.get(f"/records/{record}/uses").json["items"]) == 2


def test_agencies_find_their_own(house: House, client: Client) -> None:
    own = accepted(client, "citizen_id_card", CARD, agency_code="H42.1")
    accepted(client, "citizen_id_card", CARD, agency_code="H43")
    caller = Client(house, add_key("x", Role.CLERK, "H42", keys=house.services.keys)[1])
    assert found(caller) == found(caller, q="minh an") == [own]
    assert found(caller, agency_code="H42.1") == [own]
    assert caller.get("/records?agency_code=H43").status_code == 403
