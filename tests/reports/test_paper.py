"""The report on paper and in the portal's columns, as files and over HTTP."""

import csv
import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pymupdf
import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from ocr_service.__main__ import commands
from ocr_service.actions.report import Beside, digitization
from ocr_service.domain.agencies import Agencies, Agency
from ocr_service.domain.digitization import Report
from ocr_service.domain.errors import MissingDependency
from ocr_service.domain.report import Ask, By
from ocr_service.domain.targets import Target, Targets
from ocr_service.exports import paper_letters
from ocr_service.exports.portal_columns import HEADINGS, UNKNOWN
from ocr_service.exports.report_paper import Head
from ocr_service.exports.report_pdf import report_pdf
from ocr_service.storage.database import Database
from ocr_service.storage.sql_reports import SqlReports
from ocr_service.web.report_shapes import PortalReport
from tests.fakes import House
from tests.reports.recount import Now, behind, day_of
from tests.reports.town import CATALOGUE, MERGED, NOW, by_chance, settle_in, uses_of
from tests.web.client import Client

MM = 72 / 25.4
COMMUNE = "Ủy ban nhân dân phường Bình Minh"
PROVINCE = "Ủy ban nhân dân tỉnh Sông Lam"
OFFICES = Agencies(
    {
        "H42": Agency("H42", PROVINCE),
        "H42.1": Agency("H42.1", COMMUNE, place="Bình Minh", symbol="UBND"),
    },
    MERGED.merged,
)
TARGETS = Targets({("", 2026, "digitized"): Target(0.8, "Kế hoạch 12/KH-UBND")})
PERIOD = "from=2026-09-01&to=2026-10-31&by=tiers"


def town(folder: Path) -> House:
    house = House.in_folder(folder, catalogue=CATALOGUE)
    settle_in(f"sqlite:///{folder / 'house.sqlite'}", by_chance(9, 150))
    parts = replace(house.services, agencies=OFFICES, targets=TARGETS)
    return replace(house, services=parts)


def report_of(folder: Path) -> Report:
    reports = SqlReports(Database(f"sqlite:///{folder / 'house.sqlite'}"))
    ask = Ask(date(2026, 9, 1), date(2026, 10, 31), By.TIERS, "H42.1")
    return digitization(ask, reports=reports, beside=Beside(CATALOGUE, TARGETS, OFFICES))


def pages_of(pdf: bytes) -> list[Any]:
    return list(pymupdf.open(stream=pdf, filetype="pdf"))


def place_of(page: Any, words: str) -> Any:
    found = page.search_for(words)
    assert found, words
    return found[0]


def test_the_printed_report_is_laid_out_as_the_decree_says(tmp_path: Path) -> None:
    """Nghị định 30/2020/NĐ-CP, Phụ lục I: paper, margins, letters, and where each box stands."""
    town(tmp_path)
    office = OFFICES.office("H42.1", Agency(""))
    pdf = report_pdf(report_of(tmp_path), Head(office, date(2026, 2, 4), ("Nơi khác",)))
    first, second, *_ = pages_of(pdf)
    assert (round(first.rect.width / MM), round(first.rect.height / MM)) == (210, 297)
    written = [it for page in pages_of(pdf) for it in page.get_text("words")]
    assert min(it[0] for it in written) >= 30 * MM - 1
    assert max(it[2] for it in written) <= (210 - 15) * MM + 1
    middle = first.rect.width / 2
    state, whose = place_of(first, "CỘNG HÒA XÃ HỘI"), place_of(first, "PHƯỜNG BÌNH MINH")
    assert whose.x1 < middle < (state.x0 + state.x1) / 2 + 40
    assert place_of(first, "TỈNH SÔNG LAM").y0 < whose.y0
    number, day = place_of(first, "/BC-UBND"), place_of(first, "Bình Minh, ngày 04 tháng 02")
    assert number.x1 < middle < day.x1
    assert abs(number.y0 - day.y0) < 3
    title = place_of(first, "BÁO CÁO")
    assert abs((title.x0 + title.x1) / 2 - (30 + 195) / 2 * MM) < 2
    one, two = (page.get_text("words") for page in (first, second))
    assert not [it for it in one if it[3] < 20 * MM]
    ((left, _, right, down, told, *_),) = [it for it in two if it[3] < 20 * MM]
    assert told == "2"
    assert abs((left + right) / 2 - middle) < 1
    assert down < 20 * MM
    text = "\n".join(page.get_text() for page in pages_of(pdf))
    assert "Nơi nhận:" in text
    assert "- Lưu: VT, UBND." in text
    assert "./." in text
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        fonts = {
            str(font.BaseFont)
            for page in opened.pages
            for font in page.Resources.get("/Font", {}).values()
            if "/FontDescriptor" in font and "/FontFile2" in font.FontDescriptor
        }
        assert opened.Root.Lang == "vi"
        assert COMMUNE in str(opened.docinfo["/Author"])
    assert any("LiberationSerif-Bold" in it for it in fonts)


def test_the_printed_report_tells_the_report(tmp_path: Path) -> None:
    """Each share stands in it as it is; what cannot be measured is said so."""
    town(tmp_path)
    report = report_of(tmp_path)
    pdf = report_pdf(report, Head(OFFICES.of("H42.1"), date(2026, 11, 4)))
    text = " ".join(" ".join(page.get_text() for page in pages_of(pdf)).split())
    for figure in report.total.figures.values():
        if figure.share is not None and figure.share < 1:
            assert f"{figure.share * 100:.2f}".replace(".", ",") + "%" in text
    assert "mục tiêu 80% theo Kế hoạch 12/KH-UBND" in text
    assert "không đo được" in text
    assert "Không đo được ở đây" in text
    assert "mã cũ H42.2" in text
    assert "ước tính" in text


def test_without_letters_it_is_said_how_to_mend_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client(town(tmp_path))
    monkeypatch.setattr(paper_letters, "FOLDERS", (tmp_path,))
    paper_letters.load_letters.cache_clear()
    with pytest.raises(MissingDependency, match="apt-get install fonts-liberation2"):
        paper_letters.load_letters()
    answer = client.get("/reports/digitization", headers={"Accept": "application/pdf"})
    assert answer.status_code == 503
    paper_letters.load_letters.cache_clear()


def columns(told: list[Any], everything: list[Any], now: Now) -> dict[str, int]:
    """The portal's columns by hand: of dossiers, each once."""
    lines = behind(told, uses_of(everything), now)
    both = ("digitized", "electronic_results")
    (done, done_of), (issued, issued_of) = ((len(a), len(b)) for a, b in map(lines.get, both))  # type: ignore[misc]
    return {
        "received": len(lines["received"][0]),
        "not_digitized": done_of - done,
        "digitized": done,
        "reused": len(lines["reuse"][0]),
        "settled": issued_of,
        "result_missing": issued_of - issued,
        "result_digitized": issued,
    }


def test_the_portals_columns_as_json_csv_and_workbook(tmp_path: Path) -> None:
    client, told = Client(town(tmp_path)), list(by_chance(9, 150))
    shown = client.get(f"/reports/portal?{PERIOD}").json
    PortalReport.model_validate(shown)
    those = [
        it for it in told if not it.erased and date(2026, 9, 1) <= day_of(it) <= date(2026, 10, 31)
    ]
    by_hand = columns(those, told, NOW)
    assert {name: shown["total"][name] for name in by_hand} == by_hand
    assert shown["total"]["from_portal"] is None
    path = f"/reports/portal?{PERIOD}"
    answer = client.get(path, headers={"Accept": "text/csv"})
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert tuple(rows[0]) == HEADINGS
    assert rows[-1] == ["Tất cả", *(str(it) for it in rows_of(by_hand))]
    assert [it[0] for it in rows if it[0].endswith("H42)")][1:] == [
        "Ủy ban nhân dân tỉnh Sông Lam (H42)"
    ]
    book = client.call("GET", f"/targets/portal.xlsx?{PERIOD}")
    (sheet,) = load_workbook(io.BytesIO(book.data)).worksheets
    cells = {it[0].value: it for it in sheet.iter_rows() if it[0].value}
    assert [it.value for it in cells["Tất cả"][1:]] == rows_of(by_hand)
    assert cells["Tất cả"][1].number_format == "#,##0"


def rows_of(counts: dict[str, int]) -> list[Any]:
    found: list[Any] = list(counts.values())
    return [*found[:4], UNKNOWN, *found[4:]]


def test_on_paper_over_http_and_on_the_command_line(tmp_path: Path) -> None:
    client = Client(town(tmp_path))
    path = f"/reports/digitization?{PERIOD}&agency_code=H42.1&place=Cổ Bình"
    answer = client.get(path, headers={"Accept": "application/pdf"})
    assert answer.mimetype == "application/pdf"
    (first, *_) = pages_of(answer.data)
    assert "Cổ Bình, ngày" in first.get_text()
    assert re.search(r"PHƯỜNG\s+BÌNH\s+MINH", first.get_text())
    page = client.call("GET", f"/targets/report.pdf?{PERIOD}")
    assert "……" in pages_of(page.data)[0].get_text()  # of all agencies nobody told the name
    env = {
        "OCR_DATABASE_URL": f"sqlite:///{tmp_path / 'house.sqlite'}",
        "OCR_DATA_DIR": str(tmp_path),
    }

    def run(*words: str) -> Any:
        told = ("report", "--from", "2026-09-01", "--to", "2026-10-31", *words)
        return CliRunner(env=env).invoke(commands, told)

    paper = tmp_path / "report.pdf"
    done = run("--format", "pdf", "--out", str(paper), "--issuer", "Sở Nội vụ", "--symbol", "SNV")
    assert done.exit_code == 0, done.output
    assert "/BC-SNV" in pages_of(paper.read_bytes())[0].get_text()
    assert run("--format", "pdf").exit_code == 2
    assert run("--layout", "portal", "--format", "csv").stdout.startswith("\ufeffĐơn vị,")
    assert "không đo" in run("--layout", "portal").stdout
