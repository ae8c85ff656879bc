"""The envelope around files: put on where OCR_FILES_KEYS says so; apart, for who needs no Tink."""

from ocr_service.config import Settings
from ocr_service.storage import FileStore
from ocr_service.storage.database import Database
from ocr_service.storage.file_cache import Bound, FileCache
from ocr_service.storage.master_keys import MasterKeys
from ocr_service.storage.shelf import Shelf
from ocr_service.storage.sql_file_keys import SqlFileKeys

MB = 2**20
COPIES_EXPIRE = 3600.0  # seconds after they were last read


def master_keys(settings: Settings) -> MasterKeys | None:
    """The keys of the house, if files are to lie encrypted; raises BadKeys."""
    told = settings.files_keys.get_secret_value()
    return MasterKeys(told.split(",")) if told else None


def copies(settings: Settings) -> FileCache:
    """What is read just now of files that lie encrypted."""
    return FileCache(settings.opened, Bound(settings.cache_mb * MB, expires=COPIES_EXPIRE))


def enveloped(shelf: Shelf, settings: Settings, database: Database) -> FileStore:
    """The shelf, and around it the envelope if there are keys; raises BadKeys."""
    masters = master_keys(settings)
    if masters is None:
        return shelf
    return enveloped_by(masters, shelf, SqlFileKeys(database), settings)


def enveloped_by(
    masters: MasterKeys, shelf: Shelf, keys: SqlFileKeys, settings: Settings
) -> FileStore:
    from ocr_service.storage.encrypted_files import EncryptedFiles

    return EncryptedFiles(shelf, masters, keys, copies(settings))
