"""Whoever listens hears of everything that happened, at least once, and of nothing that did not."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread
from threading import Event as Signal
from typing import Any

import pytest
from sqlalchemy import select

from ocr_service.actions.webhooks import forget_old, send_due, subscribe
from ocr_service.courier.post import HttpCourier
from ocr_service.domain.dossier import Document, DocumentStatus, Dossier, Status
from ocr_service.domain.errors import Conflict
from ocr_service.domain.ids import new_id, utc_now
from ocr_service.domain.record import Record
from ocr_service.domain.webhook import (
    PAUSES,
    Delivery,
    DeliveryState,
    Event,
    Receipt,
    Trouble,
    Verdict,
    Webhook,
)
from ocr_service.domain.work import LeaseLost, Work
from ocr_service.storage import tables
from ocr_service.storage.database import Database
from ocr_service.storage.sealing import Seal
from ocr_service.storage.sql_webhooks import SqlWebhooks
from ocr_service.storage.webhooks import DeliverySearch
from tests.builders import handed_in
from tests.fakes import LOOPBACK, House, scan_of
from tests.receiver import Receiver

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


@dataclass
class Town:
    """A house on some database, and a receiver that may listen to it."""

    house: House
    receiver: Receiver
    url: str

    def listen(self, *events: Event, agency_code: str = "", to: str = "") -> tuple[Webhook, str]:
        parts = self.house.services
        return subscribe(
            to or self.receiver.url,
            events,
            agency_code,
            webhooks=parts.webhooks,
            courier=parts.courier,
        )

    def send(self, now: datetime | None = None) -> int:
        parts = self.house.services
        return send_due(now or utc_now(), webhooks=parts.webhooks, courier=parts.courier)

    def settled(self, *contents: bytes) -> Dossier:
        dossier = handed_in(self.house, *contents)
        self.house.work_all()
        return self.house.services.dossiers.get(dossier.id)

    def settling(self, *contents: bytes) -> tuple[Work, Dossier]:
        """A dossier whose settling is in our hands."""
        dossier = handed_in(self.house, *contents)
        self.house.worker().do(self.house.bell.rung[-1].id)
        now = utc_now()
        work = self.house.services.work.claim(self.house.bell.rung[-1].id, "me", now, now + MINUTE)
        assert work
        return work, self.house.services.dossiers.get(dossier.id)

    def deliveries(self, **asked: Any) -> tuple[Delivery, ...]:
        return self.house.services.webhooks.deliveries(DeliverySearch(**asked))

    def events_kept(self) -> int:
        with Database(self.url).read() as connection:
            return len(connection.execute(select(tables.webhook_events)).all())

    def heard(self, secret: str) -> list[dict[str, Any]]:
        return [letter.opened(secret) for letter in self.receiver.letters]


@pytest.fixture
def town(tmp_path: Path, database_url: str) -> Iterator[Town]:
    with Receiver().listening() as receiver:
        yield Town(House.in_folder(tmp_path, database_url), receiver, database_url)


def delivered(now: datetime) -> Verdict:
    return Verdict(DeliveryState.DELIVERED, now, Receipt())


def kept_secrets(database: Database) -> list[str]:
    with database.read() as connection:
        return list(connection.scalars(select(tables.webhooks.c.secret)))


def letter_of(status: DocumentStatus) -> Document:
    return Document("letter", "Thư", 1.0, (1,), Record(()), status, new_id())


def test_a_settled_dossier_is_told_by_ids_and_codes_only(town: Town) -> None:
    _, secret = town.listen()
    dossier = town.settled(scan_of("sure Nguyễn Văn Mẫu"), scan_of("Trần Thị Thử"))
    assert town.send() == 3
    assert town.send() == 0
    heard = sorted(town.heard(secret), key=lambda told: str(told["type"]))
    accepted, doubted = dossier.documents
    codes = {"dossier_code": "", "procedure_code": "", "agency_code": ""}
    of_it = {"dossier_id": dossier.id, **codes}
    letters = {"document_type": "letter", **of_it}
    assert [(told["type"], told["data"]) for told in heard] == [
        ("document.accepted", {"document_id": accepted.id, "status": "accepted", **letters}),
        ("document.needs_review", {"document_id": doubted.id, "status": "needs_review", **letters}),
        ("dossier.settled", {"status": "needs_review", **of_it}),
    ]
    assert not [told for told in town.receiver.letters if b"Nguy" in told.body]
    states = {delivery.state for delivery in town.deliveries()}
    assert states == {DeliveryState.DELIVERED}


def test_a_dossier_that_fails_has_settled_too(town: Town) -> None:
    _, secret = town.listen(Event.DOSSIER_SETTLED)
    town.settled(scan_of("broken"))
    stopped = handed_in(town.house, scan_of("secret"))
    town.house.work_all()
    town.send()
    told = [it["data"] for it in town.heard(secret)]
    assert [it["status"] for it in told] == ["failed", "failed"]
    assert stopped.id in {it["dossier_id"] for it in told}


def test_a_paper_that_a_person_rejects(town: Town) -> None:
    _, secret = town.listen(Event.DOCUMENT_REJECTED)
    work, dossier = town.settling(scan_of("x"))
    papers = (letter_of(DocumentStatus.REJECTED), letter_of(DocumentStatus.ACCEPTED))
    judged = replace(dossier, documents=papers, status=Status.NEEDS_REVIEW)
    town.house.services.work.settle(work, judged)
    town.send()
    (told,) = town.heard(secret)
    assert told["type"] == "document.rejected"
    assert told["data"]["document_id"] == papers[0].id


def test_only_what_was_asked_for_and_only_of_the_agency(town: Town) -> None:
    town.listen(Event.DOCUMENT_ACCEPTED)
    town.listen(agency_code="H99")
    town.settled(scan_of("not so certain"))
    assert town.deliveries() == ()
    assert town.send() == 0


def test_each_listener_hears_with_a_secret_of_its_own(town: Town) -> None:
    with Receiver().listening() as other:
        _, first = town.listen(Event.DOSSIER_SETTLED)
        _, second = town.listen(Event.DOSSIER_SETTLED, to=other.url)
        town.settled(scan_of("x"))
        assert town.send() == 2
        assert town.receiver.letters[0].opened(first) == other.letters[0].opened(second)
        assert first != second


def test_papers_that_stay_as_they_were_are_not_told_again(town: Town) -> None:
    town.listen()
    dossier = town.settled(scan_of("sure one"))
    before = len(town.deliveries())
    parts, more = town.house.services, handed_in(town.house, scan_of("sure two")).scans
    again = [replace(scan, id=new_id()) for scan in more]
    town.house.work_all()
    known = {delivery.id for delivery in town.deliveries()}
    for work in parts.dossiers.add_scans(dossier.id, again):
        town.house.bell.ring([work])
    town.house.work_all()
    fresh = [delivery for delivery in town.deliveries() if delivery.id not in known]
    assert before == 2
    assert sorted(delivery.event for delivery in fresh) == ["document.accepted", "dossier.settled"]
    assert {delivery.dossier_id for delivery in fresh} == {dossier.id}


def test_what_is_rolled_back_is_not_told(town: Town) -> None:
    town.listen()
    work, dossier = town.settling(scan_of("x"))
    documents = (letter_of(DocumentStatus.ACCEPTED),)
    works = town.house.services.work
    with pytest.raises(Conflict):
        works.settle(work, replace(dossier, documents=documents, status=Status.REJECTED))
    assert town.deliveries() == ()
    with pytest.raises(LeaseLost):
        works.settle(replace(work, lease=new_id()), replace(dossier, status=Status.ACCEPTED))
    assert town.deliveries() == ()
    works.settle(work, replace(dossier, documents=documents, status=Status.ACCEPTED))
    assert len(town.deliveries()) == 2


def test_a_round_that_was_overtaken_tells_nothing(town: Town) -> None:
    town.listen()
    work, dossier = town.settling(scan_of("x"))
    parts = town.house.services
    parts.dossiers.add_scans(dossier.id, [replace(dossier.scans[0], id=new_id())])
    parts.work.settle(work, replace(dossier, status=Status.ACCEPTED))
    assert town.deliveries() == ()


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


def test_old_deliveries_are_forgotten_after_thirty_days(town: Town) -> None:
    town.listen(Event.DOSSIER_SETTLED)
    away, _ = town.listen(Event.DOSSIER_SETTLED, to="http://127.0.0.1:1/")
    town.settled(scan_of("x"))
    webhooks, now = town.house.services.webhooks, utc_now()
    town.send(now)
    assert forget_old(now + DAY * 29, webhooks=webhooks) == 0
    assert forget_old(now + DAY * 31, webhooks=webhooks) == 1
    assert [delivery.state for delivery in town.deliveries()] == [DeliveryState.WAITING]
    webhooks.remove(away.id)
    assert town.events_kept() == 1
    forget_old(now, webhooks=webhooks)
    assert town.events_kept() == 0


def test_secrets_are_sealed_and_with_another_key_nothing_is_signed(town: Town) -> None:
    _, secret = town.listen(Event.DOSSIER_SETTLED)
    town.settled(scan_of("x"))
    now, database = utc_now(), Database(town.url)
    assert secret not in repr(kept_secrets(database))
    for seal in (Seal("another secret"), Seal()):
        stranger = SqlWebhooks(database, seal)
        assert send_due(now, webhooks=stranger, courier=HttpCourier(LOOPBACK)) == 1
        (delivery,) = town.deliveries()
        assert delivery.trouble is Trouble.SECRET_LOST
        now += MINUTE * 10
    assert town.receiver.letters == []
    assert town.send(now) == 1
    assert town.heard(secret)


def test_an_agency_has_fifty_webhooks_at_most(town: Town) -> None:
    for _ in range(50):
        town.listen(agency_code="H1")
    with pytest.raises(Conflict):
        town.listen(agency_code="H1")
    town.listen(agency_code="H2")
