"""What lets go of dossiers and files, wired apart: the command line needs no queue for it."""

from dataclasses import dataclass

from ocr_service.actions.custody import Custody
from ocr_service.config import Settings
from ocr_service.storage.database import Database
from ocr_service.storage.doomed import SqlDoomed
from ocr_service.storage.erased_list import ErasedList
from ocr_service.storage.shelf import Shelf
from ocr_service.storage.sql_audit import SqlAudit
from ocr_service.storage.sql_erasures import SqlErasures
from ocr_service.storage.sql_file_keys import SqlFileKeys
from ocr_service.storage.sql_inventory import SqlInventory
from ocr_service.storage.sql_snapshot import SqlSnapshots
from ocr_service.wiring.envelope import copies
from ocr_service.wiring.stores import file_store, migrated


def custody(shelf: Shelf, settings: Settings, database: Database) -> Custody:
    return Custody(
        shelf,
        copies(settings),
        SqlDoomed(database),
        SqlErasures(database),
        ErasedList(settings.erased_list),
    )


@dataclass(frozen=True)
class Keeping:
    """What keeps the whole: custody, and what looks over all rows and files."""

    custody: Custody
    snapshots: SqlSnapshots
    inventory: SqlInventory
    keys: SqlFileKeys
    audit: SqlAudit


def keeping(settings: Settings) -> Keeping:
    """With the tables brought up to date; raises Unavailable."""
    database = migrated(settings)
    return Keeping(
        custody(file_store(settings), settings, database),
        SqlSnapshots(database),
        SqlInventory(database),
        SqlFileKeys(database),
        SqlAudit(database),
    )


def custody_of(settings: Settings) -> Custody:
    return keeping(settings).custody
