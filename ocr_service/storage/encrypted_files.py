"""Files encrypted at rest: an envelope around any shelf; readers get a copy that soon goes.

Each file has a key of its own, wrapped by a key of the house and kept in the database. What lies
on the shelf is named by the hash of its encrypted bytes, so that whoever sees the shelf alone can
not even tell whether a document that they know is there. Files kept before stay as they are.
"""

import logging
from pathlib import Path

from ocr_service.domain.errors import NotFound, Unavailable
from ocr_service.storage import Draft, Stored
from ocr_service.storage.data_keys import Encrypting, Forged, decrypted, new_data_key
from ocr_service.storage.file_cache import FileCache
from ocr_service.storage.local_files import kept_whole
from ocr_service.storage.master_keys import MasterKeys
from ocr_service.storage.measured import Measured
from ocr_service.storage.shelf import Shelf
from ocr_service.storage.sql_file_keys import FileKey, SqlFileKeys

log = logging.getLogger(__name__)


class EncryptedFiles:
    """A FileStore. ``copies``: a folder of our own, for what must be read now."""

    def __init__(
        self, shelf: Shelf, masters: MasterKeys, keys: SqlFileKeys, copies: FileCache
    ) -> None:
        self.shelf = shelf
        self._masters = masters
        self._keys = keys
        self._copies = copies

    def draft(self) -> "EncryptedDraft":
        return EncryptedDraft(self.shelf, self._masters, self._keys)

    def put(self, content: bytes) -> Stored:
        return kept_whole(self.draft(), content)

    def path(self, sha256: str) -> Path:
        """A copy in the clear, for a quarter of an hour at least."""
        key = self._keys.find(sha256)
        if key is None:
            return self.shelf.path(sha256)
        return self._copies.find(sha256) or self._opened(key)

    def holds(self, sha256: str) -> bool:
        key = self._keys.find(sha256)
        return self.shelf.holds(key.stored_as if key else sha256)

    def free_bytes(self) -> int:
        return self.shelf.free_bytes()

    def forget(self, sha256: str) -> None:
        """Takes away the copy in the clear."""
        self._copies.remove(sha256)

    def _opened(self, key: FileKey) -> Path:
        data_key = self._masters.unwrap(key.key_id, key.wrapped)
        place, draft = self.shelf.path(key.stored_as), self._copies.draft()
        try:
            for piece in decrypted(data_key, place):
                draft.write(piece)
            if draft.sha256 != key.sha256:
                raise Forged("other bytes than were kept")
            return self._copies.keep(draft)[1]
        except Forged as forged:
            log.error("file %s cannot be opened: %s", key.sha256, forged)
            raise NotFound(f"file {key.sha256} is damaged") from forged
        except OSError as trouble:
            raise Unavailable(f"the file store: {trouble.strerror}") from trouble
        finally:
            draft.drop()


class EncryptedDraft(Measured):
    """A Draft of whose content nothing touches the disk but encrypted."""

    def __init__(self, shelf: Shelf, masters: MasterKeys, keys: SqlFileKeys) -> None:
        super().__init__()
        self._shelf = shelf
        self._masters = masters
        self._keys = keys
        self._draft: Draft = shelf.draft()
        self._data_key = new_data_key()
        self._stream = Encrypting(self._data_key, self._draft.write)
        self._stored: Stored | None = None

    def write(self, piece: bytes) -> int:
        self._stream.write(piece)
        return self.measure(piece)

    def keep(self) -> Stored:
        """The bytes first, then the row without which nobody could read them."""
        if self._stored is None:
            before = self._keys.find(self.sha256)
            if before is None or not self._shelf.holds(before.stored_as):
                self._keep(before)
            self._stored = Stored(self.sha256, self.size)
        return self._stored

    def drop(self) -> None:
        self._stream.forget()
        self._draft.drop()

    def _keep(self, instead_of: FileKey | None) -> None:
        self._stream.end()
        lies = self._draft.keep()
        key = FileKey(self.sha256, lies.sha256, *self._masters.wrap(self._data_key))
        if self._keys.add(key, instead_of).stored_as != lies.sha256:
            self._shelf.remove(lies.sha256)  # another draft of the same content came first
