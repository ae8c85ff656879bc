"""Makes dossiers for tests."""

from ocr_service.actions.receive import Arrival, Order, receive
from ocr_service.domain.dossier import Dossier, Priority
from ocr_service.domain.ids import utc_now
from tests.fakes import House


def arrival(house: House, content: bytes, filename: str = "a.pdf") -> Arrival:
    draft = house.services.files.draft()
    draft.write(content)
    return Arrival(filename, draft)


def handed_in(
    house: House,
    *contents: bytes,
    procedure_code: str = "",
    agency_code: str = "",
    priority: Priority = Priority.BATCH,
) -> Dossier:
    """A dossier of these files, received but not read."""
    came = [arrival(house, content, f"{place}.pdf") for place, content in enumerate(contents)]
    order = Order(
        utc_now(), procedure_code=procedure_code, agency_code=agency_code, priority=priority
    )
    parts = house.services
    return receive(came, order, dossiers=parts.dossiers, bell=parts.bell)
