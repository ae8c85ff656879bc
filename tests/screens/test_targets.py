"""Figures against targets, as people see them: tiles, chart, tables, files; and nothing at all."""

import csv
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from ocr_service.domain.access import Role
from ocr_service.domain.ids import utc_now
from ocr_service.domain.targets import Target, Targets
from tests.fakes import House
from tests.reports.town import Told, settle_in
from tests.screens.screen import Screen, signed_in

pytestmark = pytest.mark.slow
OTHERS = ("needs_review", "failed", "rejected", "reading")
LONG = "000.00.16.H42.mot-trung-tam-phuc-vu-hanh-chinh-cong-ten-that-la-dai"
YESTERDAY = (utc_now() - timedelta(days=1)).date()
SET = {
    ("H42", utc_now().year, "digitized"): Target(0.8, "Kế hoạch 12/KH-UBND"),
    ("H42", utc_now().year, "straight_through"): Target(0.7, "Kế hoạch 12/KH-UBND"),
    ("H42", utc_now().year, "minutes"): Target(30, at_most=True),
}


def town() -> list[Told]:
    """Two communes and an old code; the first does well, the second does not."""
    now = utc_now()
    papers = [("letter", "accepted")]
    found = []
    for number in range(40):
        well = number % 4 != 0
        at = now - timedelta(minutes=number + 1)
        found.append(
            Told(
                at,
                "H42.1" if number % 3 else "H42.<b>2</b>",
                "birth" if well else "=thu-tuc-la",
                "accepted" if well else OTHERS[number // 4 % 4],
                at + timedelta(minutes=5 + number) if well else None,
                papers if well else [],
                [at] if number % 5 == 1 else [],
            )
        )
    return [*found, Told(now, LONG, documents=papers, settled_at=now + timedelta(hours=3))]


@pytest.fixture
def house(tmp_path: Path) -> House:
    made = House.in_folder(tmp_path)
    return replace(made, services=replace(made.services, targets=Targets(SET)))


def test_targets(screen: Screen, house: House, tmp_path: Path) -> None:
    page = signed_in(screen, house, "Hạnh", Role.AUDITOR)
    screen.sound_everywhere("/targets")
    assert "Không có hồ sơ nào" in page.inner_text("main")
    settle_in(f"sqlite:///{tmp_path / 'house.sqlite'}", town())
    for by in ("month", "agency"):
        screen.sound_everywhere(f"/targets?by={by}&agency_code=H42&from={YESTERDAY}")
        assert page.evaluate("document.querySelector('img.chart').naturalWidth")
    assert page.inner_text(".figure:first-child .value") == "40"
    assert "còn thiếu" in page.inner_text(".figures")
    assert page.locator("td.short").count()
    assert "H42.<b>2</b>" in page.inner_text("table.report")
    screen.picture("targets")
    page.click(".figures .rest >> nth=0")
    assert "còn lại" in page.inner_text("main")
    screen.sound_everywhere(page.url.removeprefix(screen.url))
    screen.picture("targets-dossiers")
    screen.go(f"/targets?by=agency&agency_code=H42&from={YESTERDAY}")
    wrong_days(screen)
    screen.go(f"/targets?by=agency&from={YESTERDAY}")
    with page.expect_download() as download:
        page.click("text=Tải CSV")
    rows = list(csv.reader(Path(download.value.path()).read_text("utf-8-sig").splitlines()))
    assert LONG in {row[0] for row in rows}
    assert not screen.complaints


def wrong_days(screen: Screen) -> None:
    page = screen.page
    page.fill("#from", "2026-01-31")
    page.fill("#to", "2026-01-01")
    screen.expected.add(422)
    page.click("form.filters button")
    assert "Ngày cuối đứng trước ngày đầu." in page.inner_text(".wrong")
