"""A house with its command line: where its rows and files are, its settings say."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result
from sqlalchemy import select

from ocr_service.__main__ import commands
from ocr_service.config import Settings
from ocr_service.storage.columns import metadata
from ocr_service.storage.database import Database
from ocr_service.storage.sql_snapshot import PASSING
from ocr_service.wiring.envelope import enveloped
from ocr_service.wiring.stores import database_of, file_store, prepare
from tests.builders import handed_in
from tests.fakes import House, scan_of

SCHEMAS = Path(__file__).parent.parent.parent / "schemas"


@dataclass
class Place:
    folder: Path
    settings: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        given = {"OCR_DATA_DIR": str(self.folder), "OCR_SCHEMAS_DIR": str(SCHEMAS)}
        self.settings = {**given, **self.settings}

    @property
    def all_settings(self) -> Settings:
        return Settings.from_environment(self.settings)

    def house(self) -> House:
        settings = self.all_settings
        prepare(settings)
        files = enveloped(file_store(settings), settings, database_of(settings))
        return House.in_folder(self.folder, settings.database, files)

    def run(self, *words: object, **settings: str) -> Result:
        runner = CliRunner(env={**self.settings, **settings})
        return runner.invoke(commands, [str(word) for word in words])

    def rows(self) -> dict[str, list[Any]]:
        """Of every table that a backup holds, in order."""
        kept = [table for table in metadata.sorted_tables if table.name not in PASSING]
        with Database(self.all_settings.database).read() as connection:
            return {
                table.name: [
                    tuple(row)
                    for row in connection.execute(select(table).order_by(*table.primary_key))
                ]
                for table in kept
            }

    def files(self) -> list[Path]:
        return sorted((self.folder / "files").glob("??/??/*"))

    def filled(self) -> "Place":
        """With dossiers of all kinds: accepted, with a broken file, and not read yet."""
        house = self.house()
        for contents in ((scan_of("sure", "sure too"),), (scan_of("broken"), scan_of("x"))):
            handed_in(house, *contents)
        house.work_all()
        handed_in(house, scan_of("not read yet"))
        return self
