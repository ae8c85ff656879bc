"""`erase` and `retain` at the command line: shown first, asked, told."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ocr_service.__main__ import commands
from ocr_service.actions.erase import mentions
from ocr_service.domain.dossier import Dossier
from ocr_service.domain.errors import NotFound
from ocr_service.domain.masking import masked
from ocr_service.schema.catalogue import Catalogue
from ocr_service.schema.document_type import DocumentType, FieldSpec, Recognition
from tests.builders import handed_in
from tests.databases import new_sqlite
from tests.fakes import House, scan_of

NUMBER = "001099012789"
SCHEMAS = Path(__file__).parent.parent.parent / "schemas"


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House.in_folder(tmp_path, new_sqlite(tmp_path / "ocr.sqlite"))


def run(house: House, *words: str, typed: str = "", **settings: str) -> Result:
    folder = str(house.services.settings.data_dir)
    runner = CliRunner(env={"OCR_DATA_DIR": folder, "OCR_SCHEMAS_DIR": str(SCHEMAS), **settings})
    return runner.invoke(commands, words, input=typed)


def read(house: House, *texts: str) -> Dossier:
    dossier = handed_in(house, *[scan_of(text) for text in texts])
    house.work_all()
    return dossier


def here(house: House, dossier: Dossier) -> bool:
    try:
        house.services.dossiers.get(dossier.id)
    except NotFound:
        return False
    return True


def test_a_dossier_goes_once_that_is_confirmed(house: House) -> None:
    dossier = read(house, "sure")
    refused = run(house, "erase", "--dossier", dossier.id, typed="n\n")
    assert refused.exit_code == 1
    assert here(house, dossier)
    done = run(house, "erase", "--dossier", dossier.id, typed="y\n")
    assert done.exit_code == 0
    assert f"{dossier.id}\tfiles: 1, pages: 1, documents: 1" in done.output
    assert not here(house, dossier)


def test_a_persons_dossiers_are_shown_and_go_together(house: House) -> None:
    one, two, other = read(house, NUMBER), read(house, "x", NUMBER), read(house, NUMBER + "0")
    shown = run(house, "erase", "--person", NUMBER, typed="n\n")
    assert one.id in shown.output
    assert two.id in shown.output
    assert other.id not in shown.output
    assert NUMBER not in shown.output
    assert run(house, "erase", "--person", "001 099 012.789", "--yes").exit_code == 0
    assert [here(house, it) for it in (one, two, other)] == [False, False, True]
    nobody = run(house, "erase", "--person", NUMBER, "--yes")
    assert nobody.exit_code == 1
    assert "Không có hồ sơ" in nobody.output


def test_who_is_not_there_is_told(house: House) -> None:
    dossier = read(house, "sure")
    done = run(house, "erase", "--dossier", "nobody", "--dossier", dossier.id, "--yes")
    assert done.exit_code == 1
    assert "no dossier nobody" in done.output
    assert not here(house, dossier)


@pytest.mark.parametrize("words", [(), ("--dossier", "a", "--person", "b")])
def test_either_dossiers_or_a_person(house: House, words: tuple[str, ...]) -> None:
    assert run(house, "erase", *words).exit_code == 2


def test_nothing_is_erased_by_a_rule_that_nobody_has_made(house: House) -> None:
    dossier = read(house, "sure")
    assert run(house, "retain").output == ""
    assert run(house, "retain", "--dry-run", OCR_RETENTION_DAYS="1").output == ""
    assert run(house, "retain", OCR_RETENTION_DAYS="0").exit_code != 0
    assert here(house, dossier)


def test_who_else_stands_in_a_persons_dossier_is_told_but_not_named(house: House) -> None:
    other = "040099933321"
    read(house, NUMBER, other, "x")
    numbers = FieldSpec("words", "Số định danh", "personal_id", ())
    letter = DocumentType("letter", "Thư", Recognition(titles=("thu",)), (numbers,), {})
    catalogue = Catalogue({"letter": letter}, {})
    (mention,) = mentions(NUMBER, catalogue, custody=house.services.custody)
    assert mention.papers == ("Thư", "Thư", "Thư")
    assert masked(other) in mention.others
    assert masked(NUMBER) not in mention.others
    assert other not in str(mention.others)
