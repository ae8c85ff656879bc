"""A file that kills its reader, sent to the service: the worker stays, the others are read."""

from pathlib import Path

import pytest

from tests.forks import children
from tests.hostile.pdfs import loops
from tests.workers.service import eventually, paper, service

pytestmark = pytest.mark.slow


def test_a_killer_is_quarantined_and_the_worker_lives_on(tmp_path: Path) -> None:
    killer = next(odd.content for odd in loops() if odd.name == "ten billion forms.pdf")
    with service(tmp_path, OCR_CHILD_CPU_SECONDS="4", OCR_RECONCILE_SECONDS="0.5") as up:
        worker = up.worker()
        dossier = up.settled(up.post(("../a.pdf", killer), ("b.tif", paper("Đơn"))))
        bad, good = dossier["files"]
        assert bad["problem"]["code"] == "quarantined"
        assert bad["filename"] == "a.pdf"
        assert good["status"] == "read"
        again = up.settled(up.post(("c.pdf", killer)))
        assert again["files"][0]["problem"]["code"] == "quarantined"
        assert up.worker() == worker
        eventually(lambda: not children(worker))
    assert "Traceback" not in (tmp_path / "up.log").read_text()
