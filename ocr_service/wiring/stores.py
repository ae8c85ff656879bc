"""Where rows and files lie: the database and the file store, as the settings say."""

from ocr_service.config import Settings
from ocr_service.production import refuse_unsafe
from ocr_service.storage.database import Database
from ocr_service.storage.grants import grant
from ocr_service.storage.local_files import LocalFiles
from ocr_service.storage.migrate import migrate
from ocr_service.storage.sealing import trail_key
from ocr_service.storage.shelf import Shelf

S3 = "s3://"


def database_of(settings: Settings) -> Database:
    """The database, with what seals its audit trail; raises BadSettings for unsafe settings."""
    refuse_unsafe(settings)
    return Database(settings.database, trail_key(settings.secret_key.get_secret_value()))


def migrated(settings: Settings) -> Database:
    """The database with its tables up to date; raises Unavailable."""
    database = database_of(settings)
    migrate(database)
    return database


def prepare(settings: Settings) -> None:
    """The tables up to date and open to the service's role; the bucket made if files lie in one.

    Raises Unavailable.
    """
    database = migrated(settings)
    if settings.database_role:
        grant(database, settings.database_role)
    if settings.files_url.startswith(S3):
        from ocr_service.wiring.bucket import s3_files

        s3_files(settings).make()


def file_store(settings: Settings) -> Shelf:
    """Where files lie: on the local disk or in a bucket, as OCR_FILES_URL says."""
    if not settings.files_url.startswith(S3):
        return LocalFiles(settings.files_dir)
    from ocr_service.wiring.bucket import s3_files  # it loads boto3, which takes long

    return s3_files(settings)
