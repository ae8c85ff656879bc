"""A paper somebody looks at is theirs for a while; what was put off comes again."""

from datetime import timedelta
from typing import Any

import pytest

from ocr_service.domain.ids import utc_now
from ocr_service.web import desk_shapes
from tests.fakes import House, scan_of
from tests.web.auditors import auditor, following, hold, queue, reject, settled
from tests.web.browser import pass_time
from tests.web.client import Client


def test_a_paper_somebody_looks_at_is_kept_for_them(house: House, client: Client) -> None:
    (document_id,) = settled(client, "a")
    mai, an = auditor(house, "Mai"), auditor(house, "An")
    lease = hold(mai, document_id).json
    desk_shapes.LeaseShown.model_validate(lease)
    assert lease["by"] == "Mai"
    assert hold(mai, document_id).json["until"] > lease["until"], "renewed"
    for refused in (hold(an, document_id), reject(an, document_id)):
        assert (refused.status_code, refused.json["code"]) == (409, "leased")
        assert "Mai đang xem" in refused.json["detail"]
    an.call("DELETE", f"/api/v1/documents/{document_id}/lease")
    assert hold(an, document_id).status_code == 409, "nobody lets go for another"
    assert mai.call("DELETE", f"/api/v1/documents/{document_id}/lease").status_code == 204
    assert reject(an, document_id).status_code == 201


def test_taken_over_is_told(house: House, client: Client) -> None:
    (document_id,) = settled(client, "a")
    mai, an = auditor(house, "Mai"), auditor(house, "An")
    hold(mai, document_id)
    assert hold(an, document_id, force=True).json["by"] == "An"
    assert reject(mai, document_id).json["code"] == "leased"
    (entry,) = client.get("/audit?act=document.taken_over").json["items"]
    assert (entry["actor_name"], entry["document_id"]) == ("An", document_id)


def test_a_lease_ends_by_itself(house: House, client: Client, database_url: str) -> None:
    (document_id,) = settled(client, "a")
    mai, an = auditor(house, "Mai"), auditor(house, "An")
    hold(mai, document_id)
    later = timedelta(seconds=house.services.settings.review_lease_seconds + 1)
    pass_time(database_url, "leases", "until", later, key="document_id")
    assert client.get("/reviews/queue").json["items"][0]["lease"] is None
    assert following(an) == document_id


def test_put_off_until_later(house: House, client: Client, database_url: str) -> None:
    first, second = settled(client, "a", "b")
    mai = auditor(house)
    assert following(mai) == first
    said = {"minutes": 30, "reason": "chờ bản gốc"}
    answer = mai.post(f"/documents/{first}/postpone", json=said)
    desk_shapes.PostponedShown.model_validate(answer.json)
    assert (answer.json["by"], answer.json["reason"]) == ("Mai", "chờ bản gốc")
    assert (queue(client), queue(client, postponed=True)) == ([second], [first])
    assert client.get("/reviews/queue/counts").json["postponed"] == 1
    assert following(mai) == second
    assert hold(client, first).status_code == 200, "nobody holds what is put off"
    assert "bản gốc" not in str(client.get("/audit?act=document.postponed").json)
    pass_time(database_url, "review_queue", "postponed_until", timedelta(hours=1), "document_id")
    assert queue(client) == [first, second]


def test_put_off_no_longer(client: Client) -> None:
    (document_id,) = settled(client, "a")
    path = f"/documents/{document_id}/postpone"
    until = (utc_now() + timedelta(days=1)).isoformat()
    assert client.post(path, json={"until": until}).status_code == 200
    assert client.call("DELETE", f"/api/v1{path}").status_code == 204
    assert queue(client) == [document_id]
    reject(client, document_id)
    gone = client.post(path, json={"minutes": 5})
    assert (gone.status_code, gone.json["code"]) == (409, "not_waiting")


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"minutes": 0},
        {"until": "2020-01-01T00:00:00+07:00"},
        {"until": "2190-01-01T00:00:00+07:00"},
        {"minutes": 5, "until": "2190-01-01T00:00:00+07:00"},
    ],
)
def test_put_off_until_no_time(client: Client, said: dict[str, Any]) -> None:
    (document_id,) = settled(client, "a")
    answer = client.post(f"/documents/{document_id}/postpone", json=said)
    assert (answer.status_code, answer.json["code"]) == (422, "invalid_request")


def test_a_new_reading_keeps_what_was_put_off_and_held(house: House, client: Client) -> None:
    first, second = settled(client, "a", "b")
    dossier_id = client.get(f"/documents/{first}").json["dossier_id"]
    client.post(f"/documents/{first}/postpone", json={"minutes": 5})
    hold(client, second)
    client.send(("2.pdf", scan_of("sure", "c")), path=f"/dossiers/{dossier_id}/files")
    assert queue(client) == [], "not while it is read"
    house.work_all()
    held, fresh = client.get("/reviews/queue").json["items"]
    assert (held["document_id"], held["lease"]["by"]) == (second, "test")
    assert fresh["lease"] is None
    assert queue(client, postponed=True) == [first]


def test_a_number_in_the_reason_for_putting_off_is_found(house: House, client: Client) -> None:
    """Else a person could not be erased whole."""
    (document_id,) = settled(client, "a")
    said = {"minutes": 5, "reason": "hỏi lại số 001 099 012 789"}
    client.post(f"/documents/{document_id}/postpone", json=said)
    ((dossier, _),) = house.services.custody.erasures.holding("001099012789")
    assert dossier.id == client.get(f"/documents/{document_id}").json["dossier_id"]
