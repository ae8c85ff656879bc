"""The review desk: whose turn it is, who looks at what, what is put off; on every database."""

from threading import Thread

from ocr_service.web import desk_shapes
from tests.fakes import House, scan_of
from tests.web.auditors import auditor, following, hold, queue, reject, settled
from tests.web.client import Client


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
