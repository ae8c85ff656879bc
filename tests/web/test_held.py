"""What is held for a procedure, in one call: usable or not, why not, of whom, told to the trail."""

from pathlib import Path
from typing import Any

import pytest

from ocr_service.actions.erase import erase, mentions
from ocr_service.actions.keys import add_key
from ocr_service.domain.access import Role
from ocr_service.web import held_shapes
from tests.fakes import House
from tests.records import AN, CARD, accepted, found, shipped
from tests.web.client import Client

NUMBER = AN["personal_id"]
SINGLE = {
    "full_name": AN["full_name"], "id_number": NUMBER, "document_number": "15/UBND-XNTTHN",
    "issue_date": "01/03/2026",
}  # fmt: skip
LIVES = {"full_name": AN["full_name"], "personal_id": NUMBER, "issue_date": "01/05/2024"}
WHY = {"purpose": "Đăng ký kết hôn", "consent": "Bà An đồng ý tại quầy"}
MARRIAGE = "marriage_registration"


@pytest.fixture
def house(tmp_path: Path, database_url: str) -> House:
    return House.in_folder(tmp_path, database_url, catalogue=shipped(), reuse_across="province")


def ask(client: Client, procedure: str = MARRIAGE, **asked: str) -> dict[str, Any]:
    """The papers by their types."""
    query = {"personal_id": NUMBER, "on": "2026-07-01", **asked}
    answer = client.get(f"/procedures/{procedure}/held", query_string=query)
    assert answer.status_code == 200, answer.json
    held_shapes.Held.model_validate(answer.json)
    return {it["document_type"]: it for it in answer.json["papers"]}


def reasons(papers: dict[str, Any]) -> dict[str, str | None]:
    return {code: it["reason"] for code, it in papers.items()}


def test_each_paper_of_a_procedure_is_told_with_what_is_held(client: Client) -> None:
    old = {**CARD, "issue_date": "01/03/2020", "old_id_number": "012345678"}
    accepted(client, "citizen_id_card", old)
    card = accepted(client, "citizen_id_card", CARD)
    wedding = accepted(client, "birth_certificate", {**AN, "registration_date": "10/09/2004"})
    late = accepted(client, "marital_status_certificate", SINGLE)
    accepted(client, "residence_confirmation", LIVES)
    told = ask(client)
    assert reasons(told) == {
        "application_form": "made_anew", "citizen_id_card": None, "identity_card_9": "not_held",
        "passport": "not_held", "marital_status_certificate": None,
        "residence_confirmation": "too_old", "birth_certificate": None,
    }  # fmt: skip
    used = told["citizen_id_card"]
    assert (used["usable"], used["source"], used["others"]) == (True, "record", 1)
    assert used["one_of"] == ["citizen_id_card", "identity_card_9", "passport"]
    assert (used["record"]["id"], used["record"]["standing"]) == (card, "valid")
    whole = client.get(f"/records/{card}").json
    assert used["record"].items() <= (whole | {"provenance": used["record"]["provenance"]}).items()
    assert used["record"]["provenance"].items() <= whole["provenance"].items()
    assert told["birth_certificate"]["record"]["id"] == wedding
    assert told["residence_confirmation"]["message"].endswith("quá 12 tháng.")
    assert ask(client, on="2026-09-01")["marital_status_certificate"]["reason"] is None
    assert ask(client, on="2026-09-02")["marital_status_certificate"]["reason"] == "too_old"
    assert ask(client, name="Nguyen thi minh an")["citizen_id_card"]["usable"]
    assert ask(client, name="Lê Thị B")["citizen_id_card"]["reason"] == "name_differs"
    assert ask(client, on="2030-01-01")["citizen_id_card"]["reason"] == "expired"
    # By the number that an old card stated: her own papers, also those that bear the new number.
    paper = {**SINGLE, "id_number": "012345678", "issue_date": "02/03/2026"}
    newer = accepted(client, "marital_status_certificate", paper)
    assert ask(client)["marital_status_certificate"]["record"]["id"] == newer
    assert ask(client)["marital_status_certificate"]["others"] == 1
    by_old = ask(client, personal_id="012 345 678")
    assert by_old["citizen_id_card"]["record"]["id"] == card
    company = {"company_name": "Công ty TNHH An Bình", "business_code": "0312742744"}
    firm = accepted(client, "business_registration", company)
    by_tax_code = ask(client, "company_registration", personal_id="0312742744")
    assert by_tax_code["business_registration"]["record"]["id"] == firm
    ask(client)
    entry = client.get("/audit?act=record.handed_out").json["items"][0]
    assert entry["remark"]["procedure_code"] == MARRIAGE
    assert card in entry["remark"]["ids"]
    assert late not in entry["remark"]["ids"]
    assert client.get(f"/procedures/none/held?personal_id={NUMBER}").status_code == 404
    assert client.get(f"/procedures/{MARRIAGE}/held?personal_id=x").status_code == 422


def test_a_revoked_record_is_found_and_never_valid(client: Client, house: House) -> None:
    card = accepted(client, "citizen_id_card", {**CARD, "issue_date": "01/03/2020"})
    newest = accepted(client, "citizen_id_card", CARD)
    path = f"/records/{newest}/revocation"
    order = {"reason": "Cấp sai cho bà An", "decided_on": "2026-05-06", "document_number": "9/QĐ"}
    first = client.post(path, json=order)
    again = client.post(path, json={"reason": "khác"})
    assert (first.status_code, again.status_code, again.json) == (201, 200, first.json)
    told = client.get(f"/records/{newest}").json
    assert (told["standing"], told["revocation"]) == ("revoked", first.json)
    assert first.json["decided_on"] == "2026-05-06"
    assert found(client, personal_id=NUMBER) == [card, newest]  # the other is not gone by itself
    paper = ask(client)["citizen_id_card"]
    assert (paper["reason"], paper["record"]["id"], paper["others"]) == ("revoked", newest, 1)
    (entry,) = client.get("/audit?act=record.revoked").json["items"]
    assert (entry["document_id"], entry["actor_name"]) == (newest, "test")
    assert "An" not in str(entry["remark"])
    for _ in range(2):
        assert client.call("DELETE", f"/api/v1{path}").status_code == 204
    assert client.get(f"/records/{newest}").json["standing"] == "valid"
    assert len(client.get("/audit?act=record.reinstated").json["items"]) == 1
    client.post(path, json={"reason": "của 123 456 789"})
    client.get(f"/records/{card}", query_string={"purpose": "cho 987654321"})
    custody = house.services.custody
    for number in ("123456789", "987654321"):
        (mention,) = mentions(number, shipped(), custody=custody)
        erase(mention.dossier.id, custody=custody)
        assert mentions(number, shipped(), custody=custody) == ()


def test_records_of_other_agencies_for_a_purpose_and_by_leave(house: House, client: Client) -> None:
    theirs = accepted(client, "citizen_id_card", CARD, agency_code="H42.7")
    accepted(client, "marital_status_certificate", SINGLE, agency_code="H43")
    near = Client(house, add_key("near", Role.CLERK, "H42.1", keys=house.services.keys)[1])
    far = Client(house, add_key("far", Role.CLERK, "H43.1", keys=house.services.keys)[1])
    paper = ask(near)["citizen_id_card"]
    assert (paper["reason"], paper["record"], paper["others"]) == ("other_agency", None, 0)
    assert ask(near)["marital_status_certificate"]["reason"] == "not_held"
    assert ask(far, **WHY)["citizen_id_card"]["reason"] == "not_held"
    assert ask(near, purpose="x")["citizen_id_card"]["reason"] == "other_agency"
    assert ask(near, **WHY)["citizen_id_card"]["record"]["id"] == theirs
    assert found(near, personal_id=NUMBER) == found(near, q=NUMBER, **WHY) == []
    assert found(near, personal_id=NUMBER, **WHY) == [theirs]
    assert near.get(f"/records/{theirs}").status_code == 404
    whole = near.get(f"/records/{theirs}", query_string=WHY).json
    assert whole["document"]["fields"][0]["value"] == NUMBER
    assert whole["provenance"]["files"][0]["sha256"]
    use = {"dossier_code": "H42.1-9"}
    assert near.post(f"/records/{theirs}/uses", json={**use, "purpose": "x"}).status_code == 404
    assert near.post(f"/records/{theirs}/uses", json={**use, **WHY}).status_code == 201
    owner = Client(house, add_key("o", Role.AUDITOR, "H42.7", keys=house.services.keys)[1])
    entries = owner.get(f"/audit?document_id={theirs}").json["items"]
    handed = [it for it in entries if it["actor_name"] == "near" and it["subject"]]
    assert [it["act"] for it in handed] == ["record.used"] + ["record.handed_out"] * 3
    assert {it["remark"]["handed_to"] for it in handed[1:]} == {"H42.1"}
    assert "đồng ý" not in str(entries)


def test_other_agencies_records_stay_theirs_by_default(tmp_path: Path) -> None:
    house = House.in_folder(tmp_path, catalogue=shipped())
    client = Client(house)
    accepted(client, "citizen_id_card", CARD, agency_code="H42.7")
    near = Client(house, add_key("near", Role.CLERK, "H42.1", keys=house.services.keys)[1])
    assert ask(near)["citizen_id_card"]["reason"] == "not_held"
    assert ask(near, **WHY)["citizen_id_card"]["reason"] == "not_held"
    assert found(near, personal_id=NUMBER, **WHY) == []
