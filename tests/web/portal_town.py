"""A house whose ordinary courier tells the simulator of the portal over HTTP."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from threading import Thread
from typing import Any

from werkzeug.serving import make_server

from ocr_service.actions.webhooks import send_due
from ocr_service.domain.ids import utc_now
from ocr_service.domain.webhook import DeliveryState
from ocr_service.schema.catalogue import Catalogue
from ocr_service.storage.webhooks import DeliverySearch
from ocr_service.wiring.portal import courier_of
from samples.simulators.portal import KEY, Portal
from tests.fakes import LOOPBACK, House, scan_of
from tests.records import shipped
from tests.web.client import Client

CODE = "H42.1-261127-0007"
FORM = {"applicant_name": "Trần Văn Bảy", "applicant_id_number": "001079012345"}
SURE = ("1.pdf", scan_of("sure one"))


def verified() -> Catalogue:
    """As an office has it that has looked its codes up."""
    known = shipped()
    birth = replace(known.procedures["birth_registration"], national_code_verified=True)
    return replace(known, procedures={**known.procedures, birth.code: birth})


@dataclass
class Town:
    """A house that tells a portal, and the portal itself."""

    house: House
    portal: Portal

    def __post_init__(self) -> None:
        self.courier = courier_of(self.house.services)
        self.client = Client(self.house)

    def send(self, later: timedelta = timedelta()) -> int:
        webhooks = self.house.services.webhooks
        return send_due(utc_now() + later, webhooks=webhooks, courier=self.courier)

    def deliveries(self, state: DeliveryState | None = None) -> Any:
        return self.house.services.webhooks.deliveries(DeliverySearch(state=state))

    def correct(self, dossier_id: str, **codes: str) -> None:
        path = f"/dossiers/{dossier_id}"
        seen = {"If-Match": self.client.get(path).headers["ETag"]}
        answer = self.client.call("PATCH", f"/api/v1{path}", json=codes, headers=seen)
        assert answer.status_code == 200, answer.json

    def told(self, code: str = CODE) -> Any:
        return self.portal.held[code]["HoSo"]


@contextmanager
def town_in(folder: Path, url: str = "") -> Iterator[Town]:
    portal = Portal()
    server = make_server("127.0.0.1", 0, portal.app(), threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    place = f"http://127.0.0.1:{server.server_port}/dossiers"
    try:
        house = House.in_folder(
            folder,
            url,
            catalogue=verified(),
            portal_url=place,
            portal_key=KEY,
            portal_private=LOOPBACK,
        )
        yield Town(house, portal)
    finally:
        server.shutdown()
        server.server_close()


def papers_of(told: Any) -> list[tuple[str, int]]:
    return [(it["TepDinhKemId"], it["IsDeleted"]) for it in told["TaiLieuNop"]]
