"""Which files rows name, and which files no row does."""

from collections.abc import Iterator, Sequence

from sqlalchemy import CompoundSelect, Connection, func, or_, select, union

from ocr_service.storage import tables
from ocr_service.storage.database import Database
from ocr_service.storage.doomed import OWNERS, owned
from ocr_service.storage.snapshots import Named
from ocr_service.storage.sql_file_keys import stored_names

KEYS, DOOMED = tables.file_keys.c, tables.doomed_files.c
AT_A_TIME = 500


class SqlInventory:
    """An Inventory in the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def count(self) -> int:
        with self._database.read() as connection:
            return connection.scalar(select(func.count()).select_from(named().subquery())) or 0

    def named(self) -> Iterator[Named]:
        """All files of all rows, a transaction for each few hundred."""
        after = ""
        while True:
            with self._database.read() as connection:
                found = named_after(connection, after)
            if not found:
                return
            yield from found
            after = found[-1][0]

    def names(self, sha256: str) -> bool:
        """Whether any row names it still."""
        with self._database.read() as connection:
            return owned(connection, sha256)

    def nameless(self, names: Sequence[str]) -> list[str]:
        """Those that no row needs, and that nobody is about to take away."""
        with self._database.read() as connection:
            content = contents(connection, names)
            hashes = list(content.values())
            owned_by_some = {
                sha256
                for column in OWNERS
                for sha256 in connection.scalars(select(column).where(column.in_(hashes)))
            }
            going = select(DOOMED.stored_as).where(DOOMED.stored_as.in_(names))
            known = {name for name in names if content.get(name) in owned_by_some}
            known |= set(connection.scalars(going))
        return [name for name in names if name not in known]

    def encrypted(self) -> Iterator[str]:
        """Files that lie encrypted, by the hash of what is in them."""
        return (sha256 for sha256, name in self.named() if sha256 != name)

    def plain(self) -> Iterator[str]:
        """Files that do not lie encrypted."""
        return (sha256 for sha256, name in self.named() if sha256 == name)


def named(after: str = "") -> CompoundSelect[tuple[str]]:
    return union(*(select(column.label("sha256")).where(column > after) for column in OWNERS))


def named_after(connection: Connection, after: str) -> list[Named]:
    asked = named(after).order_by("sha256").limit(AT_A_TIME)
    return sorted(stored_names(connection, list(connection.scalars(asked))).items())


def contents(connection: Connection, names: Sequence[str]) -> dict[str, str]:
    """The hash of what lies under each name; a copy from before it was encrypted is nobody's."""
    encrypted = connection.execute(
        select(KEYS.stored_as, KEYS.sha256).where(
            or_(KEYS.stored_as.in_(names), KEYS.sha256.in_(names))
        )
    ).all()
    copies = {row.sha256 for row in encrypted}
    plain = {name: name for name in names if name not in copies}
    return plain | {row.stored_as: row.sha256 for row in encrypted}
