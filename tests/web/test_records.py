"""Accepted records: found, handed out, used instead of the paper; whose they are, and no others."""

from pathlib import Path

import pytest
from sqlalchemy import text

from ocr_service.actions.erase import erase
from ocr_service.domain.ids import utc_now
from ocr_service.storage.database import Database
from ocr_service.storage.sql_records import SqlRecords
from ocr_service.understanding.filing import Filer
from ocr_service.web import record_shapes
from tests.fakes import House, scan_of
from tests.receiver import Receiver
from tests.records import AN, CARD, accepted, found, said, shipped
from tests.web.client import Client

BIRTH = {
    "full_name": "Trần Văn Bình", "date_of_birth": "05/03/2015", "personal_id": "001215000123",
    "document_number": "12/2015", "registration_date": "10/03/2015",
    "registration_place": "UBND xã Ninh Hiệp", "mother_name": "Nguyễn Thị Minh Ân",
}  # fmt: skip
LETTER = {
    "kind": "decision", "issuing_agency": "Ủy ban nhân dân tỉnh Hà Giang",
    "document_number": "537/QĐ-UBND", "issue_date": "01/04/2024",
    "subject": "Thu hồi đất tại thôn Đồng Mạ", "signer_name": "Lê Văn Cường",
}  # fmt: skip


@pytest.fixture
def house(tmp_path: Path, database_url: str) -> House:
    return House.in_folder(tmp_path, database_url, catalogue=shipped())


def test_a_record_is_found_by_all_that_it_is_asked_by(client: Client) -> None:
    card = accepted(client, "citizen_id_card", CARD, dossier_code="H42.1-251126-0001")
    birth = accepted(client, "birth_certificate", BIRTH, agency_code="H42.1")
    letter = accepted(client, "administrative_document", LETTER)
    assert found(client) == [letter, birth, card]
    assert found(client, personal_id="001 304 005 678") == [card]
    assert found(client, document_type="birth_certificate") == [birth]
    assert found(client, document_number="537/qđ-ubnd") == [letter]
    assert found(client, document_number="537QDUBND") == [letter]
    assert found(client, agency_code="H42.1") == [birth]
    assert found(client, issued_from="2022-03-01", issued_to="2024-03-31") == [card]
    assert found(client, issued_to="2016-01-01") == [birth]
    for q in ("Đồng Mạ", "dong ma", "thu hoi dat", "537/QĐ-UBND", "ủy ban HÀ GIANG", "le van cuo"):
        assert found(client, q=q) == [letter], q
    assert found(client, q="001.215.000.123") == [birth]
    assert found(client, q="trần bình ninh hiệp") == [birth]
    for q in ("Đồng Xa", "005678", "helo", "…"):
        assert found(client, q=q) == [], q


def test_the_name_as_written_comes_first(client: Client) -> None:
    """Both are found without their marks; Ân is not An."""
    card = accepted(client, "citizen_id_card", CARD)
    birth = accepted(client, "birth_certificate", BIRTH)
    assert found(client, q="nguyen thi minh an") == [card, birth]  # newer first
    assert found(client, q="Nguyễn Thị Minh Ân") == [birth, card]
    assert found(client, q="Nguyễn Thị Minh An") == [card, birth]


def test_the_newest_valid_one_comes_first(client: Client) -> None:
    expired = {**CARD, "issue_date": "01/03/2024", "expiry_date": "01/06/2025"}
    late = accepted(client, "citizen_id_card", expired)
    old = accepted(client, "citizen_id_card", {**CARD, "issue_date": "01/03/2021"})
    new = accepted(client, "citizen_id_card", CARD)
    assert found(client, personal_id=AN["personal_id"]) == [new, old, late]
    items = client.get(f"/records?personal_id={AN['personal_id']}").json["items"]
    assert [item["standing"] for item in items] == ["replaced", "replaced", "expired"]
    assert items[0]["replaced_by"] == late


def test_what_a_newer_paper_replaced_comes_behind_what_holds(client: Client) -> None:
    """Whoever's paper that is; and before it again once the newer one is gone."""
    old = accepted(client, "citizen_id_card", {**CARD, "issue_date": "01/03/2021"})
    other = {**CARD, "full_name": "Lê Minh An", "personal_id": "001304000001"}
    others = accepted(client, "citizen_id_card", {**other, "issue_date": "01/03/2020"})
    assert found(client, q="minh an") == [old, others]
    new = accepted(client, "citizen_id_card", CARD)
    assert found(client, q="minh an") == [new, others, old]
    said(client, new, fields={"personal_id": "001304000002"})  # it was another's
    assert found(client, q="minh an") == [new, old, others]
    said(client, new, fields=CARD)
    said(client, new, verdict="needs_review")
    assert found(client, q="minh an") == [old, others]


def test_pages_go_on_where_the_one_before_ended(client: Client) -> None:
    made = [accepted(client, "citizen_id_card", CARD) for _ in range(5)]
    for asked in ({}, {"q": "minh an"}):
        seen: list[str] = []
        cursor = ""
        while True:
            query = {**asked, "limit": 2, "cursor": cursor}
            told = client.get("/records", query_string=query).json
            seen += [item["id"] for item in told["items"]]
            cursor = told["next"]
            if cursor is None:
                break
        assert seen == made[::-1], asked
    assert found(client, cursor="no cursor of ours") == []


def test_a_record_as_it_is_handed_out(client: Client) -> None:
    kept = accepted(client, "citizen_id_card", CARD, dossier_code="A-1", agency_code="H42.1")
    told = client.get(f"/records/{kept}").json
    record_shapes.OneRecord.model_validate(told)
    assert told["code"] == "001304005678.citizen_id_card.01"
    assert (told["number"], told["issued_on"]) == ("001304005678", "2022-03-01")
    assert (told["valid_until"], told["standing"]) == ("2029-09-02", "valid")
    assert told["holders"] == [
        {"role": "holder", "name": "Nguyễn Thị Minh An", "number": "001304005678"}
    ]
    assert told["document"]["fields"][0]["value"] == "001304005678"
    origin = told["provenance"]
    assert origin["accepted_by"] == "test"
    assert origin["program"].startswith("ocr-service ")
    (version,) = origin["versions"]
    assert (version["reviewer"], version["verdict"]) == ("test", "accepted")
    assert set(version["changed"]) == set(CARD)
    dossier = client.get(f"/dossiers/{told['dossier_id']}").json
    assert [it["sha256"] for it in origin["files"]] == [it["sha256"] for it in dossier["files"]]
    entries = client.get(f"/audit?document_id={kept}").json["items"]
    (reviewed,) = [it for it in entries if it["act"] == "document.reviewed"]
    assert reviewed["after"] == origin["content"]
    assert [it["act"] for it in entries].count("record.handed_out") == 1
    assert "Minh An" not in str(entries)


def test_only_what_is_accepted_now(client: Client) -> None:
    kept = accepted(client, "citizen_id_card", CARD)
    code = client.get(f"/records/{kept}").json["code"]
    said(client, kept, verdict="needs_review")
    assert found(client, q="minh an") == found(client) == []
    assert client.get(f"/records/{kept}").status_code == 404
    said(client, kept, fields={"full_name": "Nguyễn Thị Minh Ánh"})
    assert found(client, q="minh ánh") == [kept]
    assert client.get(f"/records/{kept}").json["code"] == code
    said(client, kept, verdict="rejected", reason="nhầm")
    assert found(client) == []


def test_a_dossier_settled_anew_files_its_papers_anew(client: Client) -> None:
    """What people said of them is laid upon them again; what passes by itself is filed too."""
    kept = accepted(client, "citizen_id_card", CARD)
    dossier_id = client.get(f"/records/{kept}").json["dossier_id"]
    client.send(("2.pdf", scan_of("sure one")), path=f"/dossiers/{dossier_id}/files")
    client.house.work_all()
    fresh, before = found(client)
    assert before == kept
    assert found(client, q="thư") == [fresh]
    told = client.get(f"/records/{fresh}").json
    assert told["provenance"]["accepted_by"] is None
    assert told["title"] == "Thư"


def test_used_once_in_each_dossier(client: Client) -> None:
    kept = accepted(client, "citizen_id_card", CARD, dossier_code="A-1")
    other = client.settled(("1.pdf", scan_of("sure")), dossier_code="B-2", agency_code="H42")
    body = {"purpose": "Đăng ký thường trú", "consent": "Luật 91/2025", "dossier_code": "B-2"}
    first = client.post(f"/records/{kept}/uses", json=body)
    assert first.status_code == 201
    record_shapes.UseShown.model_validate(first.json)
    assert (first.json["dossier_id"], first.json["agency_code"]) == (other["id"], "H42")
    again = {"purpose": "khác", "dossier_id": other["id"]}
    second = client.post(f"/records/{kept}/uses", json=again)
    assert (second.status_code, second.json) == (200, first.json)
    third = client.post(f"/records/{kept}/uses", json={**body, "dossier_code": "elsewhere-3"})
    assert (third.status_code, third.json["dossier_id"]) == (201, None)
    assert client.get(f"/records/{kept}").json["uses"] == 2
    told = client.get(f"/records/{kept}/uses?limit=1").json
    record_shapes.UseList.model_validate(told)
    assert told["items"] == [third.json]
    told = client.get(f"/records/{kept}/uses?cursor={told['next']}").json
    assert (told["items"], told["next"]) == ([first.json], None)
    own = client.post(f"/records/{kept}/uses", json={**body, "dossier_code": "A-1"})
    assert (own.status_code, own.json["code"]) == (409, "own_dossier")
    acts = client.get("/audit?act=record.used").json["items"]
    assert len(acts) == 2
    assert "thường trú" not in str(acts)
    client.post(f"/records/{kept}/revocation", json={"reason": "Cấp sai"})
    for code in ("B-2", "elsewhere-4"):
        revoked = client.post(f"/records/{kept}/uses", json={**body, "dossier_code": code})
        assert (revoked.status_code, revoked.json["code"]) == (409, "record_revoked"), code
        assert "nộp giấy tờ mới" in revoked.json["remedy"]
    assert client.get(f"/records/{kept}").json["uses"] == 2
    client.call("DELETE", f"/api/v1/records/{kept}/revocation")
    assert client.post(f"/records/{kept}/uses", json=again).status_code == 200


def test_sent_once_more_to_whoever_listens(client: Client) -> None:
    with Receiver().listening() as receiver:
        order = {"url": receiver.url, "events": ["document.accepted"]}
        webhook = client.post("/webhooks", json=order).json["id"]
        deaf = client.post("/webhooks", json={**order, "events": ["dossier.settled"]}).json["id"]
        kept = accepted(client, "citizen_id_card", CARD)
        before = len(client.get(f"/webhooks/deliveries?webhook_id={webhook}").json["items"])
        path = f"/records/{kept}/sendings"
        assert client.post(path, json={"webhook_id": webhook}).status_code == 202
        assert client.post(path, json={"webhook_id": deaf}).json["code"] == "not_listening"
        newest, *others = client.get(f"/webhooks/deliveries?webhook_id={webhook}").json["items"]
    assert len(others) == before
    assert (newest["event"], newest["document_id"]) == ("document.accepted", kept)
    assert client.get("/audit?act=record.sent").json["items"][0]["subject"] == webhook


def test_of_an_erased_dossier_nothing_is_found(
    house: House, client: Client, tmp_path: Path
) -> None:
    """Neither in the index: SQLite's would keep its words until it tidies up by itself."""
    kept = accepted(client, "citizen_id_card", {**CARD, "full_name": "Quách Thị Xuyến Chi"})
    accepted(client, "citizen_id_card", CARD)
    use = {"purpose": "cho bà Quách", "dossier_code": "elsewhere"}
    client.post(f"/records/{kept}/uses", json=use)
    dossier_id = client.get(f"/records/{kept}").json["dossier_id"]
    assert [it.dossier.id for it in mentions_of(house, "001304005678")] != []
    erase(dossier_id, custody=house.services.custody)
    assert found(client, q="xuyen chi") == []
    kept_bytes = b"".join(it.read_bytes() for it in tmp_path.glob("*.sqlite*"))
    assert b"xuyen" not in kept_bytes
    assert "Quách".encode() not in kept_bytes


def mentions_of(house: House, number: str) -> tuple[object, ...]:
    from ocr_service.actions.erase import mentions

    return mentions(number, house.services.catalogue, custody=house.services.custody)


def test_what_was_accepted_before_is_filed_in_portions(client: Client, database_url: str) -> None:
    """As after the migration, or once the schemas say otherwise what papers are found by."""
    made = [accepted(client, "citizen_id_card", CARD) for _ in range(3)]
    database = Database(database_url)
    with database.write() as connection:
        for table in ("record_handles", "record_parties", "records"):
            connection.execute(text(f"delete from {table}"))  # noqa: S608 - names of ours
    assert found(client) == []
    records = SqlRecords(database, Filer(shipped(), "{paper}"))
    assert [records.refile(2, utc_now()) for _ in range(4)] == [2, 1, 0, 0]
    assert set(found(client, q="minh an")) == set(made)
    codes = {client.get(f"/records/{it}").json["code"] for it in made}
    assert codes == {f"citizen_id_card.0{place}" for place in (1, 2, 3)}
    again = SqlRecords(database, Filer(shipped(), "{holder}"))
    assert again.refile(9, utc_now()) == 3
    assert {client.get(f"/records/{it}").json["code"] for it in made} == codes
