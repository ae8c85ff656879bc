"""Copies signed with the agency's key, over HTTP: who may, what of, and for how long they hold."""

from dataclasses import replace
from pathlib import Path

import pytest

from ocr_service.cli.doctor import signing_key
from ocr_service.config import Settings
from ocr_service.domain.access import Role
from ocr_service.storage.database import Database
from ocr_service.storage.sql_inventory import SqlInventory
from ocr_service.web.signed_shapes import SignedCopyShown
from ocr_service.wiring.signing import signer_of
from tests.fakes import FakeSigner, House
from tests.records import CARD, accepted, said, shipped
from tests.screens.drawing import DrawingReader
from tests.signing.issued import AGENCY, PASSPHRASE, authority, checked, issued, key_file
from tests.web.browser import Browser, person
from tests.web.client import Client


@pytest.fixture
def house(tmp_path: Path, database_url: str) -> House:
    house = House.in_folder(tmp_path, database_url, catalogue=shipped())
    services = replace(house.services, signer=FakeSigner())
    return replace(house, services=services, reader=DrawingReader())


ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def signing(client: Client, document_id: str, code: str = "") -> None:
    answer = client.post(f"/documents/{document_id}/signed-copies")
    assert (answer.status_code, answer.json.get("code", "")) == (409 if code else 201, code)


def fetched(client: Client, document_id: str) -> tuple[int, str]:
    answer = client.get(f"/documents/{document_id}/signed.pdf")
    return answer.status_code, "" if answer.status_code == 200 else answer.json["code"]


@ON_SQLITE
def test_an_accepted_paper_is_signed_and_handed_out(client: Client, tmp_path: Path) -> None:
    """With a true key; whoever gets the file can check it."""
    path = key_file(tmp_path / "agency.p12", issued(AGENCY, authority()))
    settings = Settings(sign_pkcs12=path, sign_passphrase=PASSPHRASE, sign_for="H42.7")
    true = replace(client.house.services, signer=signer_of(settings))
    client = Client(replace(client.house, services=true))
    kept = accepted(client, "citizen_id_card", CARD, agency_code="H42.7.1")
    assert fetched(client, kept) == (409, "not_signed")
    told = client.post(f"/documents/{kept}/signed-copies").json
    SignedCopyShown.model_validate(told)
    assert (told["signer"], told["level"]) == (AGENCY, "B-B")
    file = client.get(f"/documents/{kept}/signed.pdf")
    assert file.mimetype == "application/pdf"
    assert file.data.startswith(client.get(f"/documents/{kept}/file.pdf").data)
    assert checked(file.data).bottom_line
    entries = client.get(f"/audit?document_id={kept}").json["items"]
    (signed,) = [it for it in entries if it["act"] == "document.signed"]
    assert signed["after"] == told["sha256"]
    assert [it["remark"].get("file") for it in entries if it["act"] == "document.read"][:2] == [
        "pdf",
        "signed pdf",
    ]


def test_it_holds_as_long_as_the_paper_is_as_it_was(client: Client) -> None:
    kept = accepted(client, "citizen_id_card", CARD)
    signing(client, kept)
    assert fetched(client, kept) == (200, "")
    said(client, kept, verdict="needs_review")
    assert fetched(client, kept) == (409, "signed_before")
    signing(client, kept, "not_accepted")
    said(client, kept, fields={"issue_date": "02/03/2022"})  # which the file tells
    assert fetched(client, kept) == (409, "signed_before")
    signing(client, kept)
    assert fetched(client, kept) == (200, "")


def test_its_file_is_named_by_a_row_and_erased_with_the_dossier(
    client: Client, database_url: str
) -> None:
    """So backups have it and `verify` looks at it."""
    kept = accepted(client, "citizen_id_card", CARD)
    signing(client, kept)
    parts = client.house.services
    copy = parts.signed.newest(kept)
    assert copy is not None
    inventory = SqlInventory(Database(database_url))
    assert copy.sha256 in {sha256 for sha256, _ in inventory.named()}
    assert inventory.nameless([copy.sha256]) == []
    client.call("DELETE", f"/api/v1/dossiers/{copy.dossier_id}")
    parts.custody.bury()
    assert not parts.files.holds(copy.sha256)
    assert parts.signed.newest(kept) is None


@ON_SQLITE
def test_no_copy_of_a_paper_that_was_taken_back(client: Client) -> None:
    kept = accepted(client, "citizen_id_card", CARD)
    signing(client, kept)
    client.post(f"/records/{kept}/revocation", json={"reason": "Cấp sai"})
    signing(client, kept, "record_revoked")
    assert fetched(client, kept) == (409, "record_revoked")
    page = record_page(client.house, Role.AUDITOR, kept)
    assert "đã bị thu hồi" in page
    assert "ký số" not in page.lower().replace("đã ký số bản sao.", "")
    client.call("DELETE", f"/api/v1/records/{kept}/revocation")
    assert fetched(client, kept) == (200, "")


@ON_SQLITE
def test_a_key_signs_for_its_agency_and_those_below(client: Client, tmp_path: Path) -> None:
    path = key_file(tmp_path / "agency.p12", issued(AGENCY, authority()))
    set_for = {
        code: Settings(sign_pkcs12=path, sign_passphrase=PASSPHRASE, sign_for=code)
        for code in ("", "H42.7", "*")
    }
    asked = ("H42.7", "H42.7.1", "H42", "H42.71", "")
    signers = {code: signer_of(settings) for code, settings in set_for.items()}
    assert {code: [it.serves(who) for who in asked] for code, it in signers.items() if it} == {
        "": [False] * 5,
        "H42.7": [True, True, False, False, False],
        "*": [True] * 5,
    }
    told = [signing_key(settings) for settings in set_for.values()]
    assert ["OCR_SIGN_FOR" in it.remedy for it in told] == [True, False, False]
    assert told[1].seen.endswith("for H42.7 and those below")
    others = accepted(client, "citizen_id_card", CARD, agency_code="H99")
    signing(client, others, "signing_not_for")
    assert "Ký số bản sao" not in record_page(client.house, Role.AUDITOR, others)


@ON_SQLITE
def test_only_who_may_sees_the_button_where_there_is_a_key(client: Client) -> None:
    kept = accepted(client, "citizen_id_card", CARD)
    signing(client, kept)
    seen = {role: record_page(client.house, role, kept) for role in (Role.CLERK, Role.AUDITOR)}
    assert all("Mở bản ký số" in page for page in seen.values())
    assert ["Ký số lại" in page for page in seen.values()] == [False, True]
    without = replace(client.house, services=replace(client.house.services, signer=None))
    assert "Ký số lại" not in record_page(without, Role.AUDITOR, kept)
    signing(Client(without), kept, "signing_off")


def record_page(house: House, role: Role, record_id: str) -> str:
    browser = Browser(house.app)
    person(house, f"{role} {id(house)}", role)
    browser.sign_in(f"{role} {id(house)}")
    return browser.get(f"/records/{record_id}").get_data(as_text=True)


@ON_SQLITE
def test_a_key_that_fails_is_told_and_nothing_is_kept(client: Client) -> None:
    kept = accepted(client, "citizen_id_card", CARD)
    gone = signer_of(Settings(sign_pkcs12=Path("/none.p12"), sign_for="*"))
    broken = replace(client.house, services=replace(client.house.services, signer=gone))
    answer = Client(broken).post(f"/documents/{kept}/signed-copies")
    assert (answer.status_code, answer.json["code"]) == (503, "signing_key")
    assert fetched(client, kept) == (409, "not_signed")
