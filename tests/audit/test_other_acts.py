"""What webhooks hear, what a batch becomes, and many who change at once: all of it in one chain."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from ocr_service.acting import acting, program
from ocr_service.actions.keys import add_key, revoke_key
from ocr_service.domain.audit import Act, Deed, Entry
from ocr_service.domain.audit_faults import Check
from ocr_service.domain.ids import utc_now
from ocr_service.domain.separator import Command, Separator, payload
from ocr_service.domain.webhook import Event
from ocr_service.storage.audit import AuditSearch
from tests.actions.town import Town
from tests.builders import handed_in
from tests.fakes import House, scan_of
from tests.receiver import Receiver

WRITERS, EACH = 8, 4


@pytest.fixture
def town(tmp_path: Path, database_url: str) -> Iterator[Town]:
    with Receiver().listening() as receiver:
        yield Town(House.in_folder(tmp_path, database_url), receiver, database_url)


def trail(house: House, **asked: Any) -> tuple[Entry, ...]:
    return house.services.audit.entries(AuditSearch(**asked))


def test_what_is_sent_to_others_is_told(town: Town) -> None:
    webhook, secret = town.listen(Event.DOSSIER_SETTLED)
    dossier = town.settled(scan_of("x"))
    with acting(program("webhook sender")):
        town.send()
    (delivery,) = town.deliveries()
    town.house.services.webhooks.replay(delivery.id, utc_now())
    town.receiver.status = 410
    town.send()
    town.house.services.webhooks.remove(webhook.id)
    told = trail(town.house)
    about = [entry for entry in told if entry.subject == webhook.id]
    assert [entry.act for entry in about] == [
        "webhook.added",
        "event.sent",
        "webhook.replayed",
        "webhook.disabled",
        "webhook.removed",
    ]
    sent = about[1]
    assert (sent.dossier_id, sent.actor_name) == (dossier.id, "webhook sender")
    assert sent.remark == {"event": "dossier.settled", "delivery": delivery.id}
    assert secret not in repr(told)


def test_what_was_not_received_is_not_told_as_sent(town: Town) -> None:
    town.listen(Event.DOSSIER_SETTLED)
    town.settled(scan_of("x"))
    town.receiver.status = 500
    assert town.send() == 1
    assert trail(town.house, act=Act.EVENT_SENT) == ()


def test_each_part_of_a_batch_is_told_once_and_where_it_came_from(house: House) -> None:
    sheet = payload(Separator(Command.NEW_DOSSIER, "H 2", "birth"))
    batch = handed_in(house, scan_of("one", sheet, "two"))
    house.work_all()
    (part,) = house.services.dossiers.get(batch.id).split_into
    own = [entry.act for entry in trail(house, dossier_id=part)]
    assert own == ["dossier.received", "document.understood", "dossier.settled"]
    received = trail(house, dossier_id=part)[0]
    assert received.remark["split_from"] == batch.id
    assert received.remark["procedure_code"] == "birth"
    assert received.actor_id == trail(house, dossier_id=batch.id)[-1].actor_id


def test_many_who_change_and_look_at_once_make_one_chain_and_wait_for_nobody_in_a_ring(
    house: House,
) -> None:
    def work(number: int) -> None:
        with acting(program(f"writer {number}")):
            for _ in range(EACH):
                dossier = handed_in(house, scan_of("x"), scan_of("y"))
                house.services.audit.append(Deed(Act.DOSSIER_READ, dossier_id=dossier.id))
                key, _ = add_key("x", keys=house.services.keys)
                revoke_key(key.prefix, keys=house.services.keys)
                house.worker(f"w{number}").do(house.bell.rung[-1].id)

    before = len(trail(house))
    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(work, range(WRITERS)))
    told, check = trail(house), Check()
    assert list(check.faults(told)) == []
    changes = [entry for entry in told[before:] if not entry.act.startswith("document.")]
    by_kind = {
        act: sum(entry.act == act for entry in changes) for act in {it.act for it in changes}
    }
    for act in ("dossier.received", "dossier.read", "key.added", "key.revoked"):
        assert by_kind[act] == WRITERS * EACH
    assert {entry.actor_name for entry in changes if entry.act == "key.added"} == {
        f"writer {number}" for number in range(WRITERS)
    }
