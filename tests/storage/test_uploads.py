"""Large uploads: pieces become one file in every store, and go."""

import io
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

from ocr_service.actions import upload as taking
from ocr_service.domain.ids import utc_now
from ocr_service.storage import FileStore
from tests.fakes import House


def test_pieces_are_joined_in_every_store(files: FileStore, tmp_path: Path) -> None:
    """More than one piece, as of a large file; the pieces go, the file stays."""
    house = House.in_folder(tmp_path, files=files)
    uploads = house.services.uploads
    upload = taking.begin("a.pdf", 9, "me", uploads=uploads)
    for piece in (b"abc", b"def", b"ghi"):
        upload = taking.go_on(upload, io.BytesIO(piece).read, files=files, uploads=uploads)
    assert len(upload.pieces) == 3
    file = taking.whole(upload, files=files, uploads=uploads)
    house.services.custody.bury(utc_now() + timedelta(hours=1))
    assert files.path(file.sha256).read_bytes() == b"abcdefghi"
    again = taking.whole(uploads.find(upload.id, "me"), files=files, uploads=uploads)
    assert again == file
    assert not files.holds(sha256(b"abc").hexdigest())
    empty = taking.begin("b.pdf", 0, "me", uploads=uploads)
    assert taking.whole(empty, files=files, uploads=uploads).head == b""
