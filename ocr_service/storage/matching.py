"""What is wanted of an index of handles, in the languages of FTS5 and of PostgreSQL."""

from dataclasses import dataclass

from sqlalchemy import literal_column
from sqlalchemy.dialects.postgresql import TSVECTOR

from ocr_service.domain.handles import Wanted

# As the index of the migration writes it, or PostgreSQL does not look into that.
TSVECTOR_OF_HANDLES = literal_column(
    "array_to_tsvector(string_to_array(record_handles.handles, ' '))", TSVECTOR
)


@dataclass(frozen=True)
class Speech:
    """Handles are letters, figures and signs of ours: quoted, they end no quotation."""

    dialect: str
    quote: str
    begins: str  # behind a word that others may only begin with
    and_: str
    or_: str
    not_: str

    def wanted(self, wanted: Wanted) -> str:
        last = [f"{self._quoted(wanted.begins)}{self.begins}"] if wanted.begins else []
        each = [self.and_.join([*map(self._quoted, it), *last]) for it in wanted.either]
        return self.or_.join(f"({it})" for it in each)

    def both(self, one: str, other: str) -> str:
        return f"({one}){self.and_}({other})"

    def without(self, one: str, other: str) -> str:
        return f"({one}){self.not_}({other})"

    def _quoted(self, handle: str) -> str:
        return f"{self.quote}{handle}{self.quote}"


# Quoted for FTS5: AND, OR and NOT are words of its own.
SPEECHES = {
    "sqlite": Speech("sqlite", '"', "*", " AND ", " OR ", " NOT "),
    "postgresql": Speech("postgresql", "'", ":*", " & ", " | ", " & !"),
}
