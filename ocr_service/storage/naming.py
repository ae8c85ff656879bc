"""What the things are called now that entries of the audit trail speak of by their ids."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from sqlalchemy import Column, Connection, select

from ocr_service.domain.audit import Entry
from ocr_service.storage import tables

DOSSIERS, DOCUMENTS = tables.dossiers.c, tables.documents.c
ACCOUNTS, KEYS, WEBHOOKS = tables.accounts.c, tables.api_keys.c, tables.webhooks.c


@dataclass(frozen=True, slots=True)
class Names:
    """By id; what was erased or removed has none. ``papers``: the code of a document's type."""

    dossiers: dict[str, str] = field(default_factory=dict)
    papers: dict[str, str] = field(default_factory=dict)
    subjects: dict[str, str] = field(default_factory=dict)


def names_of(connection: Connection, entries: Iterable[Entry]) -> Names:
    """A webhook is called as the host that it posts to."""
    told = list(entries)
    subjects = {entry.subject for entry in told}
    webhooks = looked_up(connection, WEBHOOKS.id, WEBHOOKS.url, subjects)
    return Names(
        looked_up(connection, DOSSIERS.id, DOSSIERS.dossier_code, {it.dossier_id for it in told}),
        looked_up(
            connection, DOCUMENTS.id, DOCUMENTS.document_type, {it.document_id for it in told}
        ),
        {
            **looked_up(connection, ACCOUNTS.id, ACCOUNTS.name, subjects),
            **looked_up(connection, KEYS.id, KEYS.name, subjects),
            **{id_: urlsplit(url).hostname or "" for id_, url in webhooks.items()},
        },
    )


def looked_up(
    connection: Connection, key: Column[str], word: Column[str], ids: set[str]
) -> dict[str, str]:
    asked = select(key, word).where(key.in_(sorted(ids - {""})))
    return {id_: said for id_, said in connection.execute(asked)}


def actors_called(connection: Connection, words: str, most: int) -> tuple[str, ...]:
    """The ids of accounts and keys whose names hold the words, whatever their case; and of the
    programs that are called just so.
    """
    found = [words]
    for key, name in ((ACCOUNTS.id, ACCOUNTS.name), (KEYS.id, KEYS.name)):
        named = connection.execute(select(key, name).order_by(key))
        found += [id_ for id_, called in named if words.casefold() in called.casefold()]
    begun = select(KEYS.id).where(KEYS.prefix == words.rstrip("…"))
    return tuple(dict.fromkeys([*found, *connection.scalars(begun)]))[:most]
