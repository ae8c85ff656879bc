"""The access matrix: every door, every role, at the own agency, the one above and another."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import product

import pytest
from werkzeug.test import TestResponse

from ocr_service.actions.keys import add_key
from ocr_service.domain.access import SEEING, Role
from ocr_service.web.doors import DOORS, LOOPBACK_ENDPOINTS
from tests.fakes import House, scan_of
from tests.receiver import Receiver
from tests.web.browser import person
from tests.web.client import Client
from tests.web.knocking import (
    ABOVE,
    ADMIN,
    CLERK,
    COMPETENT,
    EVERYBODY,
    FAR,
    OTHER,
    OWN,
    SYSTEM,
    WHOLE,
    Door,
    Others,
    piece,
)
from tests.web.matrix import MATRIX

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
ON_POSTGRES = pytest.mark.parametrize(
    "database_url", [pytest.param("postgres", marks=pytest.mark.slow)], indirect=True
)

FOREIGN = (OTHER, COMPETENT)


@dataclass(frozen=True)
class Subject:
    """A dossier of the agency OWN, which COMPETENT decides on, and what hangs on it."""

    dossier: str
    file: str
    document: str
    record: str
    webhook: str
    delivery: str
    upload: str
    glance: str
    key: str
    account: str


@pytest.fixture
def subject(house: House) -> Iterator[Subject]:
    with Receiver().listening() as receiver:
        client = client_of(house, SYSTEM, OWN)
        webhook = client.post("/webhooks", json={"url": receiver.url}).json["id"]
        sent = ("1.pdf", scan_of("one", "sure"))
        dossier = client.settled(sent, competent_agency_code=COMPETENT)
        (delivery, *_) = client.get("/webhooks/deliveries").json["items"]
        file = dossier["files"][0]["id"]
        document, record = (it["id"] for it in dossier["documents"])
        begun = client.post("/uploads", headers=piece()["headers"] | {"Upload-Length": "1"})
        upload = begun.headers["Location"].rpartition("/")[2]
        place = {"page": 1, "box": [0, 0, 1, 1]}
        asked = Client(house).post(f"/documents/{document}/glances", json=place).json["id"]
        key = next(it for it in house.services.keys.all() if it.agency_code == OWN)
        yield Subject(
            dossier["id"],
            file,
            document,
            record,
            webhook,
            delivery["id"],
            upload,
            asked,
            key.id,
            person(house, "Mai", CLERK, OWN).id,
        )


def client_of(house: House, role: Role, agency_code: str) -> Client:
    return Client(house, add_key("x", role, agency_code, keys=house.services.keys)[1])


def test_every_door_stands_in_the_matrix() -> None:
    assert set(MATRIX) == set(DOORS)
    assert set(DOORS) > LOOPBACK_ENDPOINTS


def test_no_door_is_without_a_permit(house: House) -> None:
    """But those that are open to all, which another test names one by one."""
    client = Client(house)
    for rule in client.app.url_map.iter_rules():
        if rule.rule.startswith("/api/v1"):
            assert rule.endpoint in DOORS, rule.endpoint


@ON_SQLITE
@pytest.mark.parametrize(
    ("agency_code", "role"),
    [*product([OWN, ABOVE, OTHER, WHOLE], sorted(EVERYBODY)), (COMPETENT, ADMIN)],
)
def test_who_comes_through_which_door(
    house: House, subject: Subject, role: Role, agency_code: str
) -> None:
    knock(house, subject, role, agency_code)


@ON_POSTGRES
@pytest.mark.parametrize("agency_code", [OWN, ABOVE, OTHER, WHOLE])
def test_whose_dossiers_are_seen_is_the_same_on_postgresql(
    house: House, subject: Subject, agency_code: str
) -> None:
    """Whose they are is a matter of SQL; which role may enter is not."""
    knock(house, subject, ADMIN, agency_code)


def knock(house: House, subject: Subject, role: Role, agency_code: str) -> None:
    client = client_of(house, role, agency_code)
    for endpoint, door in MATRIX.items():
        path = door.path.format(**asdict(subject))
        answer = client.call(door.method, path, environ_base=FAR, **door.body())
        let_in = answer.status_code not in (401, 403, 404)
        looks = agency_code == COMPETENT and DOORS[endpoint] in SEEING
        comes = comes_in(door, agency_code) or (looks and door.others is Others.SENT_AWAY)
        assert let_in == (role in door.roles and comes), endpoint
        if let_in and door.others is Others.SEE_NOTHING:
            assert tells_of(answer, subject) == (looks or agency_code not in FOREIGN), endpoint


def comes_in(door: Door, agency_code: str) -> bool:
    if door.others is Others.WHOLE_HOUSE_ONLY:
        return agency_code == WHOLE
    return agency_code not in FOREIGN or door.others is not Others.SENT_AWAY


def tells_of(answer: TestResponse, subject: Subject) -> bool:
    shown = {item.get("dossier_id", item.get("id")) for item in answer.json["items"]}
    return bool(shown & {subject.dossier, subject.webhook, subject.delivery})
