"""What is told reaches its receiver at least once, however long that is away."""

from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Thread
from threading import Event as Signal

import pytest

from ocr_service.domain.dossier import DocumentStatus, Status
from ocr_service.domain.errors import Conflict
from ocr_service.domain.ids import utc_now
from ocr_service.domain.webhook import (
    PAUSES,
    DeliveryState,
    Event,
    Trouble,
)
from ocr_service.storage.database import Database
from ocr_service.storage.sql_webhooks import SqlWebhooks
from tests.actions.town import Town, delivered, letter_of
from tests.fakes import scan_of
from tests.receiver import Receiver

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


def test_a_receiver_that_was_away_hears_it_when_it_is_back(town: Town) -> None:
    receiver = Receiver()
    with receiver.listening():
        _, secret = town.listen(Event.DOSSIER_SETTLED, to=receiver.url)
    town.settled(scan_of("x"))
    now = utc_now()
    assert town.send(now) == 1
    (waiting,) = town.deliveries(state=DeliveryState.WAITING)
    assert (waiting.attempts, waiting.trouble) == (1, Trouble.UNREACHABLE)
    assert now < waiting.due_at <= now + PAUSES[0]
    (webhook,) = town.house.services.webhooks.all()
    assert webhook.failing_since
    assert town.send(now) == 0
    with receiver.listening():
        assert town.send(now + MINUTE) == 1
    (letter,) = receiver.letters
    assert letter.opened(secret)["type"] == "dossier.settled"
    assert letter.id == waiting.event_id
    assert town.house.services.webhooks.all()[0].failing_since is None


def test_every_try_has_the_same_id_and_a_signature_of_its_own_time(town: Town) -> None:
    _, secret = town.listen(Event.DOSSIER_SETTLED)
    town.settled(scan_of("x"))
    town.receiver.status = 500
    town.send()
    town.receiver.status = 200
    town.send(utc_now() + MINUTE)
    first, second = town.receiver.letters
    assert first.id == second.id
    assert first.opened(secret) == second.opened(secret)


def test_pauses_grow_to_a_day_and_after_about_three_days_it_has_failed(town: Town) -> None:
    town.listen(Event.DOSSIER_SETTLED)
    town.settled(scan_of("x"))
    town.receiver.status = 500
    begun = now = utc_now()
    pauses = []
    while town.send(now):
        (delivery,) = town.deliveries()
        if delivery.state is DeliveryState.FAILED:
            break
        pauses.append(delivery.due_at - now)
        assert town.send(delivery.due_at - timedelta(milliseconds=1)) == 0
        now = max(delivery.due_at, now + MINUTE * 5)  # the receiver's own rest is over then
    assert delivery.state is DeliveryState.FAILED
    assert (delivery.attempts, delivery.response_status) == (len(PAUSES) + 1, 500)
    assert pauses[:-1] == sorted(pauses[:-1])
    assert timedelta(hours=19) <= pauses[-1] <= DAY
    assert DAY * 2.5 < now - begun < DAY * 3.7
    assert town.send(now + DAY * 10) == 0


def test_retry_after_is_honoured_up_to_a_day(town: Town) -> None:
    town.listen(Event.DOSSIER_SETTLED)
    town.settled(scan_of("x"))
    town.receiver.status, town.receiver.said = 429, {"Retry-After": "7200"}
    now = utc_now()
    town.send(now)
    (delivery,) = town.deliveries()
    assert delivery.due_at == now + timedelta(hours=2)
    town.receiver.said = {"Retry-After": "99999999"}
    town.send(now + timedelta(hours=3))
    (delivery,) = town.deliveries()
    assert delivery.due_at == now + timedelta(hours=3) + DAY


def test_410_disables_the_webhook_and_all_that_waits_for_it(town: Town) -> None:
    webhook, _ = town.listen()
    town.settled(scan_of("sure one"), scan_of("sure two"))
    town.receiver.status = 410
    town.send()
    assert town.house.services.webhooks.get(webhook.id).disabled_at
    deliveries = town.deliveries()
    assert {delivery.state for delivery in deliveries} == {DeliveryState.FAILED}
    assert {delivery.trouble for delivery in deliveries} == {Trouble.GONE}
    town.settled(scan_of("sure three"))
    assert len(town.deliveries()) == len(deliveries)
    with pytest.raises(Conflict):
        town.house.services.webhooks.replay(deliveries[0].id, utc_now())


def test_a_delivery_is_replayed_with_its_id(town: Town) -> None:
    _, secret = town.listen(Event.DOSSIER_SETTLED)
    town.settled(scan_of("x"))
    town.send()
    (done,) = town.deliveries(state=DeliveryState.DELIVERED)
    again = town.house.services.webhooks.replay(done.id, utc_now())
    assert (again.state, again.attempts, again.finished_at) == (DeliveryState.WAITING, 0, None)
    assert town.send() == 1
    first, second = town.receiver.letters
    assert first.id == second.id
    assert second.opened(secret)


def test_a_receiver_at_rest_holds_up_nobody_and_a_replay_wakes_it(town: Town) -> None:
    dead, _ = town.listen(Event.DOSSIER_SETTLED, to="http://127.0.0.1:1/")
    town.listen(Event.DOSSIER_SETTLED)
    for _ in range(12):
        town.settled(scan_of("x"))
    now = utc_now()
    assert town.send(now) == 16
    assert town.send(now) == 4
    assert town.send(now) == 0
    assert len(town.receiver.letters) == 12
    untried = [it for it in town.deliveries(webhook_id=dead.id) if not it.attempts]
    town.house.services.webhooks.replay(untried[0].id, now)
    assert town.send(now) == len(untried) == 4


def test_two_senders_never_send_the_same_at_once(town: Town) -> None:
    for _ in range(4):
        town.listen()
    for number in range(4):
        town.settled(scan_of(f"sure {number}"))
    start, claimed = Barrier(4), []

    def claim() -> None:
        webhooks = SqlWebhooks(Database(town.url))
        start.wait()
        while parcels := webhooks.claim(utc_now(), utc_now() + MINUTE, 5):
            claimed.extend(parcel.delivery_id for parcel in parcels)

    threads = [Thread(target=claim) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(claimed) == len(set(claimed)) == 32


def test_a_sender_that_died_is_followed_by_another_and_writes_no_more(town: Town) -> None:
    town.listen(Event.DOSSIER_SETTLED)
    town.settled(scan_of("x"))
    webhooks, now = town.house.services.webhooks, utc_now()
    (lost,) = webhooks.claim(now, now + MINUTE, 9)
    with pytest.raises(Conflict):
        webhooks.replay(lost.delivery_id, now)
    assert town.send(now) == 0
    assert town.send(now + MINUTE * 2) == 1
    (delivery,) = town.deliveries()
    assert (delivery.state, delivery.attempts) == (DeliveryState.DELIVERED, 2)
    late = replace(delivered(now), state=DeliveryState.WAITING)
    assert not webhooks.record(lost, late, now)
    assert town.deliveries() == (delivery,)


def test_a_webhook_removed_while_its_delivery_is_out_harms_nothing(town: Town) -> None:
    webhook, _ = town.listen()
    town.settled(scan_of("sure"))
    webhooks, now = town.house.services.webhooks, utc_now()
    (parcel, *_) = webhooks.claim(now, now + MINUTE, 9)
    webhooks.remove(webhook.id)
    assert not webhooks.record(parcel, delivered(now), now)
    assert town.deliveries() == ()


def test_webhooks_may_come_and_go_while_a_dossier_settles(town: Town) -> None:
    """Whoever settles must never fail because somebody just stopped listening."""
    town.listen(Event.DOCUMENT_ACCEPTED)
    work, dossier = town.settling(scan_of("x"))
    papers = [letter_of(DocumentStatus.ACCEPTED) for _ in range(300)]
    papers.append(letter_of(DocumentStatus.REJECTED))
    going, over, trouble = Signal(), Signal(), []

    def come_and_go() -> None:
        try:
            while not over.is_set():
                town.house.services.webhooks.remove(town.listen(Event.DOCUMENT_REJECTED)[0].id)
                going.set()
        except Exception as wrong:
            trouble.append(wrong)

    thread = Thread(target=come_and_go)
    thread.start()
    assert going.wait(20)
    try:
        town.house.services.work.settle(
            work, replace(dossier, documents=tuple(papers), status=Status.NEEDS_REVIEW)
        )
    finally:
        over.set()
        thread.join()
    assert trouble == []
    assert len(town.deliveries(limit=1000)) == 300
