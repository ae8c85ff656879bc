"""What the page of targets promises that needs no browser: its picture, its words, its files."""

import re
import xml.etree.ElementTree as ElementTree
from datetime import datetime, timedelta
from pathlib import Path

from ocr_service.actions.keys import add_key
from ocr_service.domain.access import Role
from ocr_service.domain.ids import utc_now
from ocr_service.exports import report_words
from tests.fakes import House
from tests.reports.town import Told, settle_in
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
    """Where the page of dossiers can show just these: of one agency, or of all one may see."""
    house = house_of(tmp_path, accepted("H42.1"), accepted("H42.2"), accepted(""))
    page = Client(house).call("GET", "/targets").data.decode()
    links = set(re.findall(r'href="(/dossiers\?[^"]+)"', page))
    assert {re.search(r"agency=([^&]+)", it)[1] for it in links if "agency=" in it} == {  # type: ignore[index]
        "H42.1",
        "H42.2",
    }
    own = add_key("x", Role.CLERK, "H42", keys=house.services.keys)[1]
    page = Client(house, own).call("GET", "/targets").data.decode()
    assert any("agency=" not in it for it in re.findall(r'href="(/dossiers\?[^"]+)"', page))
    page = Client(house).call("GET", "/targets?agency_code=H42").data.decode()
    assert all("agency=H42." in it for it in re.findall(r'href="(/dossiers\?[^"]+)"', page))


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
