"""What a PDF says of itself: XMP that names PDF/A-2b, identifier, type, issuer, day and hashes.

Only properties that XMP itself defines: of others PDF/A wants the schema described.
"""

from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import escape

from ocr_service.domain.calendar import OFFICE
from ocr_service.domain.dossier import Document
from ocr_service.domain.reuse import Filed

PRODUCER = "ocr-service"
PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
{told}
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


@dataclass(frozen=True, slots=True)
class About:
    """``kind``: the type of the paper as people call it; ``hashes``: SHA-256 of its scans.

    ``issued_on`` as ISO 8601 or "". ``made_at``: when it was handed in.
    """

    identifier: str
    kind: str
    made_at: datetime
    issuer: str = ""
    issued_on: str = ""
    hashes: tuple[str, ...] = ()


def about_paper(
    paper: Document, received_at: datetime, record: Filed | None, hashes: tuple[str, ...]
) -> About:
    """An accepted one (with its ``record``) tells who issued it, and when; of others that is not
    sure.
    """
    return About(
        identifier=record.code if record else paper.id,
        kind=paper.title,
        made_at=received_at.astimezone(OFFICE),
        issuer=record.issuer if record else "",
        issued_on=record.issued_on if record else "",
        hashes=hashes,
    )


def sayable(text: str) -> str:
    """What XML can say: it has no other control characters than the white ones."""
    return "".join(it for it in text if it.isprintable() or it in "\t\n\r")


def written(text: str) -> str:
    return escape(sayable(text))


def xmp(about: About) -> bytes:
    return PACKET.format(told="\n".join(properties(about))).encode()


def properties(about: About) -> list[str]:
    made = about.made_at.isoformat(timespec="seconds")
    return [
        "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>",
        f"<pdf:Producer>{PRODUCER}</pdf:Producer>",
        f"<xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool>",
        f"<xmp:CreateDate>{made}</xmp:CreateDate><xmp:ModifyDate>{made}</xmp:ModifyDate>",
        "<dc:format>application/pdf</dc:format>",
        f"<dc:identifier>{written(about.identifier)}</dc:identifier>",
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{written(about.kind)}</rdf:li>'
        "</rdf:Alt></dc:title>",
        listed("type", "Bag", [about.kind]),
        listed("publisher", "Bag", [about.issuer]),
        listed("date", "Seq", [about.issued_on]),
        listed("relation", "Bag", [f"urn:sha256:{it}" for it in about.hashes]),
        listed("language", "Bag", ["vi"]),
    ]


def listed(name: str, kind: str, values: list[str]) -> str:
    """A property that is a list; none where nothing is told."""
    rows = "".join(f"<rdf:li>{written(value)}</rdf:li>" for value in values if value)
    return f"<dc:{name}><rdf:{kind}>{rows}</rdf:{kind}></dc:{name}>" if rows else ""
