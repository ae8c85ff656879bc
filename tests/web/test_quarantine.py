"""A file that killed its readers is read again only for who asks for just that."""

from ocr_service.domain.quarantine import Cause, Killed
from tests.fakes import House, scan_of
from tests.web.client import Client


def explode(_: str) -> None:
    raise Killed(Cause.CRASH, "SIGSEGV")


def test_a_quarantined_file_needs_force(client: Client, house: House) -> None:
    house.reader.before = explode
    bad = client.settled(("Tờ khai.pdf", scan_of("one")))
    assert bad["status"] == "failed"
    assert bad["problem"]["code"] == "quarantined"
    refused = client.post(f"/dossiers/{bad['id']}/retry")
    assert (refused.status_code, refused.json["code"]) == (422, "quarantined")
    assert refused.json["remedy"] == bad["problem"]["remedy"]
    house.reader.before = lambda _: None
    assert client.post(f"/dossiers/{bad['id']}/retry?force=true").status_code == 202
    house.work_all()
    assert client.get(f"/dossiers/{bad['id']}").json["status"] == "needs_review"
