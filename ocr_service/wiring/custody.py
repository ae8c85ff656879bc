"""What lets go of dossiers and files, wired apart: the command line needs no queue for it."""

from ocr_service.actions.custody import Custody
from ocr_service.config import Settings
from ocr_service.storage.database import Database
from ocr_service.storage.doomed import SqlDoomed
from ocr_service.storage.migrate import migrate
from ocr_service.storage.shelf import Shelf
from ocr_service.storage.sql_erasures import SqlErasures
from ocr_service.wiring.envelope import copies


def custody(shelf: Shelf, settings: Settings, database: Database) -> Custody:
    return Custody(shelf, copies(settings), SqlDoomed(database), SqlErasures(database))


def custody_of(settings: Settings) -> Custody:
    """With the tables brought up to date; raises Unavailable."""
    from ocr_service.wiring.parts import database_of, file_store

    database = database_of(settings)
    migrate(database)
    return custody(file_store(settings), settings, database)
