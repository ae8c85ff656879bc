"""Webhooks over HTTP: subscribed to, listed, replayed, removed; each agency its own."""

from collections.abc import Iterator

import pytest
from jsonschema import Draft202012Validator

from ocr_service.actions.keys import add_key
from ocr_service.actions.webhooks import send_due
from ocr_service.domain.ids import utc_now
from ocr_service.domain.webhook import Event
from ocr_service.web import webhook_shapes as shapes
from tests.fakes import House, scan_of
from tests.receiver import Receiver
from tests.web.client import Client

ONE = ("a.pdf", scan_of("sure one"))
LOST = "01a20e20-0000-7000-8000-000000000000"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver().listening() as started:
        yield started


def client_of(house: House, agency_code: str) -> Client:
    return Client(house, add_key(agency_code, agency_code=agency_code, keys=house.services.keys)[1])


def send(house: House) -> int:
    return send_due(utc_now(), webhooks=house.services.webhooks, courier=house.services.courier)


def test_from_subscribing_to_hearing(client: Client, receiver: Receiver) -> None:
    answer = client.post("/webhooks", json={"url": receiver.url, "events": ["dossier.settled"]})
    assert answer.status_code == 201
    made = shapes.NewWebhook.model_validate_json(answer.data)
    assert answer.headers["Location"] == f"/api/v1/webhooks/{made.id}"
    assert (made.events, made.agency_code) == ([Event.DOSSIER_SETTLED], "")
    dossier = client.settled(ONE)
    assert send(client.house) == 1
    (letter,) = receiver.letters
    told = letter.opened(made.secret)
    assert told["data"]["dossier_id"] == dossier["id"]
    assert client.get(f"/dossiers/{told['data']['dossier_id']}").json["status"] == "accepted"


def test_the_secret_is_shown_once(client: Client, receiver: Receiver) -> None:
    made = client.post("/webhooks", json={"url": receiver.url}).json
    assert made["secret"].startswith("whsec_")
    assert set(made["events"]) == {event.value for event in Event}
    listed, one = client.get("/webhooks"), client.get(f"/webhooks/{made['id']}")
    shapes.WebhookList.model_validate_json(listed.data)
    shapes.Webhook.model_validate_json(one.data)
    assert listed.json["items"] == [one.json]
    assert made["secret"] not in listed.text + one.text


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("https://10.1.2.3/", "forbidden_address"),
        ("https://169.254.169.254/latest/meta-data", "forbidden_address"),
        ("https://[::1]/", "forbidden_address"),
        ("http://8.8.8.8/", "forbidden_address"),
        ("ftp://127.0.0.1/", "bad_url"),
        ("not a url", "bad_url"),
        ("", "bad_url"),
    ],
)
def test_a_url_that_we_do_not_post_to(client: Client, url: str, code: str) -> None:
    answer = client.post("/webhooks", json={"url": url})
    assert (answer.status_code, answer.json["code"]) == (422, "invalid_request")
    (part,) = answer.json["errors"]
    assert (part["pointer"], part["code"]) == ("/url", code)
    assert part["detail"] != "Giá trị không hợp lệ."
    assert client.get("/webhooks").json["items"] == []


@pytest.mark.parametrize(
    "body",
    [{}, [], "x", {"url": 1}, {"url": "x", "events": ["x"]}, {"url": "x", "surprise": 1}],
)
def test_a_body_that_says_something_else(client: Client, body: object) -> None:
    answer = client.post("/webhooks", json=body)
    assert (answer.status_code, answer.json["code"]) == (422, "invalid_request")
    assert client.post("/webhooks", data=b"{", content_type="text/plain").status_code == 422
    half = b'{"url": "https://\\ud800/"}'
    assert client.post("/webhooks", data=half, content_type="application/json").status_code == 422


def test_an_agency_hears_and_sees_its_own_only(house: House, receiver: Receiver) -> None:
    all_of_them, own, other = Client(house), client_of(house, "H42"), client_of(house, "H43")
    with Receiver().listening() as neighbour:
        mine = own.post("/webhooks", json={"url": receiver.url}).json
        its = other.post("/webhooks", json={"url": neighbour.url}).json
        assert (mine["agency_code"], its["agency_code"]) == ("H42", "H43")
        dossier = own.settled(ONE)
        assert send(house) == 2
        heard = [letter.opened(mine["secret"])["data"] for letter in receiver.letters]
        assert {told["dossier_id"] for told in heard} == {dossier["id"]}
        assert neighbour.letters == []
    (delivery, _) = own.get("/webhooks/deliveries").json["items"]
    assert delivery["dossier_id"] == dossier["id"]
    assert other.get("/webhooks/deliveries").json["items"] == []
    assert other.get(f"/webhooks/deliveries?webhook_id={mine['id']}").json["items"] == []
    assert [it["id"] for it in other.get("/webhooks").json["items"]] == [its["id"]]
    assert len(all_of_them.get("/webhooks").json["items"]) == 2
    assert len(all_of_them.get("/webhooks/deliveries").json["items"]) == 2
    assert other.get(f"/webhooks/{mine['id']}").status_code == 404
    assert other.call("DELETE", f"/api/v1/webhooks/{mine['id']}").status_code == 404
    assert other.post(f"/webhooks/deliveries/{delivery['id']}/replay").status_code == 404
    asked = {"url": receiver.url, "agency_code": "H42"}
    assert other.post("/webhooks", json=asked).status_code == 403
    assert all_of_them.post("/webhooks", json=asked).json["agency_code"] == "H42"


def test_deliveries_are_found_by_status_page_by_page(client: Client, receiver: Receiver) -> None:
    client.post("/webhooks", json={"url": receiver.url, "events": ["dossier.settled"]})
    dossiers = [client.settled(ONE)["id"] for _ in range(3)]
    waiting = client.get("/webhooks/deliveries?status=waiting&limit=2").json
    rest = client.get(f"/webhooks/deliveries?limit=2&cursor={waiting['next']}").json
    shapes.DeliveryList.model_validate(waiting)
    found = [delivery["dossier_id"] for delivery in waiting["items"] + rest["items"]]
    assert sorted(found) == sorted(dossiers)
    assert rest["next"] is None
    send(client.house)
    assert client.get("/webhooks/deliveries?status=waiting").json["items"] == []
    (done, *_) = client.get("/webhooks/deliveries?status=delivered").json["items"]
    assert (done["attempts"], done["response_status"], done["trouble"]) == (1, 204, "")
    assert done["next_attempt_at"] is None
    assert client.get("/webhooks/deliveries?status=lost").status_code == 422


def test_replay(client: Client, receiver: Receiver) -> None:
    made = client.post("/webhooks", json={"url": receiver.url, "events": ["dossier.settled"]}).json
    client.settled(ONE)
    send(client.house)
    (done,) = client.get("/webhooks/deliveries").json["items"]
    answer = client.post(f"/webhooks/deliveries/{done['id']}/replay")
    assert answer.status_code == 202
    assert shapes.Delivery.model_validate_json(answer.data).status == "waiting"
    receiver.status = 410
    send(client.house)
    assert len(receiver.letters) == 2
    assert client.get(f"/webhooks/{made['id']}").json["disabled_at"]
    refused = client.post(f"/webhooks/deliveries/{done['id']}/replay")
    assert (refused.status_code, refused.json["code"]) == (409, "not_to_be_replayed")
    assert client.post(f"/webhooks/deliveries/{LOST}/replay").status_code == 404


def test_whoever_stops_listening_hears_no_more(client: Client, receiver: Receiver) -> None:
    made = client.post("/webhooks", json={"url": receiver.url}).json
    client.settled(ONE)
    path = f"/api/v1/webhooks/{made['id']}"
    answer = client.call("DELETE", path)
    assert (answer.status_code, answer.data) == (204, b"")
    assert client.call("DELETE", path).status_code == 404
    assert send(client.house) == 0
    assert client.get("/webhooks/deliveries").json["items"] == []


def test_too_many_for_one_agency(client: Client, receiver: Receiver) -> None:
    for _ in range(50):
        assert client.post("/webhooks", json={"url": receiver.url}).status_code == 201
    refused = client.post("/webhooks", json={"url": receiver.url})
    assert (refused.status_code, refused.json["code"]) == (409, "too_many_webhooks")


def test_what_is_posted_is_described(client: Client, receiver: Receiver) -> None:
    """The examples in OpenAPI have the keys and words of what really comes."""
    described = client.call("GET", "/api/openapi.json").json["webhooks"]
    secret = client.post("/webhooks", json={"url": receiver.url}).json["secret"]
    client.settled(ONE, ("2.pdf", scan_of("two")))
    send(client.house)
    heard = {letter.opened(secret)["type"]: letter for letter in receiver.letters}
    assert set(heard) == set(described) - {"document.rejected"}
    for name, letter in heard.items():
        post = described[name]["post"]
        example = post["requestBody"]["content"]["application/json"]["example"]
        told = letter.opened(secret)
        assert (example.keys(), example["data"].keys()) == (told.keys(), told["data"].keys())
        assert {parameter["name"] for parameter in post["parameters"]} <= letter.headers.keys()


def test_the_example_of_a_subscription_is_one(client: Client) -> None:
    schemas = client.call("GET", "/api/openapi.json").json["components"]["schemas"]
    order = schemas["WebhookOrder"]
    Draft202012Validator({**order, "components": {"schemas": schemas}}).validate(order["example"])
    assert shapes.WebhookOrder.model_validate(order["example"])
