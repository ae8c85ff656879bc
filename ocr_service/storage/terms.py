"""Which dossiers no term of retention keeps any longer."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, FromClause, and_, exists, false, not_, or_, true

from ocr_service.domain.dossier import SETTLED
from ocr_service.storage import tables
from ocr_service.storage.custody import Settled

DOSSIERS = tables.dossiers.c


def all_due(terms: Sequence[Settled]) -> list[ColumnElement[bool]]:
    """Dossiers that are due with all that was split from them."""
    part = tables.dossiers.alias()
    kept = exists().where(part.c.split_from == DOSSIERS.id, not_(is_due(terms, part)))
    return [is_due(terms, tables.dossiers), not_(kept)]


def is_due(terms: Sequence[Settled], of: FromClause) -> ColumnElement[bool]:
    over = [
        and_(
            of.c.settled_at < term.before,
            of.c.procedure_code.not_in(term.but),
            of.c.procedure_code == term.procedure_code if term.procedure_code else true(),
        )
        for term in terms
    ]
    settled = of.c.status.in_(SETTLED)
    return and_(settled, of.c.settled_at.is_not(None), or_(false(), *over))
