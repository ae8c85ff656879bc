"""The trail of the real service over real papers: who did what, and no person of them."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ocr_service.wiring import stores
from tests.workers.service import Service, service
from tests.workers.test_logs import PAPERS, SAMPLE, of_papers, personal

WIRING = Path(stores.__file__)
ROOM = WIRING.parent.parent
HEAD = re.compile(r"audit trail: entry (\d+) has the hash ([0-9a-f]{64})")


def command(up: Service, *words: str) -> subprocess.CompletedProcess[str]:
    surroundings = {**os.environ, "OCR_DATA_DIR": str(up.folder)}
    line = [sys.executable, "-m", "ocr_service", *words]
    return subprocess.run(line, env=surroundings, capture_output=True, text=True, check=False)


def acts(trail: list[dict[str, Any]], **of: str) -> list[str]:
    return [entry["act"] for entry in trail if of.items() <= entry.items()]


@pytest.mark.slow
def test_the_trail_tells_who_did_what_and_nothing_of_a_paper(tmp_path: Path) -> None:
    files = [(path.name, path.read_bytes()) for path in SAMPLE.iterdir() if path.suffix in PAPERS]
    known = personal(json.loads((SAMPLE / "truth.json").read_text("utf-8")))
    name = max((it for it in known if it.istitle()), key=len)
    with service(tmp_path) as up:
        sent = [(f"{name} {file}", content) for file, content in files]
        dossier_id = up.post(*sent, (f"{name}.pdf", b"%PDF-1.4 broken"), dossier_code=name)
        settled = up.settled(dossier_id)
        paper = settled["documents"][0]
        up.client.get(f"documents/{paper['id']}")
        up.client.get(f"documents/{paper['id']}/pages/{paper['pages'][0]}")
        up.client.get("dossiers", params={"dossier_code": name})
        told = command(up, "trail", "export").stdout
        checked = command(up, "verify")
        number, head = HEAD.findall((tmp_path / "up.log").read_text("utf-8"))[0]
        assert command(up, "verify", "--no-files", "--head", head).returncode == 0
    trail = [json.loads(line) for line in told.splitlines()]
    assert checked.returncode == 0, checked.stdout + checked.stderr
    known |= personal(of_papers(settled["documents"]))
    assert len(known) > 10
    assert [word for word in known if word in told] == []
    assert trail[int(number) - 1]["hash"] == head
    worker = next(entry for entry in trail if entry["act"] == "dossier.settled")
    assert worker["actor_name"].startswith("worker ")
    assert worker["request_id"] == next(
        entry["request_id"] for entry in trail if entry["act"] == "dossier.received"
    )
    assert acts(trail, actor_name=worker["actor_name"]) == [
        "file.failed",
        *["document.understood"] * len(settled["documents"]),
        "dossier.settled",
    ]
    by_key = acts(trail, actor_kind="key", address="127.0.0.1")
    assert by_key[0] == "dossier.received"
    assert by_key[-3:] == ["document.read", "picture.read", "dossiers.listed"]
    assert acts(trail, actor_name="command line")[-1] == "trail.read"


def test_only_the_wiring_opens_the_database_for_it_knows_what_seals_the_trail() -> None:
    opened = [path for path in ROOM.rglob("*.py") if re.search(r"\bDatabase\(", path.read_text())]
    assert {path.name for path in opened} == {WIRING.name}
