"""Entries of the audit trail as sentences for people, with links to what they speak of."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup

from ocr_service.domain.audit import Act, Entry
from ocr_service.schema.catalogue import Catalogue
from ocr_service.storage.naming import Names
from ocr_service.web.pages.phrases import STATUSES
from ocr_service.web.pages.told_acts import SENTENCES

SHORT = 8  # signs of an id that has no name
LINK = Markup('<a href="/dossiers/{id}">{name}</a>')
PAPER = Markup('<a href="/documents/{id}/history" lang="vi">{name}</a>')
BOLD = Markup("<strong>{name}</strong>")
UNKNOWN_KINDS = "{who}: {act}"


@dataclass(frozen=True, slots=True)
class Told:
    """One row: when it was, the sentence, and the entry itself for those who look closer."""

    at: datetime | None
    sentence: Markup
    entry: Entry


def told(entry: Entry, names: Names, catalogue: Catalogue) -> Told:
    """Whatever somebody has made of the entry, it is shown: as text, never as markup."""
    remark = entry.remark if isinstance(entry.remark, dict) else {}
    words: dict[str, Any] = defaultdict(lambda: "?", remark)
    words |= {
        "who": BOLD.format(name=who(entry)),
        "dossier": dossier(entry, names),
        "paper": paper(entry, names, remark, catalogue),
        "subject": BOLD.format(name=names.subjects.get(entry.subject) or short(entry.subject)),
        "count": len(str(remark.get("fields", "")).split()),
        "verdict": STATUSES.get(str(remark.get("verdict")), "?"),
        "act": entry.act,
    }
    sentence = str(SENTENCES.get(entry.act, UNKNOWN_KINDS))
    return Told(moment(entry.at), Markup(sentence).format_map(words), entry)  # noqa: S704 - ours


def who(entry: Entry) -> str:
    if entry.actor_kind == "visitor" or not entry.actor_name:
        return str(_("Người chưa đăng nhập"))
    return entry.actor_name


def dossier(entry: Entry, names: Names) -> Markup:
    """A link, unless it is here no more."""
    if entry.dossier_id not in names.dossiers:
        return BOLD.format(name=short(entry.dossier_id))
    name = names.dossiers[entry.dossier_id] or short(entry.dossier_id)
    return LINK.format(id=entry.dossier_id, name=name)


def paper(entry: Entry, names: Names, remark: dict[str, Any], catalogue: Catalogue) -> Markup:
    kind = names.papers.get(entry.document_id) or str(remark.get("document_type", ""))
    name = catalogue.label(kind) if kind and kind != "unknown" else _("giấy tờ")
    if entry.document_id not in names.papers:
        return BOLD.format(name=name)
    return PAPER.format(id=entry.document_id, name=name)


def short(id_: str) -> str:
    """The end of an id: its beginning is the time, which its neighbours share."""
    return "…" + id_[-SHORT:] if len(id_) > SHORT else id_ or "?"


def moment(at: str) -> datetime | None:
    try:
        return datetime.fromisoformat(at)
    except ValueError:
        return None


def known(act: str) -> Act | None:
    return Act(act) if act in set(Act) else None
