"""The trail as it leaves: checked without a database, harmless in a spreadsheet."""

import csv
import json
from pathlib import Path

from tests.audit.office import CLERK, LENGTH, Office


def exported(office: Office, *words: str) -> Path:
    out = office.folder / "trail.jsonl"
    ended = office.run("trail", "export", *words)
    assert ended.exit_code == 0, ended.output
    out.write_text(ended.stdout, "utf-8")
    return out


def test_an_exported_file_is_checked_without_a_database(office: Office) -> None:
    out = exported(office)
    nowhere = Office("sqlite:////nowhere/at.all", office.folder)
    (head,) = nowhere.verify("--trail", str(out))
    assert office.verify("--head", head) == [head]
    lines = out.read_text("utf-8").splitlines(keepends=True)
    assert json.loads(lines[-1])["act"] == "trail.read"
    told = json.loads(lines[4]) | {"actor_id": "k2"}
    changed = [*lines[:4], json.dumps(told) + "\n", "no JSON\n", *lines[6:]]
    out.write_text("".join(changed), "utf-8")
    assert nowhere.verify("--trail", str(out)) == [
        "entry 5: changed after writing",
        "line 6: no entry of a trail",
        "entry 6: removed",
    ]


def test_an_extract_is_checked_for_what_it_holds(office: Office) -> None:
    out = exported(office, "--agency", "H29")
    lines = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert {line["agency_code"] for line in lines} == {"H29", "H29.16"}
    assert len(lines) == LENGTH // 2 + 1
    assert office.verify("--extract", "--trail", str(out))[0].isalnum()
    assert "entry 1: removed" in office.verify("--trail", str(out))
    one = exported(office, "--dossier", "d3", "--from", "2020-01-01", "--to", "2120-01-01")
    assert [json.loads(line)["dossier_id"] for line in one.open()] == ["d3", "d3"]
    assert exported(office, "--to", "2020-01-01").read_text() == ""


def test_a_spreadsheet_runs_nothing_of_it(office: Office) -> None:
    ended = office.run("trail", "export", "--format", "csv")
    first = next(csv.DictReader(ended.stdout.splitlines()))
    assert first["actor_name"] == "'" + CLERK.name
    assert first["remark"] == '{"n":0}'
    assert first["number"] == "1"
