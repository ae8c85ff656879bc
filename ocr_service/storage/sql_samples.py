"""Samples in the database."""

from sqlalchemy import ColumnElement, select

from ocr_service.domain.sampling import Looked
from ocr_service.storage import tables
from ocr_service.storage.agencies import within
from ocr_service.storage.database import Database
from ocr_service.storage.samples import SampleSearch

SAMPLES = tables.samples.c


class SqlSamples:
    """A SampleStore in the database; each call is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def looked_at(self, search: SampleSearch) -> tuple[Looked, ...]:
        asked = select(
            SAMPLES.document_type,
            SAMPLES.looked_at,
            SAMPLES.fields,
            SAMPLES.fields_wrong,
            SAMPLES.record_wrong,
        )
        with self._database.read() as connection:
            rows = connection.execute(asked.where(*conditions(search)).order_by(SAMPLES.looked_at))
            return tuple(Looked(*row[:-1], record_wrong=bool(row.record_wrong)) for row in rows)


def conditions(search: SampleSearch) -> list[ColumnElement[bool]]:
    asked = [
        SAMPLES.looked_at.is_not(None),
        SAMPLES.looked_at >= search.since if search.since else None,
        SAMPLES.looked_at < search.until if search.until else None,
        SAMPLES.agency_code == search.agency_code if search.agency_code else None,
        *within(SAMPLES.agency_code, search.scope),
    ]
    return [condition for condition in asked if condition is not None]
