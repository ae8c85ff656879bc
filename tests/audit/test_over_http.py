"""Whatever leaves through the front door is told first; the trail itself is asked for there too."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from ocr_service.actions.keys import add_key
from ocr_service.domain.access import Role
from ocr_service.domain.audit import Act, Deed, Entry, entry_from_json
from ocr_service.domain.audit_faults import Check
from ocr_service.domain.errors import Unavailable
from ocr_service.domain.ids import utc_now
from ocr_service.storage.audit import AuditSearch, AuditStore
from ocr_service.web.doors import DOORS, LOOPBACK_ENDPOINTS
from ocr_service.web.trail import HANDS_OUT, TOLD_ELSEWHERE
from tests.fakes import House, scan_of
from tests.web.client import Client

NAME, PERSONAL_ID = "Nguyễn Thị Minh An", "001190012345"


def trail(house: House, **asked: Any) -> tuple[Entry, ...]:
    return house.services.audit.entries(AuditSearch(**asked))


def client_of(house: House, role: Role, agency: str = "") -> Client:
    return Client(house, add_key(role.value, role, agency, keys=house.services.keys)[1])


def test_every_door_says_what_the_trail_is_told(house: House) -> None:
    app = house.app
    doors = {rule.endpoint for rule in app.url_map.iter_rules() if "/api/v1/" in rule.rule}
    assert doors | set(DOORS) - LOOPBACK_ENDPOINTS <= set(HANDS_OUT) | TOLD_ELSEWHERE
    assert not set(HANDS_OUT) & TOLD_ELSEWHERE


def reads(dossier: Any) -> dict[str, str]:
    """What may be asked for, and what the trail then tells of it."""
    paper = dossier["documents"][0]["id"]
    return {
        f"/dossiers/{dossier['id']}": "dossier.read",
        "/dossiers?agency_code=H29.16": "dossiers.listed",
        f"/documents/{paper}": "document.read",
        f"/documents/{paper}/pages/1": "picture.read",
        "/audit?agency_code=H29.16": "trail.read",
    }


def test_whatever_is_handed_out_is_told(house: House) -> None:
    client = client_of(house, Role.ADMIN)
    dossier = client.settled(("a.pdf", scan_of("x")), agency_code="H29.16")
    for path, act in reads(dossier).items():
        answer = client.get(path, environ_base={"REMOTE_ADDR": "192.0.2.9"})
        assert answer.status_code == 200, path
        told = trail(house)[-1]
        assert told.act == act
        assert told.actor_kind == "key"
        assert told.actor_name == "admin"
        assert told.address == "192.0.2.9"
        assert told.agency_code == "H29.16"
        assert told.request_id == answer.headers["X-Request-Id"]
        if act.endswith(".read") and act != "trail.read":
            assert told.dossier_id == dossier["id"]
    assert list(Check().faults(trail(house))) == []


def test_only_who_names_a_picture_is_told_that_it_is_as_before(house: House) -> None:
    dossier = Client(house).settled(("a.pdf", scan_of("x")))
    path = f"/documents/{dossier['documents'][0]['id']}/pages/1"
    tag = Client(house).get(path).headers["ETag"]
    before = len(trail(house))
    for told in (
        {"If-None-Match": "*"},
        {"If-None-Match": '"other"'},
        {"If-Modified-Since": "Sat, 01 Jan 2099 00:00:00 GMT"},
    ):
        answer = Client(house).get(path, headers=told)
        assert (answer.status_code, "Last-Modified" in answer.headers) == (200, False)
    assert len(trail(house)) == before + 3
    assert Client(house).get(path, headers={"If-None-Match": tag}).status_code == 304
    assert len(trail(house)) == before + 3


def test_a_list_tells_the_trail_all_that_it_showed(house: House) -> None:
    shown = [Client(house).settled(("a.pdf", scan_of("x")))["id"] for _ in range(3)]
    Client(house).get("/dossiers")
    remark = trail(house)[-1].remark
    assert remark == {"found": 3, "ids": " ".join(reversed(shown))}


def test_who_is_not_let_in_or_has_it_already_gets_nothing_and_is_not_told_of(house: House) -> None:
    dossier = Client(house).settled(("a.pdf", scan_of("x")), agency_code="H29.16")
    path = f"/dossiers/{dossier['id']}"
    tag = Client(house).get(path).headers["ETag"]
    stranger = client_of(house, Role.AUDITOR, "H30")
    before = trail(house)
    for asked in reads(dossier):
        assert stranger.get(asked).status_code in (403, 404), asked
    assert Client(house).get(path, headers={"If-None-Match": tag}).status_code == 304
    assert Client(house, key="wrong").get(path).status_code == 401
    assert trail(house) == before


@dataclass
class FullTrail:
    """An AuditStore that takes no more."""

    behind: AuditStore

    def append(self, *deeds: Deed) -> None:
        raise Unavailable(f"no room for {len(deeds)} entries")

    def entries(self, search: AuditSearch) -> tuple[Entry, ...]:
        return self.behind.entries(search)


def test_no_trail_no_paper(house: House) -> None:
    dossier = Client(house).settled(("a.pdf", scan_of("x")), agency_code="H29.16")
    full = replace(house, services=replace(house.services, audit=FullTrail(house.services.audit)))
    for path in reads(dossier):
        answer = Client(full).get(path)
        assert answer.status_code == 503, path
        assert answer.headers["Retry-After"]
        assert answer.headers["X-Request-Id"]
        assert answer.json["code"] == "unavailable"


def test_every_change_is_told_with_whom_it_comes_from(house: House) -> None:
    client = client_of(house, Role.ADMIN)
    dossier = client.settled(("a.pdf", b"%PDF-fake\nbroken"), agency_code="H29.16")
    once = trail(house)[-1].number
    client.send(("b.pdf", scan_of("y")), path=f"/dossiers/{dossier['id']}/files")
    house.work_all()
    client.post(f"/dossiers/{dossier['id']}/retry")
    house.work_all()
    client.post(f"/dossiers/{dossier['id']}/retry?force=true")
    url = {"url": "http://127.0.0.1:1/", "agency_code": "H29.16"}
    webhook = client.post("/webhooks", json=url).json
    client.call("DELETE", f"/api/v1/webhooks/{webhook['id']}")
    by_client = [entry for entry in trail(house, after=once) if entry.actor_name == "admin"]
    assert [entry.act for entry in by_client] == [
        "dossier.files_added",
        "dossier.retried",
        "dossier.forced",
        "webhook.added",
        "webhook.removed",
    ]
    assert {entry.agency_code for entry in by_client} == {"H29.16"}
    assert by_client[-1].subject == by_client[-2].subject == webhook["id"]


def test_an_auditor_sees_what_is_about_their_agency_and_those_below(house: House) -> None:
    clients = {code: client_of(house, Role.SYSTEM, code) for code in ("H29", "H29.16", "H30")}
    for code, client in clients.items():
        assert client.send(("a.pdf", scan_of("x")), agency_code=code).status_code == 202
    asked = client_of(house, Role.AUDITOR, "H29").get("/audit?act=dossier.received").json["items"]
    assert {entry["agency_code"] for entry in asked} == {"H29", "H29.16"}
    below = client_of(house, Role.AUDITOR, "H29.16")
    assert {entry["agency_code"] for entry in below.get("/audit").json["items"]} == {"H29.16"}
    assert below.get("/audit?agency_code=H29").status_code == 403
    assert clients["H29"].get("/audit").status_code == 403
    assert len(Client(house).get("/audit?act=dossier.received").json["items"]) == 3


def test_the_trail_is_asked_by_what_one_looks_for(house: House) -> None:
    client, begun = client_of(house, Role.ADMIN), utc_now()
    dossier = client.settled(("a.pdf", scan_of("x", "y")), agency_code="H29")
    paper, actor = dossier["documents"][0]["id"], trail(house)[-1].actor_id
    client.get(f"/documents/{paper}")

    def acts(**asked: Any) -> list[str]:
        answer = client.get("/audit", query_string=asked)
        assert answer.status_code == 200, answer.json
        return [entry["act"] for entry in answer.json["items"]]

    assert acts(document_id=paper) == ["document.read", "document.understood"]
    assert acts(dossier_id=dossier["id"], act="dossier.settled") == ["dossier.settled"]
    assert acts(actor_id=actor, act="dossier.read") == ["dossier.read"]
    later = (begun + timedelta(hours=1)).isoformat()
    assert acts(dossier_id=dossier["id"], **{"from": later}) == []
    assert acts(dossier_id=dossier["id"], to=begun.isoformat()) == []
    assert len(acts(dossier_id=dossier["id"], **{"from": begun.isoformat(), "to": later})) == 6
    assert client.get("/audit?act=nothing").status_code == 422
    assert client.get("/audit?cursor=x").status_code == 422


def test_pages_of_the_trail_follow_each_other_and_can_be_checked(house: House) -> None:
    client = client_of(house, Role.ADMIN)
    client.settled(("a.pdf", scan_of("x", "y")))
    entries: list[Entry] = []
    cursor: str | None = ""
    while cursor is not None:
        page = client.get(f"/audit?limit=2&cursor={cursor}").json
        entries += [entry_from_json(entry) for entry in page["items"]]
        cursor = page["next"]
    numbers = [entry.number for entry in entries]
    assert numbers == list(range(numbers[0], 0, -1))
    assert list(Check().faults(reversed(entries))) == []


@pytest.mark.parametrize("spoil", [lambda it: it, json.dumps], ids=["as they are", "escaped"])
def test_no_entry_holds_a_word_of_a_paper(house: House, spoil: Callable[[str], str]) -> None:
    client = client_of(house, Role.ADMIN)
    dossier = client.settled(
        (f"{NAME}.pdf", scan_of(f"{NAME} {PERSONAL_ID}")),
        ("b.pdf", b"%PDF-fake\nbroken"),
        agency_code="H29",
        metadata=json.dumps({"nguoi_nop": NAME, "cccd": PERSONAL_ID}),
    )
    for path in reads(dossier):
        client.get(path)
    client.post(f"/dossiers/{dossier['id']}/retry")
    assert PERSONAL_ID in str(client.get(f"/dossiers/{dossier['id']}").json)
    told = repr(trail(house))
    for word in (NAME, PERSONAL_ID, NAME.upper(), "Minh"):
        assert spoil(word).strip('"') not in told
    assert len(trail(house, act=Act.DOSSIER_READ)) == 3
