"""The parts that every process of the service has: files, rows, keys and the bell."""

from ocr_service.actions.services import Services
from ocr_service.config import Settings
from ocr_service.courier.post import HttpCourier
from ocr_service.jobs import RqBell, connect
from ocr_service.schema.catalogue import load
from ocr_service.storage import KeyStore
from ocr_service.storage.database import Database
from ocr_service.storage.local_files import LocalFiles
from ocr_service.storage.migrate import migrate
from ocr_service.storage.sealing import Seal
from ocr_service.storage.sql_access import SqlKeys, SqlPromises
from ocr_service.storage.sql_dossiers import SqlDossiers
from ocr_service.storage.sql_webhooks import SqlWebhooks
from ocr_service.storage.sql_work import SqlWork


def services(settings: Settings) -> Services:
    """All parts of a process, the tables brought up to date; raises Unavailable, BadSchema."""
    database = Database(settings.database)
    migrate(database)
    return Services(
        settings=settings,
        catalogue=load(settings.schemas_dir),
        files=LocalFiles(settings.files_dir),
        dossiers=SqlDossiers(database),
        work=SqlWork(database),
        promises=SqlPromises(database),
        keys=SqlKeys(database),
        webhooks=SqlWebhooks(database, Seal(settings.secret_key.get_secret_value())),
        courier=HttpCourier(settings.webhook_private),
        bell=RqBell(connect(settings.redis)),
    )


def key_store(settings: Settings) -> KeyStore:
    """The keys alone, for the command line; raises Unavailable."""
    database = Database(settings.database)
    migrate(database)
    return SqlKeys(database)
