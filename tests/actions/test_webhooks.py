"""Whoever listens hears of everything that happened, and of nothing that did not."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ocr_service.actions.webhooks import forget_old, send_due
from ocr_service.courier.post import HttpCourier
from ocr_service.domain.dossier import DocumentStatus, Status
from ocr_service.domain.errors import Conflict
from ocr_service.domain.ids import new_id, utc_now
from ocr_service.domain.webhook import (
    DeliveryState,
    Event,
    Trouble,
)
from ocr_service.domain.work import LeaseLost
from ocr_service.storage.database import Database
from ocr_service.storage.sealing import Seal
from ocr_service.storage.sql_webhooks import SqlWebhooks
from tests.actions.town import Town, kept_secrets, letter_of
from tests.builders import handed_in
from tests.fakes import LOOPBACK, scan_of
from tests.receiver import Receiver

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


def test_a_settled_dossier_is_told_by_ids_and_codes_only(town: Town) -> None:
    _, secret = town.listen()
    dossier = town.settled(scan_of("sure Nguyễn Văn Mẫu"), scan_of("Trần Thị Thử"))
    assert town.send() == 3
    assert town.send() == 0
    heard = sorted(town.heard(secret), key=lambda told: str(told["type"]))
    accepted, doubted = dossier.documents
    codes = "dossier_code", "procedure_code", "agency_code", "competent_agency_code"
    of_it = {"dossier_id": dossier.id, **dict.fromkeys(codes, "")}
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
