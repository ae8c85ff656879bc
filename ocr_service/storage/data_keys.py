"""A key for one file, and the streams under it: Tink's AES-256-GCM in segments of a megabyte."""

from collections.abc import Callable, Iterator
from io import RawIOBase
from pathlib import Path
from typing import Any

import tink
from tink import proto_keyset_format, secret_key_access, streaming_aead

from ocr_service.domain.errors import OcrError
from ocr_service.storage.local_files import PIECE

TEMPLATE = streaming_aead.streaming_aead_key_templates.AES256_GCM_HKDF_1MB
NOTHING = b""  # no associated data: a file is told from another by its hash

streaming_aead.register()


class Forged(OcrError):
    """The bytes are not as they were encrypted, or not under this key."""


def new_data_key() -> bytes:
    handle = tink.new_keyset_handle(TEMPLATE)
    return bytes(proto_keyset_format.serialize(handle, secret_key_access.TOKEN))


class Encrypting:
    """Encrypts what is written and gives it on; memory for one segment, however long it goes on."""

    def __init__(self, data_key: bytes, write: Callable[[bytes], object]) -> None:
        self._sink = Sink(write)
        self._stream = primitive(data_key).new_encrypting_stream(self._sink, NOTHING)

    def write(self, piece: bytes) -> None:
        """Raises whatever ``write`` raised."""
        left = memoryview(piece)
        while left:
            left = left[self._through(self._stream.write, left) :]

    def end(self) -> None:
        """Writes the last segment, without which nothing can be read."""
        self._through(self._stream.close)

    def forget(self) -> None:
        """What the stream still wants to write, nobody wants any more."""
        self._sink.deaf = True

    def _through(self, step: Callable[..., Any], *arguments: Any) -> Any:
        try:
            return step(*arguments)
        except tink.TinkError:
            raise self._sink.trouble or Forged("the file could not be encrypted") from None


class Sink(RawIOBase):
    """Where the library writes to; it loses exceptions, so they are kept here."""

    def __init__(self, write: Callable[[bytes], object]) -> None:
        super().__init__()
        self._write = write
        self.deaf = False
        self.trouble: Exception | None = None

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        if not self.deaf:
            try:
                self._write(bytes(piece))
            except Exception as trouble:
                self.trouble = trouble
                raise
        return len(piece)


def decrypted(data_key: bytes, place: Path) -> Iterator[bytes]:
    """The file's own bytes, in pieces; raises Forged, OSError."""
    with place.open("rb") as file:
        stream = primitive(data_key).new_decrypting_stream(file, NOTHING)
        while piece := readable(stream, PIECE):
            yield piece


def readable(stream: Any, size: int) -> bytes:
    try:
        return bytes(stream.read(size))
    except tink.TinkError:
        raise Forged("the encrypted bytes were changed") from None


def primitive(data_key: bytes) -> Any:
    handle = proto_keyset_format.parse(data_key, secret_key_access.TOKEN)
    return handle.primitive(streaming_aead.StreamingAead)
