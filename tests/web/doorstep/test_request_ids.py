"""A request has one id from the door to the worker; what others typed is not logged."""

import logging

import pytest

from ocr_service.domain.ids import new_id
from ocr_service.logs import JsonLines
from tests.fakes import House, scan_of
from tests.web.client import Client

NAME = "Nguyễn Thị Minh An"


def test_an_id_is_told_and_each_has_its_own(client: Client) -> None:
    first, second = (client.get("/procedures").headers["X-Request-Id"] for _ in range(2))
    assert first != second


def test_a_proxys_id_is_kept_if_it_says_nothing(client: Client) -> None:
    given = new_id()
    assert (
        client.get("/procedures", headers={"X-Request-Id": given}).headers["X-Request-Id"] == given
    )
    for word in ("012345678901", "An Nguyen", "x" * 500):
        kept = client.get("/procedures", headers={"X-Request-Id": word}).headers["X-Request-Id"]
        assert kept != word


def test_lines_tell_the_dossier_and_the_route_only(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.handler.setFormatter(JsonLines())
    with caplog.at_level(logging.INFO, "ocr_service"):
        dossier_id = client.send((f"{NAME}.pdf", scan_of(NAME)), dossier_code=NAME).json["id"]
        client.get(f"/dossiers/{dossier_id}")
        client.get(f"/dossiers/{NAME}")
        client.get("/dossiers", query_string={"dossier_code": NAME})
        client.get(f"/{NAME}")
    assert f'"dossier_id": "{dossier_id}"' in caplog.text
    assert "GET /api/v1/dossiers/<dossier_id>: 200" in caplog.text
    assert "no such place: 404" in caplog.text
    assert NAME not in caplog.text


def test_a_fault_of_ours_is_told_without_its_words(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    client = Client(house)

    def stumble() -> str:
        raise ValueError(NAME)

    client.app.view_functions["livez"] = stumble
    caplog.handler.setFormatter(JsonLines())
    answer = client.call("GET", "/livez")
    assert answer.status_code == 500
    assert '"error": "ValueError"' in caplog.text
    assert NAME not in caplog.text
    assert answer.headers["X-Request-Id"] in caplog.text
