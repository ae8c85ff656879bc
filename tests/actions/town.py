"""A house with a receiver that listens to it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from ocr_service.actions.webhooks import send_due, subscribe
from ocr_service.domain.dossier import Document, DocumentStatus, Dossier
from ocr_service.domain.ids import new_id, utc_now
from ocr_service.domain.record import Record
from ocr_service.domain.webhook import (
    Delivery,
    DeliveryState,
    Event,
    Receipt,
    Verdict,
    Webhook,
)
from ocr_service.domain.work import Work
from ocr_service.storage import tables
from ocr_service.storage.database import Database
from ocr_service.storage.webhooks import DeliverySearch
from tests.builders import handed_in
from tests.fakes import House
from tests.receiver import Receiver


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
        work = self.house.services.work.claim(
            self.house.bell.rung[-1].id, "me", now, now + timedelta(minutes=1)
        )
        assert work
        return work, self.house.services.dossiers.get(dossier.id)

    def deliveries(self, **asked: Any) -> tuple[Delivery, ...]:
        return self.house.services.webhooks.deliveries(DeliverySearch(**asked))

    def events_kept(self) -> int:
        with Database(self.url).read() as connection:
            return len(connection.execute(select(tables.webhook_events)).all())

    def heard(self, secret: str) -> list[dict[str, Any]]:
        return [letter.opened(secret) for letter in self.receiver.letters]


def delivered(now: datetime) -> Verdict:
    return Verdict(DeliveryState.DELIVERED, now, Receipt())


def kept_secrets(database: Database) -> list[str]:
    with database.read() as connection:
        return list(connection.scalars(select(tables.webhooks.c.secret)))


def letter_of(status: DocumentStatus) -> Document:
    return Document("letter", "Thư", 1.0, (1,), Record(()), status, new_id())
