"""What a PDF says of itself: XMP that names PDF/A-2b, identifier, type, issuer, day and hashes.

Only properties that XMP itself defines: of others PDF/A wants the schema described.
"""

from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import escape

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


def written(text: str) -> str:
    """As XML takes it, which has no other control characters than the white ones."""
    return escape("".join(it for it in text if it.isprintable() or it in "\t\n\r"))


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
