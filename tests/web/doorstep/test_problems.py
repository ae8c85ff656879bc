"""Every refusal is problem+json with a code and Vietnamese words, and tells nothing of us."""

from pathlib import Path
from typing import Any

import pytest

from ocr_service.web.problems import Problem
from tests.fakes import House, scan_of
from tests.web.client import Client

ONE = ("a.pdf", scan_of("one"))
LOST = "01a20e20-0000-7000-8000-000000000000"


def check(answer: Any, status: int, code: str) -> Problem:
    assert answer.status_code == status, answer.data
    assert answer.mimetype == "application/problem+json"
    problem = Problem.model_validate_json(answer.data)
    assert problem.status == status
    assert problem.code == code
    assert problem.type.endswith(code)
    assert problem.title
    assert problem.remedy
    assert problem.instance.startswith("/")
    return problem


def test_what_is_not_here(client: Client) -> None:
    check(client.get(f"/dossiers/{LOST}"), 404, "not_found")
    check(client.get("/dossiers/x' or 1=1"), 404, "not_found")
    check(client.get(f"/documents/{LOST}"), 404, "not_found")
    check(client.get("/nowhere"), 404, "not_found")
    check(client.call("GET", "/no-such-page"), 404, "not_found")


def test_what_is_not_done_here(client: Client) -> None:
    answer = client.call("DELETE", "/api/v1/dossiers")
    check(answer, 405, "method_not_allowed")
    assert "POST" in answer.headers["Allow"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("priority", "urgent"),
        ("received_at", "yesterday"),
        ("received_at", "2026-11-24T08:00:00"),
        ("metadata", "{"),
        ("metadata", "[]"),
        ("metadata", '{"a": NaN}'),
        ("metadata", '{"a": 1e999}'),
        ("metadata", '{"a": "' + "x" * 17000 + '"}'),
        ("received_at", "0001-01-01T00:00:00+14:00"),
        ("received_at", "9999-12-31T23:59:59-14:00"),
        ("received_at", "1700000000"),
        ("dossier_code", "x" * 201),
        ("dossier_code", "a\0b"),
        ("surprise", "x"),
    ],
)
def test_a_wrong_field_is_pointed_at(client: Client, field: str, value: str) -> None:
    problem = check(client.send(ONE, **{field: value}), 422, "invalid_request")
    assert [part.pointer for part in problem.errors] == [f"/{field}"]
    assert problem.errors[0].detail != "Giá trị không hợp lệ."


def test_a_wrong_query_is_pointed_at(client: Client) -> None:
    problem = check(client.get("/dossiers?limit=0&status=lost"), 422, "invalid_request")
    assert {part.pointer for part in problem.errors} == {"/limit", "/status"}
    assert not [part.detail for part in problem.errors if " or " in part.detail]


def test_what_is_no_form(client: Client) -> None:
    check(client.post("/dossiers", json={}), 415, "not_multipart")
    check(client.post("/dossiers"), 415, "not_multipart")
    problem = check(client.send(dossier_code="x"), 422, "invalid_request")
    assert problem.errors[0].pointer == "/files"


def test_a_form_cut_off(client: Client) -> None:
    body = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.pdf"\r\n\r\n%PDF'
    answer = client.post("/dossiers", data=body, content_type="multipart/form-data; boundary=x")
    assert 400 <= answer.status_code < 500
    assert answer.mimetype == "application/problem+json"
    assert client.get("/dossiers").json["items"] == []


def test_too_much_is_too_much(client: Client, tmp_path: Path) -> None:
    check(client.send(("a.pdf", ONE[1] + b"x" * 2**20)), 413, "request_too_large")
    check(client.send(*[ONE] * 6), 413, "request_too_large")
    assert not list((tmp_path / "files").rglob("incoming/*"))


def test_no_queue_no_promise(client: Client) -> None:
    client.house.bell.broken = True
    answer = client.send(ONE)
    check(answer, 503, "unavailable")
    assert int(answer.headers["Retry-After"]) > 0
    client.house.bell.broken = False
    assert client.get("/dossiers").json["items"] == []


def test_a_full_disk_is_no_promise(tmp_path: Path) -> None:
    client = Client(House.in_folder(tmp_path, min_free_mb=2**40))
    check(client.send(ONE), 503, "unavailable")
    assert client.call("GET", "/readyz").json["parts"]["files"] == "unavailable"


def test_our_own_faults_tell_nothing(client: Client) -> None:
    def fail(_: object) -> None:
        raise RuntimeError("secret detail")

    object.__setattr__(client.house.services, "dossiers", fail)
    answer = client.get("/dossiers")
    check(answer, 500, "internal")
    assert b"secret" not in answer.data
    assert b"Traceback" not in answer.data
