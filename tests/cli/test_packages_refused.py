"""Packages that are not what they were, or not for this house: each told, and nothing changes."""

import base64
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import update

from ocr_service.actions.verify_package import LARGEST_TEXT, text_of
from ocr_service.cli.import_ import import_one
from ocr_service.domain.errors import Unavailable
from ocr_service.domain.package import MANIFEST, METS
from ocr_service.storage import tables
from ocr_service.storage.package_zip import opened
from ocr_service.wiring.handover import handing_over
from ocr_service.wiring.stores import database_of
from tests.cli.forgers import (
    PAPER,
    ROWS,
    STRANGER,
    TRAIL,
    FullSoon,
    dateless,
    flip,
    forged_entry,
    listed,
    no_picture,
    of_rows,
    relisted,
    renamed,
    used_in_ours,
    with_record_of_another,
)
from tests.cli.packages import (
    AGENCY,
    CODE,
    Files,
    Sent,
    client_of,
    files_of,
    imported,
    place_at,
    remade,
)
from tests.cli.place import Place
from tests.fakes import scan_of
from tests.records import said

LET_GO = {"doomed_files"}  # files that were kept in vain
DEEP = b"[" * 200_000


@pytest.fixture
def package(sent: Sent) -> Path:
    return sent.package


@pytest.fixture
def there(tmp_path: Path) -> Place:
    return place_at(tmp_path / "there")


TAMPERED: dict[str, tuple[Callable[[Files], object], bool, str]] = {
    "a byte": (flip, False, "representations/rep2/data/001.pdf: nội dung đã bị thay đổi"),
    "its line too": (relisted, False, "rep2/data/001.pdf: representations/rep2/METS.xml ghi"),
    "a file less": (lambda it: it.pop(TRAIL), False, f"{TRAIL}: thiếu trong gói"),
    "a file more": (lambda it: it.update(more=b"x"), False, "more: có trong gói nhưng không"),
    "a way out": (lambda it: it.update({"../../x": b"x"}), False, "../../x': tên tệp không an"),
    "the manifest": (lambda it: it.update({MANIFEST: b"x"}), False, f"{MANIFEST}: dòng 1"),
    "no manifest": (lambda it: it.pop(MANIFEST), False, f"{MANIFEST}: thiếu"),
    "METS": (lambda it: it.update({METS: b"<!DOCTYPE x><x/>"}), True, f"{METS}: không phải"),
    "the evidence": (forged_entry, True, f"{TRAIL}: mục thứ"),
    "evidence of no day": (dateless, True, f"{TRAIL}: mục thứ 1 "),
    "endless evidence": (lambda it: it.update({TRAIL: DEEP}), True, f"{TRAIL}: mục thứ 1 "),
}


def test_what_was_tampered_with_is_named(package: Path, there: Place, tmp_path: Path) -> None:
    for called, (change, sealed, told) in TAMPERED.items():
        bad = remade(package, tmp_path / "bad.zip", change, sealed)
        checked = there.run("verify", bad)
        assert (checked.exit_code, told in checked.stdout) == (1, True), (called, checked.output)
        refused = there.run("import", bad)
        assert (refused.exit_code, told in refused.stderr) == (1, True), (called, refused.output)
    assert not any(there.rows().values())
    assert there.files() == []


def test_no_zip_hides_anything(package: Path, there: Place, tmp_path: Path) -> None:
    whole, bad = package.read_bytes(), tmp_path / "bad.zip"
    with zipfile.ZipFile(package) as source, zipfile.ZipFile(bad, "w") as target:
        for info in source.infolist():
            kind = zipfile.ZIP_DEFLATED if info.filename.endswith(METS) else zipfile.ZIP_STORED
            target.writestr(zipfile.ZipInfo(info.filename), source.read(info), kind)
    assert f"{METS}: không phải tệp thường" in there.run("verify", bad).stdout
    for content in (b"before" + whole, whole + b"behind"):
        bad.write_bytes(content)
        assert there.run("verify", bad).exit_code != 0
    for content in (b"no zip", whole[: len(whole) // 2]):
        bad.write_bytes(content)
        for command in ("verify", "import"):
            done = there.run(command, bad, package)
            assert done.exit_code == 2, (command, done.output)
            assert "không phải gói bàn giao" in done.stderr
            assert str(package) in done.stdout  # the other one was looked at all the same
    assert there.run("verify", tmp_path / "nowhere.zip").exit_code == 2


FORGED: dict[str, Callable[[Files], object]] = {
    "another's paper": of_rows("documents", lambda row: row.update(dossier_id=STRANGER)),
    "another's page": of_rows("pages", lambda row: row.update(scan_id=STRANGER)),
    "a page for another": of_rows("pages", lambda row: row.update(dossier_id=STRANGER)),
    "another agency": of_rows("dossiers", lambda row: row.update(agency_code="H29")),
    "a dossier for the readers": of_rows("dossiers", lambda row: row.update(status="reading")),
    "another's party": of_rows("record_parties", lambda row: row.update(record_number=1)),
    "another's revocation": of_rows(
        "record_revocations", lambda row: row.update(record_id=STRANGER)
    ),
    "another's paper judged": of_rows("reviews", lambda row: row.update(document_id=PAPER)),
    "another's paper waiting": of_rows("review_queue", lambda row: row.update(document_id=PAPER)),
    "another's paper used": of_rows("record_uses", lambda row: row.update(record_id=PAPER)),
    "another's paper used by us": of_rows("record_uses", used_in_ours),
    "another's paper as a record": with_record_of_another,
    "another's batch": of_rows("dossiers", lambda row: row.update(split_from=STRANGER)),
    "another as its part": of_rows(
        "dossiers", lambda row: row.update(split_into=json.dumps([STRANGER]))
    ),
    "its own part": of_rows("dossiers", lambda row: row.update(split_from=row["id"])),
    "another's queue": of_rows("review_queue", lambda row: row.update(agency_code="H99")),
    "another agency's record": of_rows("records", lambda row: row.update(agency_code="H99")),
    "the last of all codes": of_rows("records", lambda row: row.update(place=10**6)),
    "a number without end": of_rows("scans", lambda row: row.update(size=10**30)),
    "a number in words": of_rows("scans", lambda row: row.update(upload="x")),
    "lists without end": lambda it: it.update({f"{ROWS}scans.jsonl": DEEP}),
    "a list for a row": lambda it: it.update({f"{ROWS}scans.jsonl": b"[]\n"}),
    "no document": of_rows("documents", lambda row: row.update(content="{}")),
    "another status": of_rows("documents", lambda row: row.update(status="rejected")),
    "no review": of_rows("reviews", lambda row: row.update(content="[]")),
    "no page": of_rows("pages", lambda row: row.update(content=base64.b64encode(b"x").decode())),
    "a page with another's picture": of_rows("pages", lambda row: row.update(picture="")),
    "a kind of waiting": of_rows("review_queue", lambda row: row.update(kind="x")),
    "no edit": of_rows("edits", lambda row: row.update(content="{}")),
    "a file that did not come": of_rows("scans", lambda row: row.update(sha256="0" * 64)),
    "a column of tomorrow": of_rows("scans", lambda row: row.update(tomorrow=1)),
    "a table of ours": lambda it: it.update({f"{ROWS}accounts.jsonl": b"{}\n"}),
}


def test_no_row_of_a_package_is_believed(package: Path, there: Place, tmp_path: Path) -> None:
    client = client_of(there)
    victim = client.settled(("1.pdf", scan_of("x")), agency_code="H99.1")
    said(client, victim["documents"][0]["id"], verdict="rejected", reason="nhầm")
    before = there.rows()
    for called, change in FORGED.items():
        bad = remade(package, tmp_path / "bad.zip", listed(change, victim), sealed=True)
        refused = there.run("import", bad)
        assert refused.exit_code == 1, (called, refused.output)
        assert "Dữ liệu trong gói không hợp" in refused.stderr, (called, refused.output)
    after = there.rows()
    assert {name: after[name] for name in after if name not in LET_GO} == {
        name: before[name] for name in before if name not in LET_GO
    }
    assert "; 0 more that no row names" in there.run("verify").stderr
    named = of_rows("scans", lambda row: row.update(filename="../../\x1b[2Jx.pdf"))
    imported(there, remade(package, tmp_path / "odd.zip", named, sealed=True))
    assert "[2Jx.pdf" in str(there.rows()["scans"])
    assert ".." not in str(there.rows()["scans"])
    assert there.run("verify").exit_code == 0


def test_no_file_stays_of_what_was_not_taken_over(
    package: Path, there: Place, tmp_path: Path
) -> None:
    strange = remade(package, tmp_path / "strange.zip", no_picture, sealed=True)
    refused = there.run("import", remade(strange, tmp_path / "bad.zip", renamed, sealed=False))
    assert "không phải bản quét hay ảnh trang" in refused.stderr
    assert there.files() == []
    full = FullSoon(there.all_settings.files_dir)
    with pytest.raises(Unavailable):
        import_one(package, "", replace(handing_over(there.all_settings), files=full))
    assert len(there.files()) == 2
    assert "; 0 more that no row names" in there.run("verify").stderr
    imported(there, package)
    assert there.run("verify").exit_code == 0


def test_no_text_or_line_without_end_is_read(tmp_path: Path) -> None:
    """A METS that lies deeper does not stand for the outer one."""
    endless, rows = tmp_path / "endless.zip", f"{ROWS}pages.jsonl"
    with zipfile.ZipFile(endless, "w") as zip_:
        for name in (f"representations/rep1/{METS}", METS, rows):
            zip_.writestr(f"urn/{name}", b" " * (2 if "rep1" in name else LARGEST_TEXT + 1))
    with opened(endless) as long:
        with pytest.raises(ValueError, match=METS):
            text_of(long, METS)
        with pytest.raises(ValueError, match=rows):
            next(long.lines(rows))


def test_what_was_erased_here_does_not_come_back(
    package: Path, there: Place, tmp_path: Path
) -> None:
    dossier_id = json.loads(files_of(package)["metadata/other/package.json"])["dossier_id"]
    assert "của cơ quan khác" in there.run("import", "--agency", "H29", package).stderr
    imported(there, package)
    with database_of(there.all_settings).write() as connection:  # as a house once believed
        connection.execute(update(tables.dossiers).values(split_from=dossier_id))
    assert there.run("erase", "--dossier", dossier_id, "--yes").exit_code == 0
    assert not there.rows()["imports"]
    same_disk = place_at(tmp_path / "same disk")
    (same_disk.folder / "erased.jsonl").write_bytes((there.folder / "erased.jsonl").read_bytes())
    for place in (there, same_disk):
        before = place.rows() if place is there else None
        refused = place.run("import", "--agency", AGENCY, package)
        assert (refused.exit_code, "đã bị xóa hẳn" in refused.stderr) == (1, True)
        assert before is None or place.rows() == before
    gone = there.run("export", dossier_id, CODE, "--out", tmp_path)
    assert gone.exit_code == 1
    assert gone.stderr.count("không có hồ sơ này") == 2
