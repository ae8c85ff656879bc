import csv
import io
import json
from datetime import date
from typing import Any

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from ocr_service.__main__ import commands
from ocr_service.actions.keys import add_key
from ocr_service.actions.report import Beside, behind, digitization
from ocr_service.domain.access import Role, lineage
from ocr_service.domain.agencies import Agencies
from ocr_service.domain.audit import Act
from ocr_service.domain.behind import Part, Spot, Wanted
from ocr_service.domain.digitization import Row
from ocr_service.domain.report import Ask, By, Measure
from ocr_service.domain.targets import Targets
from ocr_service.storage.audit import AuditSearch
from ocr_service.storage.database import Database
from ocr_service.storage.sql_reports import SqlReports
from tests.fakes import House, scan_of
from tests.reports.recount import Now, day_of, keys_of, lies_in, minutes, recount
from tests.reports.recount import behind as plainly
from tests.reports.town import AGENCIES, CATALOGUE, MERGED, NOW, Told, by_chance, settle_in, uses_of
from tests.web.client import Client

SINCE, UNTIL = date(2026, 9, 1), date(2026, 10, 31)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OWN = "H42"
NONE = Agencies()
OF_ROWS = ("electronic_results", "shared_out")


@pytest.fixture
def house(tmp_path: Any, database_url: str) -> House:
    return House.in_folder(tmp_path, database_url)


def beside(agencies: Agencies = NONE) -> Beside:
    return Beside(CATALOGUE, Targets({}), agencies)


def report_of(url: str, agencies: Agencies = NONE, **asked: Any) -> Any:
    ask = Ask(**({"since": SINCE, "until": UNTIL} | asked))
    return digitization(ask, reports=SqlReports(Database(url)), beside=beside(agencies))


def counts(row: Row) -> dict[str, tuple[int, int]]:
    return {
        measure: (figure.numerator, figure.denominator) for measure, figure in row.figures.items()
    }


def grouped(dossiers: list[Told], by: By, now: Now) -> dict[tuple[str, str], list[Told]]:
    found: dict[tuple[str, str], list[Told]] = {}
    for it in dossiers:
        for key in keys_of(it, by, now):
            found.setdefault(key, []).append(it)
    return found


def spread(row: Row) -> Any:
    return row.minutes.median, row.minutes.p90, row.minutes.counted


@pytest.mark.parametrize(
    ("seed", "agencies", "now", "portions"), [(1, NONE, {}, 2), (2, MERGED, NOW, 100)]
)
def test_the_figures_equal_a_plain_recount(
    database_url: str, seed: int, agencies: Agencies, now: Now, portions: int
) -> None:
    """Half of them made ready, or all; and nothing for the files as they were before."""
    told = list(by_chance(seed, 250))
    everything, uses = settle_in(database_url, told), uses_of(told)
    reports = SqlReports(Database(database_url))
    assert reports.freshen(beside(MERGED if agencies is NONE else NONE).known, 50)
    more = [reports.freshen(beside(agencies).known, 60) for _ in range(portions)]
    assert more[-1] is (portions == 2)
    for agency in ("", "H42.1", "H42.9"):
        below = [it for it in everything if lies_in(it, agency, now)]
        those = [it for it in below if SINCE <= day_of(it) <= UNTIL]
        for by in By:
            report = report_of(database_url, agencies, by=by, agency_code=agency)
            assert counts(report.total) == recount(those, uses, now)
            assert spread(report.total) == minutes(those)
            rows = grouped(those, by, now)
            assert {(row.by, row.key): counts(row) for row in report.rows} == {
                key: recount(group, uses, now) for key, group in rows.items()
            }
            assert {(row.by, row.key): spread(row) for row in report.rows} == {
                key: minutes(group) for key, group in rows.items()
            }
        open_ = [it for it in below if it.status in ("received", "reading", "needs_review")]
        assert sum(report.waiting.many.values()) == len([it for it in open_ if not it.split])


def test_each_figure_leads_to_its_dossiers(database_url: str) -> None:
    """Above the line, below it and left out, page by page; each dossier in one of them."""
    told = list(by_chance(8, 60))
    below = [it for it in settle_in(database_url, told) if lies_in(it, "H42", NOW)]
    reports, of_files, uses = SqlReports(Database(database_url)), beside(MERGED), uses_of(told)
    assert reports.freshen(of_files.known, 30)

    def found(row: Any, *wanted: Any) -> set[str]:
        page = behind(ask, row, Wanted(*wanted), None, 20, reports=reports, beside=of_files)
        ids = [it.id for it in page]
        while page:
            after = Spot.told(str(page[-1].spot))
            page = behind(ask, row, Wanted(*wanted), after, 20, reports=reports, beside=of_files)
            ids += [it.id for it in page]
        assert len(ids) == len(set(ids))
        return set(ids)

    for by in (By.TIERS, By.PROCEDURE, By.MONTH):
        ask = Ask(date(2026, 8, 1), date(2026, 12, 31), by, "H42")
        report = digitization(ask, reports=reports, beside=of_files)
        rows = grouped(below, by, NOW)
        for row in (report.total, *report.rows[1:3]) if by is By.TIERS else report.rows[:1]:
            key = (row.by, row.key) if row.key is not None else None
            mine = rows[key] if key else below
            for measure, (above, under) in plainly(mine, uses, NOW).items():
                if key and measure not in OF_ROWS:
                    continue
                out = row.figures[Measure(measure)].left_out
                assert found(key, measure, Part.COUNTED) == above
                assert found(key, measure, Part.MISSING) == under - above
                apart = [found(key, measure, Part.LEFT_OUT, why) for why in out]
                assert [len(those) for those in apart] == list(out.values())
                assert set().union(*apart) == {it.id for it in mine} - under


def test_nothing_is_lost_between_counted_and_left_out(database_url: str) -> None:
    settle_in(database_url, by_chance(4, 120))
    total = report_of(database_url).total
    batches = total.figures[Measure.RECEIVED].left_out
    all_of_them = total.figures[Measure.RECEIVED].denominator + sum(batches.values())
    for figure in total.figures.values():
        assert figure.denominator + sum(figure.left_out.values()) == all_of_them
    assert total.minutes.counted + sum(total.minutes.left_out.values()) == all_of_them


def test_days_are_those_of_vietnam(database_url: str) -> None:
    """Half past midnight on the first is still the day before in UTC."""
    from datetime import UTC, datetime

    settle_in(
        database_url,
        [
            Told(datetime(2026, 8, 31, 17, 30, tzinfo=UTC)),
            Told(datetime(2026, 8, 31, 16, 59, 59, tzinfo=UTC)),
            Told(datetime(2026, 10, 31, 16, 59, 59, tzinfo=UTC)),
            Told(datetime(2026, 10, 31, 17, tzinfo=UTC)),
        ],
    )
    report = report_of(database_url, by=By.MONTH)
    assert [row.key for row in report.rows] == ["2026-09", "2026-10"]


def test_no_result_held_is_not_measured_and_not_zero(database_url: str) -> None:
    held = settle_in(database_url, by_chance(5, 60))
    there = [it for it in held if "certificate" in {kind for kind, _ in it.documents}]
    assert there
    report = report_of(database_url, procedure_code="land")
    assert report.total.figures[Measure.RESULTS].not_measured == "no_dossiers"
    settle_in(database_url, [Told(held[0].received_at, "H1", documents=[("form", "accepted")])])
    report = report_of(database_url, since=date(2026, 8, 1), agency_code="H1")
    assert report.total.figures[Measure.RESULTS].not_measured == "no_results_recorded"
    assert report.total.figures[Measure.WITH_RESULT].share is None
    assert report.total.figures[Measure.DIGITIZED].share == 1


def test_who_sees_whose_figures(house: House, database_url: str) -> None:
    settle_in(database_url, by_chance(6, 80))
    period = "?from=2026-08-01&to=2026-12-31"
    for agency in AGENCIES:
        client = Client(house, add_key("x", Role.CLERK, agency, keys=house.services.keys)[1])
        shown = client.get(f"/reports/digitization{period}").json
        seen = {row["key"] for row in shown["items"]}
        assert seen == {it for it in AGENCIES if agency in lineage(it)}
        foreign = client.get(f"/reports/digitization{period}&agency_code=H29.5")
        assert foreign.status_code == (200 if agency in ("", "H29.5") else 403)


def test_over_http_in_three_shapes_and_told_to_the_trail(house: House) -> None:
    client = Client(house)
    client.settled(("1.pdf", scan_of("sure")), agency_code="H42.1", procedure_code="birth")
    client.settled(("2.pdf", scan_of("unsure")), agency_code="=H42", procedure_code="@SUM(A1)")
    path = "/reports/digitization?by=agency"
    shown = client.get(path).json
    assert shown["total"]["figures"][0]["numerator"] == 2
    told = house.services.audit.entries(AuditSearch(act=Act.REPORT_READ))[-1]
    assert told.remark["format"] == "application/json"

    for by in ("agency", "procedure"):
        answer = client.get(f"/reports/digitization?by={by}", headers={"Accept": "text/csv"})
        assert answer.mimetype == "text/csv"
        for row in csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))):
            assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)
        answer = client.get(f"/reports/digitization?by={by}", headers={"Accept": XLSX})
        for sheet in load_workbook(io.BytesIO(answer.data)):
            cells = [cell for row in sheet.iter_rows() for cell in row]
            assert not [cell for cell in cells if cell.data_type == "f"]
            assert sheet.title == "Chi tiết" or cells[0].value == "Báo cáo số hóa hồ sơ"
    assert (
        house.services.audit.entries(AuditSearch(act=Act.REPORT_READ))[-1].remark["format"] == XLSX
    )


def test_a_period_must_be_one(client_of_house: Client) -> None:
    for wrong in ("from=2026-02-01&to=2026-01-01", "from=2026-02-30", "to=0001-01-01", "by=x"):
        assert client_of_house.get(f"/reports/digitization?{wrong}").status_code == 422, wrong


@pytest.fixture
def client_of_house(house: House) -> Client:
    return Client(house)


def test_on_the_command_line(tmp_path: Any, database_url: str) -> None:
    settle_in(database_url, by_chance(7, 40))
    env = {"OCR_DATABASE_URL": database_url, "OCR_DATA_DIR": str(tmp_path)}
    period = ("report", "--from", "2026-09-01", "--to", "2026-10-31")

    def run(*words: str) -> Any:
        return CliRunner(env=env).invoke(commands, [*period, *words])

    table = run("--by", "month")
    assert table.exit_code == 0, table.output
    assert "09/2026" in table.stdout
    assert json.loads(run("--format", "json").stdout)["by"] == "agency"
    assert run("--format", "csv").stdout.startswith("\ufeffCơ quan,")
    assert run("--format", "xlsx").exit_code == 2
    book = tmp_path / "report.xlsx"
    assert run("--format", "xlsx", "--out", str(book)).exit_code == 0
    assert load_workbook(book).sheetnames == ["Tổng hợp", "Chi tiết"]
    assert run("--to", "2026-01-01").exit_code == 2
