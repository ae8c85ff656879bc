"""Signed copies in the database; each call is one transaction."""

from dataclasses import asdict

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from ocr_service.domain.audit import Act, Deed
from ocr_service.domain.errors import NotFound
from ocr_service.domain.signing import Level, SignedCopy
from ocr_service.storage import FileStore, tables
from ocr_service.storage.database import Database
from ocr_service.storage.doomed import owning
from ocr_service.storage.trail import append

COPIES = tables.signed_copies.c


class SqlSignedCopies:
    """A SignedCopyStore in the database."""

    def __init__(self, database: Database, files: FileStore) -> None:
        self._database = database
        self._files = files

    def add(self, copy: SignedCopy) -> None:
        with owning(self._database, [copy.sha256], self._files) as connection:
            row = asdict(copy) | {"level": copy.level.value}
            try:
                connection.execute(insert(tables.signed_copies).values(row))
            except IntegrityError as gone:
                raise NotFound(f"no dossier {copy.dossier_id}") from gone
            append(connection, deed(copy))

    def newest(self, document_id: str) -> SignedCopy | None:
        asked = select(tables.signed_copies).where(COPIES.document_id == document_id)
        with self._database.read() as connection:
            row = connection.execute(asked.order_by(COPIES.id.desc()).limit(1)).one_or_none()
        if row is None:
            return None
        told = dict(row._mapping)
        return SignedCopy(**told | {"level": Level(told["level"])})


def deed(copy: SignedCopy) -> Deed:
    return Deed(
        Act.DOCUMENT_SIGNED,
        copy.agency_code,
        copy.dossier_id,
        copy.document_id,
        subject=copy.id,
        after=copy.sha256,
        remark={"level": copy.level.value, "size": copy.size},
    )
