"""An office with a trail of its own, for those who check it and those who tamper with it."""

from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner, Result
from sqlalchemy import insert, text

from ocr_service.__main__ import commands
from ocr_service.domain.access import Actor, ActorKind, Role
from ocr_service.domain.audit import Entry
from ocr_service.storage import tables
from ocr_service.storage.audit import AuditSearch
from ocr_service.storage.database import Database
from ocr_service.storage.sealing import trail_key
from ocr_service.storage.sql_audit import SqlAudit
from ocr_service.storage.trail import entry_row

SEALED_WITH = "a secret of the tests"


CLERK = Actor(ActorKind.KEY, "k1", "=cmd|' /C calc'!A0", Role.CLERK, "H29.16", "192.0.2.1")


LENGTH = 12


@dataclass
class Office:
    """A trail of twelve entries, those who check it, and somebody who may change all."""

    url: str
    folder: Path

    def run(self, *words: str, sealed_with: str = SEALED_WITH) -> Result:
        settings = {"OCR_DATABASE_URL": self.url, "OCR_SECRET_KEY": sealed_with}
        runner = CliRunner(env={**settings, "OCR_DATA_DIR": str(self.folder)})
        return runner.invoke(commands, words)

    def verify(self, *words: str, sealed_with: str = SEALED_WITH) -> list[str]:
        """What is wrong; the newest hash, if nothing is."""
        ended = self.run("verify", *words, sealed_with=sealed_with)
        *faults, head = ended.stdout.splitlines()
        assert ended.exit_code == (1 if faults else 0), ended.output
        return faults or [head]

    @property
    def audit(self) -> SqlAudit:
        return SqlAudit(Database(self.url, trail_key(SEALED_WITH)))

    def entries(self) -> tuple[Entry, ...]:
        return self.audit.entries(AuditSearch())

    def tamper(self, *changes: str) -> None:
        """By the owner of the tables, who first takes the triggers off."""
        database = Database(self.url)
        with database.write() as connection:
            if database.sqlite:
                for name in ("update", "delete", "replace"):
                    connection.execute(text(f"DROP TRIGGER IF EXISTS audit_entries_{name}"))
            else:
                off = "DROP TRIGGER IF EXISTS audit_entries_stay ON audit_entries"
                connection.execute(text(off))
            for change in changes:
                connection.execute(text(change))

    def put(self, entry: Entry) -> None:
        with Database(self.url).write() as connection:
            connection.execute(insert(tables.audit_entries), [entry_row(entry)])
