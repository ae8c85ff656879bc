"""What no rule keeps is erased; what one rule keeps stays, with all that it is part of."""

from datetime import timedelta

import pytest

from ocr_service.actions.erase import retain
from ocr_service.actions.receive import receive_more
from ocr_service.domain.erasure import Erased
from ocr_service.domain.ids import utc_now
from ocr_service.domain.separator import Command, Separator, payload
from ocr_service.schema.catalogue import Catalogue
from ocr_service.schema.procedure import Level, Procedure
from tests.builders import arrival, handed_in
from tests.fakes import House, scan_of


def erased(house: House, dossier_id: str) -> bool:
    try:
        house.services.dossiers.status(dossier_id)
    except Erased:
        return True
    return False


def batch(house: House, *procedures: str) -> tuple[str, list[str]]:
    """A batch of dossiers, each of a procedure; its id and those of its parts."""
    texts = []
    for place, procedure in enumerate(procedures, start=1):
        sheet = Separator(Command.NEW_DOSSIER, f"D-{place}", procedure)
        texts += [payload(sheet), f"sure {place}"]
    dossier = handed_in(house, scan_of(*texts))
    house.work_all()
    return dossier.id, list(house.services.dossiers.get(dossier.id).split_into)


CATALOGUE = Catalogue({}, {"short": Procedure("short", "Ngắn", Level.COMMUNE, (), retention=10)})


@pytest.mark.parametrize(
    ("procedure", "days", "after", "goes"),
    [
        ("", None, 100000, False),
        ("", 30, 31, True),
        ("", 30, 29, False),
        ("short", None, 11, True),
        ("short", 30, 9, False),
        ("short", 5, 9, False),
    ],
)
def test_what_no_rule_keeps_is_erased(
    house: House, procedure: str, days: int | None, after: int, goes: bool
) -> None:
    dossier = handed_in(house, scan_of("sure"), procedure_code=procedure)
    house.work_all()
    later = utc_now() + timedelta(days=after)
    custody = house.services.custody
    expected = (dossier.id,) if goes else ()
    assert retain(days, CATALOGUE, later, dry=True, custody=custody) == expected
    assert not erased(house, dossier.id)
    assert retain(days, CATALOGUE, later, custody=custody) == expected
    assert erased(house, dossier.id) is goes


def test_what_has_not_settled_is_never_erased_by_a_rule(house: House) -> None:
    handed_in(house, scan_of("sure"))
    later = utc_now() + timedelta(days=1000)
    assert retain(1, CATALOGUE, later, custody=house.services.custody) == ()


def test_a_batch_and_its_parts_that_are_due_go_together(house: House) -> None:
    whole, parts = batch(house, "", "")
    later, custody = utc_now() + timedelta(days=31), house.services.custody
    assert set(retain(30, CATALOGUE, later, custody=custody)) == {whole, *parts}
    assert {stone.dossier_id for stone in custody.erasures.tombstones()} == {whole, *parts}
    assert retain(30, CATALOGUE, later, custody=custody) == ()


def test_a_part_that_has_got_a_new_paper_stays(house: House) -> None:
    whole, (part, *_) = batch(house, "", "")
    parts = house.services
    new = [arrival(house, scan_of("sure new"))]
    receive_more(new, part, dossiers=parts.dossiers, bell=parts.bell)
    later = utc_now() + timedelta(days=31)
    for dry in (True, False):
        assert retain(30, CATALOGUE, later, dry, custody=parts.custody) == ()
    assert not erased(house, part)
    assert not erased(house, whole)


def test_a_part_that_its_own_procedure_keeps_stays(house: House) -> None:
    known = Catalogue(
        {},
        {
            **CATALOGUE.procedures,
            "long": Procedure("long", "Dài", Level.COMMUNE, (), retention=9999),
        },
    )
    whole, (part, *_) = batch(house, "short", "long")
    later, custody = utc_now() + timedelta(days=11), house.services.custody
    assert retain(None, known, later, custody=custody) == ()
    assert not erased(house, part)
    assert not erased(house, whole)
