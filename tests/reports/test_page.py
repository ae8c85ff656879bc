"""What the page of targets promises that needs no browser: its picture, its words, its files."""

import re
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from datetime import datetime, timedelta
from html import unescape
from pathlib import Path

from ocr_service.actions.keys import add_key
from ocr_service.domain.access import Role
from ocr_service.domain.ids import utc_now
from ocr_service.exports import report_words
from tests.fakes import House
from tests.reports.town import MERGED, Told, settle_in
from tests.web.client import Client
from tests.web.test_words_of_pages import english

MARKUP = "H42.<script>alert(1)</script>"


def house_of(folder: Path, *dossiers: Told) -> House:
    house = House.in_folder(folder)
    settle_in(f"sqlite:///{folder / 'house.sqlite'}", dossiers)
    return house


def accepted(agency: str, at: datetime | None = None) -> Told:
    at = at or utc_now()
    papers = [("letter", "accepted")]
    return Told(at, agency, documents=papers, settled_at=at + timedelta(minutes=1))


def test_the_picture_runs_nothing_and_loads_nothing(tmp_path: Path) -> None:
    client = Client(house_of(tmp_path, accepted(MARKUP), accepted("H42.1")))
    for by in ("agency", "month"):
        answer = client.call("GET", f"/targets/chart.svg?by={by}")
        assert answer.mimetype == "image/svg+xml"
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
        svg = answer.data.decode()
        tags = {it.tag.rpartition("}")[2] for it in ElementTree.fromstring(svg).iter()}  # noqa: S314
        assert not tags & {"script", "a", "foreignObject", "image", "use"}
        assert "<!--" not in svg
        assert set(re.findall(r'(?:href|src)="|url\(|@import|@font-face', svg)) == set()
        assert set(re.findall(r'https?://[^"\s]+', svg)) <= {
            "http://www.w3.org/2000/svg",
            "http://www.w3.org/1999/xlink",
        }
        assert not re.search(r"\son\w+=", svg)


def test_all_words_of_reports_are_said_in_english_too() -> None:
    known = english()
    tables = (
        report_words.NAMES,
        report_words.MEANING,
        report_words.LEFT_OUT,
        report_words.NOT_MEASURED,
        report_words.UNNAMED,
        report_words.BY,
        {"": report_words.TOTAL},
    )
    assert {word for table in tables for word in table.values() if word} - set(known) == set()


def test_a_number_leads_to_the_dossiers_behind_it(tmp_path: Path) -> None:
    """Each of the page's links shows them; a dossier of an agency not seen can't be opened."""
    house = house_of(tmp_path, accepted("H42.1"), accepted("H42.2"), accepted(""))
    client = Client(house)
    page = client.call("GET", "/targets?by=tiers").data.decode()
    links = {unescape(it) for it in re.findall(r'href="(/targets/dossiers\?[^"]+)"', page)}
    assert {re.search(r"row=([^&]*)", it)[1] for it in links if "row=" in it} == {  # type: ignore[index]
        *("", "H42", "H42.1", "H42.2"),
    }
    for link in sorted(links)[:8]:
        shown = client.call("GET", link)
        assert shown.status_code == 200
        assert 'href="/dossiers/' in shown.data.decode(), link
    for wrong in ("measure=x", "part=x", "cursor=x", "by=month&row=x", "from=x"):
        assert client.call("GET", f"/targets/dossiers?{wrong}").status_code == 404


def test_old_codes_are_carried_over_and_told(tmp_path: Path) -> None:
    house = house_of(tmp_path, accepted("H42.1"), accepted("H42.2"))
    house = replace(house, services=replace(house.services, agencies=MERGED))
    key = add_key("x", Role.CLERK, "H42.1", keys=house.services.keys)[1]
    (row,) = Client(house, key).get("/reports/digitization").json["items"]
    assert (row["key"], row["figures"][0]["numerator"]) == ("H42.1", 2)
    assert row["label"] == "Ủy ban nhân dân xã Bình Minh (H42.1)"
    (old,) = row["carried"]
    assert old["message"] == "gồm hồ sơ mang mã cũ H42.2, nhập vào đây từ 1-7-2025"
    found = Client(house, key).get("/reports/digitization/dossiers").json["items"]
    assert {it["counted_under"] for it in found} == {"H42.1"}
    page = Client(house, key).call("GET", "/targets/dossiers").data.decode()
    assert page.count('href="/dossiers/') == 1
    assert "mã cũ H42.2" in page


def test_a_page_and_its_files_tell_the_same_for_a_minute(tmp_path: Path) -> None:
    house = house_of(tmp_path, accepted("H42.1"))
    client = Client(house)
    assert ">1<" in client.call("GET", "/targets").data.decode()
    settle_in(f"sqlite:///{tmp_path / 'house.sqlite'}", [accepted("H42.2")])
    assert "H42.2" not in client.call("GET", "/targets/report.csv").data.decode()
    rows = client.get("/reports/digitization").json["items"]
    assert {row["key"] for row in rows} == {"H42.1", "H42.2"}


def test_dates_that_are_none_are_told_kindly(tmp_path: Path) -> None:
    client = Client(house_of(tmp_path))
    for wrong in ("from=2026-02-01&to=2026-01-01", "from=xx", "by=no"):
        answer = client.call("GET", f"/targets?{wrong}")
        assert answer.status_code == 422
        assert 'role="alert"' in answer.data.decode()
