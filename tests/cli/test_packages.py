"""Hand-over packages: what another house takes over is what was handed over, to the byte."""

import json
import subprocess
import zipfile
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from lxml import etree
from sqlalchemy import select

from ocr_service.domain.separator import Command, Separator, payload
from ocr_service.storage import tables
from ocr_service.storage.belonging import STAYS, belonging
from ocr_service.storage.columns import metadata
from ocr_service.storage.database import Database
from tests.cli.archive import PREMIS, faults_of_premis, mets_schema, schema_of
from tests.cli.packages import (
    CODE,
    Files,
    Sent,
    acts,
    client_of,
    exported,
    files_of,
    imported,
    place_at,
    remade,
)
from tests.cli.place import SCHEMAS, Place
from tests.custody import FIRST_KEY
from tests.fakes import scan_of
from tests.records import AN, CARD, accepted, found, said
from tests.web.client import Client

GOES = {
    "documents", "dossiers", "edits", "keyings", "pages", "record_parties", "record_revocations",
    "record_uses", "records", "review_queue", "reviews", "samples", "scans",
}  # fmt: skip
OF_NO_DOSSIER = {
    "accounts", "agencies", "api_keys", "doomed_files", "file_keys", "quarantine", "record_handles",
    "record_index", "recovery_codes", "report_mark", "sessions", "turns", "upload_pieces",
    "uploads", "webhook_deliveries", "webhooks",
}  # fmt: skip


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.slow)])
def there(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Another house, whose files lie encrypted."""
    settings = {"OCR_FILES_KEYS": FIRST_KEY}
    if request.param == "postgres":
        settings["OCR_DATABASE_URL"] = request.getfixturevalue("postgres_url")
    return place_at(tmp_path / "there", **settings)


def answers(client: Client, dossier: dict) -> list[object]:
    """All that is told of a dossier, with its pictures and PDFs."""
    told: list[object] = [client.get(f"/dossiers/{dossier['id']}").json]
    for paper in dossier["documents"]:
        path = f"/documents/{paper['id']}"
        told += [client.get(f"{path}/{part}").data for part in ("reviews", "file.pdf", "pages/1")]
    told += [client.get("/records", query_string={"q": "minh an"}).json]
    return told


def test_the_same_bytes_after_a_journey(sent: Sent, there: Place, tmp_path: Path) -> None:
    client, dossier, package = sent.client, sent.dossier, sent.package
    checked = there.run("verify", package)
    assert checked.exit_code == 0, checked.output
    imported(there, package)
    again = exported(there, dossier["id"], tmp_path / "again")
    assert again.name == package.name
    assert again.read_bytes() == package.read_bytes()
    other = client_of(there)
    assert answers(other, dossier) == answers(client, dossier)
    card = dossier["documents"][0]["id"]
    assert len(other.get(f"/records/{card}/uses").json["items"]) == 1
    assert other.get(f"/records/{card}").json["standing"] == "revoked"
    assert set(acts(other)) - {"key.added"} <= {
        "dossier.imported", "export.made", "dossier.read", "document.read", "picture.read",
        "record.handed_out", "record.read", "trail.read",
    }  # fmt: skip
    assert there.run("verify").exit_code == 0
    assert other.get("/reviews/queue").json["items"] == client.get("/reviews/queue").json["items"]


def test_a_package_that_came_before_changes_nothing(sent: Sent, tmp_path: Path) -> None:
    package, there = sent.package, place_at(tmp_path / "there")
    imported(sent.place, package, "đã có ở đây")
    imported(there, package)
    before = there.rows()
    imported(there, package, "đã có ở đây")
    assert there.rows() == before
    other = client_of(there)
    said(other, sent.dossier["documents"][1]["id"], verdict="rejected", reason="nhầm")
    imported(there, package, "được làm tiếp ở đây")
    worked_on = files_of(exported(there, CODE, tmp_path / "later"))
    told = [json.loads(line) for line in worked_on["metadata/other/trail.jsonl"].splitlines()]
    assert [it["act"] for it in told][-2:] == ["dossier.imported", "document.reviewed"]
    back = sent.place.run("import", next((tmp_path / "later").glob("*.zip")))
    assert back.exit_code == 1
    assert "không ghi đè" in back.stderr


def test_what_a_portal_was_told_stays_with_its_house(sent: Sent, tmp_path: Path) -> None:
    rows = files_of(sent.package)["metadata/other/rows/dossiers.jsonl"]
    assert b"portal_told" not in rows
    there = place_at(tmp_path / "there")
    claimed = remade(sent.package, tmp_path / "claimed.zip", claim_told, sealed=True)
    imported(there, claimed)
    with Database(there.all_settings.database).read() as connection:
        told = select(tables.dossiers.c.portal_told, tables.dossiers.c.dossier_code)
        assert connection.execute(told).all() == [(False, CODE)]


def claim_told(files: Files) -> None:
    name = "metadata/other/rows/dossiers.jsonl"
    files[name] = files[name].replace(b'{"agency_code"', b'{"portal_told": true, "agency_code"')
    assert b"portal_told" in files[name]


def test_a_code_that_is_taken_there_is_given_anew(sent: Sent, tmp_path: Path) -> None:
    there = place_at(tmp_path / "there")
    other = client_of(there)
    own = accepted(other, "citizen_id_card", CARD)
    imported(there, sent.package, "1 mã kết quả số hóa trùng")
    codes = [other.get(f"/records/{it}").json["code"] for it in found(other, q=AN["full_name"])]
    assert sorted(codes) == [f"{AN['personal_id']}.citizen_id_card.0{it}" for it in (1, 2)]
    assert other.get(f"/records/{own}").json["code"].endswith(".01")


def test_a_part_of_a_batch_goes_without_the_papers_of_others(tmp_path: Path) -> None:
    here = place_at(tmp_path / "here")
    sheet = payload(Separator(Command.NEW_DOSSIER, dossier_code="B-2"))
    client, there = client_of(here), place_at(tmp_path / "there")
    whole = client.settled(("lô.pdf", scan_of("sure of one", sheet, "sure of two")))
    (part,) = client.get("/dossiers", query_string={"dossier_code": "B-2"}).json["items"]
    for id_, strange in ((part["id"], b"of one"), (whole["id"], b"of two")):
        package = exported(here, id_, tmp_path / "out")
        assert strange not in package.read_bytes()
        imported(there, package)
        again = exported(there, id_, tmp_path / "again")
        assert again.read_bytes() == package.read_bytes()
        shown, told = (it.get(f"/dossiers/{id_}").json for it in (client_of(there), client))
        assert shown["documents"] == told["documents"]
    assert there.run("verify").exit_code == 0


def test_an_administrator_gets_it_over_http(sent: Sent, tmp_path: Path) -> None:
    client, dossier, package = sent.client, sent.dossier, sent.package
    answer = client.get(f"/dossiers/{dossier['id']}/package.zip")
    assert (answer.status_code, answer.mimetype) == (200, "application/zip")
    assert answer.data == package.read_bytes()
    assert package.name in answer.headers["Content-Disposition"]
    pdf = files_of(package)[f"representations/rep1/data/{CODE}.001.pdf"]
    assert client.get(f"/documents/{dossier['documents'][0]['id']}/file.pdf").data == pdf
    told = client.get(f"/audit?act=export.made&dossier_id={dossier['id']}").json["items"]
    by_key, by_command = told[0], told[-1]
    assert by_key["remark"]["package"] == by_command["remark"]["package"]
    assert (by_command["actor_name"], by_key["actor_name"]) == ("command line", "test")
    unread = client.send(("1.pdf", scan_of("x"))).json["id"]
    refused = client.get(f"/dossiers/{unread}/package.zip")
    assert (refused.status_code, refused.json["code"]) == (409, "not_ready_to_hand_over")
    assert sent.place.run("export", unread, "--out", tmp_path / "out").exit_code == 1
    page = client.call("GET", f"/dossiers/{dossier['id']}")
    assert f"/api/v1/dossiers/{dossier['id']}/package.zip" in page.text


def test_archives_can_read_it(sent: Sent, tmp_path: Path) -> None:
    dossier, package = sent.dossier, sent.package
    with zipfile.ZipFile(package) as zip_:
        zip_.extractall(tmp_path / "unpacked")
    folder = tmp_path / "unpacked" / package.stem
    manifest = folder / "manifest-sha256.txt"
    command = ["sha256sum", "--check", "--strict", manifest.name]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    listed = {line.split()[1] for line in manifest.read_text().splitlines()}
    there = {str(it.relative_to(folder)) for it in folder.rglob("*") if it.is_file()}
    assert there - listed == {manifest.name}
    schema = mets_schema()
    for mets in folder.rglob("METS.xml"):
        tree = etree.parse(mets)
        schema.assertValid(tree)
        for href in tree.xpath("//@*[local-name() = 'href']"):
            assert (mets.parent / href).is_file(), href
    urn = f"urn:H42.1:uuid:{dossier['id'].upper()}"
    assert etree.parse(folder / "METS.xml").getroot().get("OBJID") == urn
    assert package.stem == urn.replace(":", "_")
    assert_described(folder, dossier)
    assert_preserved(folder / "metadata" / "preservation" / "PREMIS.xml")


def assert_described(folder: Path, dossier: dict) -> None:
    ead, papers = folder / "metadata" / "descriptive", folder / "representations" / "rep1"
    schema_of(folder / "schemas" / "EAD.xsd").assertValid(etree.parse(ead / "EAD.xml"))
    told = {it.tag: it.text for it in etree.parse(ead / "EAD.xml").getroot()}
    assert (told["arcFileCode"], told["paperFileCode"], told["totalDoc"]) == (CODE, CODE, "3")
    assert (told["numberOfPage"], told["confidenceLevel"]) == ("4", "Số hóa")
    of_paper = schema_of(folder / "schemas" / "EAD_doc.xsd")
    validator = document_validator()
    for place, paper in enumerate(dossier["documents"], start=1):
        name = f"{CODE}.{place:03}"
        of_paper.assertValid(
            etree.parse(papers / "metadata" / "descriptive" / f"EAD_doc_{name}.xml")
        )
        record = json.loads((papers / "metadata" / "other" / f"{name}.json").read_text())
        validator.validate(record)
        assert record["id"] == paper["id"]
        assert (papers / "data" / f"{name}.pdf").read_bytes().startswith(b"%PDF-1.7")


def document_validator() -> Draft202012Validator:
    whole = json.loads((SCHEMAS / "record.schema.json").read_text())
    return Draft202012Validator({"$ref": "#/$defs/document", "$defs": whole["$defs"]})


def assert_preserved(place: Path) -> None:
    """Received, read, accepted by whom; each file with its hash."""
    assert faults_of_premis(place) == []
    tree = etree.parse(place)
    kinds = [it.text for it in tree.iter(f"{PREMIS}eventType")]
    assert kinds[0] == "ingestion"
    assert {"metadata extraction", "digitization", "validation", "modification"} <= set(kinds)
    (accepted_,) = [it for it in tree.iter(f"{PREMIS}event") if "validation" in list(it.itertext())]
    assert "accepted" in list(accepted_.itertext())
    (by,) = accepted_.iter(f"{PREMIS}linkingAgentIdentifierValue")
    agents = {it[0][1].text: it[1].text for it in tree.iter(f"{PREMIS}agent")}
    assert agents[by.text] == "test"
    times = [it.text for it in tree.iter(f"{PREMIS}eventDateTime")]
    assert times
    assert all(it.endswith("+07:00") for it in times)
    assert "Đơn của An.tif" in [it.text for it in tree.iter(f"{PREMIS}originalName")]


def test_somebody_has_thought_of_every_table() -> None:
    """A new table of dossiers goes along by itself; whoever makes it says here that it shall."""
    assert {table.name for table in belonging()} == GOES
    assert set(metadata.tables) == GOES | STAYS | OF_NO_DOSSIER
