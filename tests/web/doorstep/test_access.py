"""The front door is closed unless named."""

import re
from datetime import timedelta
from typing import Any

import pytest

from ocr_service.actions.keys import add_key, revoke_key, who_is
from ocr_service.domain.ids import utc_now
from ocr_service.web import create_app
from tests.fakes import House
from tests.web.client import Client

OPEN = {"/livez", "/readyz", "/metrics", "/api/docs", "/api/openapi.json", "/api/", "/api/swagger"}


def test_nothing_but_what_is_named_opens_without_a_key(house: House) -> None:
    app, client = create_app(house.services), Client(house, key="")
    for rule in app.url_map.iter_rules():
        path = re.sub(r"<int:\w+>", "1", rule.rule)
        path = re.sub(r"<[^>]+>", "x" * 36, path)
        if path in OPEN or rule.endpoint.startswith(("openapi.", "swagger.", "pages.")):
            continue
        for method in (rule.methods or set()) - {"OPTIONS", "HEAD"}:
            answer = client.call(method, path)
            assert answer.status_code == 401, path
            assert answer.headers["WWW-Authenticate"] == "Bearer"
            assert answer.json["code"] == "not_authenticated"


@pytest.mark.parametrize("header", ["", "Bearer ", "Bearer wrong", "Basic {key}", "{key}"])
def test_what_is_no_key(house: House, header: str) -> None:
    client = Client(house, key="")
    sent = {"Authorization": header.format(key=house.key)}
    assert client.get("/dossiers", headers=sent).status_code == 401


def test_keys_expire_and_are_revoked(house: House) -> None:
    keys, now = house.services.keys, utc_now()
    key, secret = add_key("short", days=1, keys=keys)
    assert Client(house, secret).get("/dossiers").status_code == 200
    assert who_is(secret, now + timedelta(days=2), keys=keys) is None
    assert revoke_key(key.prefix, keys=keys) == 1
    assert Client(house, secret).get("/dossiers").status_code == 401


def test_a_key_is_kept_as_a_hash_only(house: House) -> None:
    _, secret = add_key("x", keys=house.services.keys)
    kept = repr(house.services.keys.all())
    assert secret not in kept
    assert secret[:12] in kept


def test_the_last_use_is_noted(house: House) -> None:
    Client(house).get("/dossiers")
    assert house.services.keys.all()[0].last_used_at


def test_probes_are_for_this_machine(house: House) -> None:
    client = Client(house, key="")
    assert client.call("GET", "/livez").json == {"status": "ok"}
    assert client.call("GET", "/readyz").status_code == 200
    far: Any = {"REMOTE_ADDR": "192.0.2.7"}
    assert client.call("GET", "/readyz", environ_base=far).status_code == 401
    behind = {"X-Forwarded-For": "192.0.2.7"}
    assert client.call("GET", "/readyz", headers=behind).status_code == 401


def test_readyz_says_which_part_is_not(house: House) -> None:
    house.bell.broken = True
    answer = Client(house).call("GET", "/readyz")
    assert answer.status_code == 503
    assert answer.json["parts"] == {"database": "ok", "files": "ok", "queue": "unavailable"}


def test_what_the_api_is_may_be_read_by_all(house: House) -> None:
    client = Client(house, key="")
    described = client.call("GET", "/api/openapi.json").json
    assert described["openapi"].startswith("3.1")
    assert "multipart/form-data" in str(described["paths"]["/api/v1/dossiers"]["post"])
    assert {"/api/v1/dossiers/{dossier_id}", "/api/v1/documents/{document_id}"} <= set(
        described["paths"]
    )
    assert {"get", "delete"} <= set(described["paths"]["/api/v1/dossiers/{dossier_id}"])
    schemes = described["components"]["securitySchemes"]
    assert schemes["key"]["scheme"] == "bearer"
    assert (schemes["session"]["in"], schemes["session"]["name"]) == (
        "cookie",
        "__Host-ocr-session",
    )
    assert "X-CSRF-Token" in schemes["session"]["description"]
    assert described["paths"]["/api/v1/dossiers"]["get"]["security"] == [
        {"key": []},
        {"session": []},
    ]
    docs = client.call("GET", "/api/docs")
    assert docs.status_code == 200
    assert "script-src 'self' 'sha256-" in docs.headers["Content-Security-Policy"]
    assert client.call("GET", "/api/swagger/js/swagger-ui-bundle.js").status_code == 200
