"""PREMIS 3.0 of a package: its files, what was done to the dossier, and by whom.

Events are entries of the audit trail, each named by its hash. That the package was made is told
to the trail of whoever makes it: here it would make two packages of one dossier.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from ocr_service.domain.audit import Act, Entry
from ocr_service.domain.package import Member, office_time
from ocr_service.exports.archival_xml import PREMIS, XSI, Node, named, node, root, written

VERSION = "3.0"
URI, PATH, TRAIL_HASH, ACTOR = "URI", "path in the package", "SHA-256 in the audit trail", "actor"
# By the Library of Congress' vocabulary of preservation events.
EVENTS: Mapping[str, str] = {
    Act.DOSSIER_RECEIVED: "ingestion",
    Act.FILES_ADDED: "ingestion",
    Act.DOSSIER_IMPORTED: "transfer",
    Act.DOCUMENT_UNDERSTOOD: "metadata extraction",
    Act.DOCUMENT_REVIEWED: "validation",
    Act.DOSSIER_EDITED: "modification",
    Act.DOSSIER_NAMED: "metadata modification",
    Act.DOCUMENT_KEYED: "metadata modification",
    Act.DOSSIER_SETTLED: "digitization",
}
OTHERS = "modification"
KINDS = {"account": "person", "program": "software", "key": "software"}


def preservation(
    urn: str, files: Sequence[Member], names: Mapping[str, str], history: Sequence[Entry]
) -> bytes:
    """``files``: those of the representations; ``names``: what each was called when it came."""
    tree = root(named(PREMIS, "premis"), version=VERSION)
    whole = thing(tree, "intellectualEntity")
    identified(whole, "object", URI, urn)
    for file in files:
        of_file(tree, urn, file, names.get(file.name, ""))
    for entry in history:
        event(tree, urn, entry)
    agents = {agent_id(entry): entry for entry in history}
    for called in sorted(agents):
        agent(tree, called, agents[called])
    return written(tree)


def thing(tree: Node, kind: str) -> Node:
    made = node(tree, "object")
    made.set(named(XSI, "type"), f"premis:{kind}")
    return made


def identified(above: Node, what: str, kind: str, value: str) -> Node:
    its = node(above, f"{what}Identifier")
    node(its, f"{what}IdentifierType", kind)
    node(its, f"{what}IdentifierValue", value)
    return its


def of_file(tree: Node, urn: str, file: Member, original_name: str) -> None:
    made = thing(tree, "file")
    identified(made, "object", PATH, file.name)
    its = node(made, "objectCharacteristics")
    fixity = node(its, "fixity")
    node(fixity, "messageDigestAlgorithm", "SHA-256")
    node(fixity, "messageDigest", file.sha256)
    node(its, "size", str(file.size))
    node(node(node(its, "format"), "formatDesignation"), "formatName", file.media_type)
    if original_name:
        node(made, "originalName", original_name)
    part = node(made, "relationship")
    node(part, "relationshipType", "structural")
    node(part, "relationshipSubType", "is Part Of")
    identified(part, "relatedObject", URI, urn)


def event(tree: Node, urn: str, entry: Entry) -> None:
    made = node(tree, "event")
    identified(made, "event", TRAIL_HASH, entry.hash)
    node(made, "eventType", EVENTS.get(entry.act, OTHERS))
    node(made, "eventDateTime", office_time(datetime.fromisoformat(entry.at)))
    node(node(made, "eventDetailInformation"), "eventDetail", detail(entry))
    if outcome := told(entry.remark, "verdict") or told(entry.remark, "status"):
        node(node(made, "eventOutcomeInformation"), "eventOutcome", outcome)
    identified(made, "linkingAgent", ACTOR, agent_id(entry))
    identified(made, "linkingObject", URI, urn)


def detail(entry: Entry) -> str:
    said = f"{entry.act} {entry.document_id}".strip()
    remark = entry.remark if isinstance(entry.remark, dict) else {}
    return "; ".join([said, *(f"{name}={remark[name]}" for name in sorted(remark))])


def told(remark: Any, name: str) -> str:
    return str(remark.get(name, "")) if isinstance(remark, dict) else ""


def agent_id(entry: Entry) -> str:
    return ":".join(part for part in (entry.actor_kind, entry.actor_id or entry.actor_name) if part)


def agent(tree: Node, called: str, entry: Entry) -> None:
    made = node(tree, "agent")
    identified(made, "agent", ACTOR, called)
    node(made, "agentName", entry.actor_name or called)
    node(made, "agentType", KINDS.get(entry.actor_kind, "software"))
    for note in (entry.actor_role, entry.actor_agency):
        if note:
            node(made, "agentNote", note)
