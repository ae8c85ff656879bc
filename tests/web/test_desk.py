"""The review desk: whose turn it is, who looks at what, what is put off; on every database."""

from datetime import timedelta
from threading import Thread
from typing import Any

import pytest
from werkzeug.test import TestResponse

from ocr_service.actions.keys import add_key
from ocr_service.domain.access import Role
from ocr_service.domain.ids import utc_now
from ocr_service.web import desk_shapes
from tests.fakes import House, scan_of
from tests.web.browser import pass_time
from tests.web.client import Client


def auditor(house: House, name: str = "Mai", agency_code: str = "") -> Client:
    return Client(house, add_key(name, Role.AUDITOR, agency_code, keys=house.services.keys)[1])


def settled(client: Client, *texts: str, **fields: str) -> list[str]:
    """The ids of the documents of one dossier."""
    dossier = client.settled(("1.pdf", scan_of(*texts)), **fields)
    return [document["id"] for document in dossier["documents"]]


def queue(client: Client, **asked: Any) -> list[str]:
    told = client.get("/reviews/queue", query_string=asked).json
    desk_shapes.WaitingList.model_validate(told)
    return [item["document_id"] for item in told["items"]]


def following(client: Client, **asked: Any) -> str:
    answer = client.post("/reviews/next", json=asked)
    return answer.json["document_id"] if answer.status_code == 200 else ""


def hold(client: Client, document_id: str, **said: Any) -> TestResponse:
    return client.post(f"/documents/{document_id}/lease", json=said)


def reject(client: Client, document_id: str) -> TestResponse:
    path = f"/documents/{document_id}"
    tag = client.get(path).headers["ETag"]
    said = {"verdict": "rejected"}
    return client.post(f"{path}/reviews", json=said, headers={"If-Match": tag})


def test_counters_first_then_the_oldest_and_nothing_that_is_sure(client: Client) -> None:
    late, early = "2026-03-02T08:00:00+07:00", "2026-03-01T08:00:00+07:00"
    (second,) = settled(client, "b", received_at=late)
    (first,) = settled(client, "a", received_at=early)
    (counter,) = settled(client, "c", received_at=late, priority="counter")
    settled(client, "sure")
    assert queue(client) == [counter, first, second]
    told = client.get("/reviews/queue").json["items"][1]
    assert (told["title"], told["kind"], told["priority"]) == ("Thư", "doubt", "batch")
    assert (told["lease"], told["postponed"], told["doubts"]) == (None, None, 0)
    counted = client.get("/reviews/queue/counts").json
    desk_shapes.Counts.model_validate(counted)
    assert (counted["doubt"], counted["sample"], counted["postponed"]) == (3, 0, 0)


def test_it_is_paged_and_filtered(client: Client) -> None:
    ids = [settled(client, f"{number}", agency_code="H42.1")[0] for number in range(3)]
    (other,) = settled(client, "x", agency_code="H42.2", procedure_code="birth")
    page = client.get("/reviews/queue?limit=3").json
    assert [it["document_id"] for it in page["items"]] == ids
    rest = client.get("/reviews/queue", query_string={"limit": 3, "cursor": page["next"]}).json
    assert ([it["document_id"] for it in rest["items"]], rest["next"]) == ([other], None)
    assert queue(client, agency_code="H42.1") == ids
    assert queue(client, procedure_code="birth") == [other]
    assert queue(client, document_type="note") == []
    assert queue(client, kind="sample") == []
    bad = client.get("/reviews/queue?cursor=1.x.y")
    assert (bad.status_code, bad.json["code"]) == (422, "invalid_request")


def test_an_agency_sees_its_own_and_those_below(house: House, client: Client) -> None:
    (own,) = settled(client, "a", agency_code="H42.1")
    (other,) = settled(client, "b", agency_code="H43")
    mai = auditor(house, "Mai", "H42")
    assert (queue(mai), following(mai)) == ([own], own)
    assert mai.get("/reviews/queue/counts").json["doubt"] == 1
    assert mai.get("/reviews/queue?agency_code=H43").status_code == 403
    assert mai.post("/reviews/next", json={"agency_code": "H43"}).status_code == 403
    assert hold(mai, other).status_code == 404


def test_each_takes_another(house: House, client: Client) -> None:
    first, second = settled(client, "a", "b")
    mai, an = auditor(house, "Mai"), auditor(house, "An")
    assert following(mai) == first
    assert following(mai) == first, "she goes on where she stopped"
    assert following(an) == second
    (held, _) = client.get("/reviews/queue").json["items"]
    assert held["lease"]["by"] == "Mai"
    assert following(client) == ""
    assert client.post("/reviews/next", json={}).status_code == 204
    reject(mai, first)
    assert queue(client) == [second]


def test_who_passes_the_last_one_over_does_not_hold_it(house: House, client: Client) -> None:
    (only,) = settled(client, "a")
    mai, an = auditor(house, "Mai"), auditor(house, "An")
    assert following(mai) == only
    assert following(mai, after=only) == ""
    assert following(an) == only


def test_nothing_of_a_dossier_that_failed_is_handed_out(client: Client) -> None:
    dossier = client.settled(("1.pdf", scan_of("a")))
    client.send(("2.pdf", scan_of("secret")), path=f"/dossiers/{dossier['id']}/files")
    client.house.work_all()
    failed = client.get(f"/dossiers/{dossier['id']}").json
    assert (failed["status"], queue(client), following(client)) == ("failed", [], "")
    assert client.get("/reviews/queue/counts").json["doubt"] == 0
    away = f"/api/v1/dossiers/{dossier['id']}/files/{failed['files'][1]['id']}"
    client.call("DELETE", away)
    client.house.work_all()
    assert queue(client) == [it["id"] for it in dossier["documents"]]


def test_many_at_once_never_get_the_same(house: House, client: Client) -> None:
    ids = settled(client, *"abcdefgh")
    people = [auditor(house, name) for name in "MNOP"]
    got: list[str] = []

    def work(person: Client) -> None:
        for _ in range(2):
            got.append(document_id := following(person))
            reject(person, document_id)

    threads = [Thread(target=work, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got) == sorted(ids)


def test_going_on_lets_go_and_comes_round(house: House, client: Client) -> None:
    first, second, third = settled(client, "a", "b", "c")
    mai = auditor(house)
    assert following(mai) == first
    assert following(mai, after=first) == second
    assert client.get("/reviews/queue").json["items"][0]["lease"] is None
    reject(mai, second)
    assert following(mai, after=second) == third, "its place is known when it waits no longer"
    assert following(mai, after=third) == first, "what was passed over comes again"


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
