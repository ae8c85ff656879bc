"""Descriptions of a dossier and of its papers as archives keep them: Thông tư 05/2025/TT-BNV.

The circular calls these files EAD; their elements are its own. Words, not codes, stand in them:
the lists of codes are known to us from third parties only. What nobody has told stays empty.
"""

from math import ceil

from ocr_service.domain.calendar import day_of
from ocr_service.domain.dossier import Document, Dossier
from ocr_service.domain.reuse import Filed
from ocr_service.exports.archival_xml import node, root, written
from ocr_service.schema.catalogue import Catalogue

VIETNAMESE, CONDITIONAL, DIGITIZED = "Tiếng Việt", "Sử dụng có điều kiện", "Số hóa"
FOR_EVER = "Vĩnh viễn"
PDF_A = "PDF/A-2b"
DAYS_A_YEAR = 365
DOSSIER_FIELDS = (
    "arcFileCode", "title", "maintenance", "mode", "language", "startDate", "endDate", "keyword",
    "totalDoc", "numberOfPaper", "numberOfPage", "format", "inforSign", "confidenceLevel",
    "paperFileCode", "description",
)  # fmt: skip
PAPER_FIELDS = (
    "arcDocCode", "typeName", "codeNumber", "codeNotation", "issuedDate", "organName", "subject",
    "language", "numberOfPage", "inforSign", "keyword", "mode", "confidenceLevel", "format",
    "description",
)  # fmt: skip
XSD = """<?xml version="1.0" encoding="UTF-8"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:element name="simpledc">
    <xs:complexType>
      <xs:sequence>
{fields}
      </xs:sequence>
    </xs:complexType>
  </xs:element>
</xs:schema>
"""


def dossier_description(dossier: Dossier, catalogue: Catalogue, last_day: str) -> bytes:
    """EAD.xml; ``last_day``: when it became what it is."""
    procedure = catalogue.procedures.get(dossier.procedure_code)
    titles = dict.fromkeys(paper.title for paper in dossier.documents)
    told = {
        "arcFileCode": dossier.dossier_code or dossier.id,
        "title": procedure.label if procedure else "Hồ sơ thủ tục hành chính",
        "maintenance": term(procedure.retention) if procedure else "",
        "mode": CONDITIONAL,
        "language": VIETNAMESE,
        "startDate": day_of(dossier.received_at).isoformat(),
        "endDate": last_day,
        "keyword": "; ".join(titles),
        "totalDoc": str(len(dossier.documents)),
        "numberOfPaper": str(sheets(dossier)),
        "numberOfPage": str(len(dossier.pages)),
        "confidenceLevel": DIGITIZED,
        "paperFileCode": dossier.dossier_code,
        "description": f"Thủ tục: {dossier.procedure_code}" if dossier.procedure_code else "",
    }
    return described(DOSSIER_FIELDS, told)


def paper_description(code: str, paper: Document, record: Filed | None) -> bytes:
    """EAD_doc_….xml; what is told by an accepted record only is not told of others."""
    number, notation = parted(record.number) if record else ("", "")
    told = {
        "arcDocCode": code,
        "typeName": paper.title,
        "codeNumber": number,
        "codeNotation": notation,
        "issuedDate": record.issued_on if record else "",
        "organName": record.issuer if record else "",
        "subject": paper.title,
        "language": VIETNAMESE,
        "numberOfPage": str(len(paper.pages)),
        "mode": CONDITIONAL,
        "confidenceLevel": DIGITIZED,
        "format": PDF_A,
        "description": record.code if record else "",
    }
    return described(PAPER_FIELDS, told)


def described(fields: tuple[str, ...], told: dict[str, str]) -> bytes:
    tree = root("simpledc")
    for name in fields:
        node(tree, name, told.get(name, ""))
    return written(tree)


def xsd_of(fields: tuple[str, ...]) -> bytes:
    """The schema of such a description."""
    rows = [f'        <xs:element name="{name}" type="xs:string"/>' for name in fields]
    return XSD.format(fields="\n".join(rows)).encode()


def sheets(dossier: Dossier) -> int:
    """How many sheets of paper: what was scanned on both sides counts half."""
    two_sided = {scan.id for scan in (*dossier.scans, *dossier.sources) if scan.duplex}
    backed = sum(page.scan in two_sided for page in dossier.pages)
    return len(dossier.pages) - backed + ceil(backed / 2)


def term(days: int | None) -> str:
    if days is None:
        return FOR_EVER
    return f"{days // DAYS_A_YEAR} năm" if days >= DAYS_A_YEAR else f"{days} ngày"


def parted(number: str) -> tuple[str, str]:
    """``537/TB-VPCP`` as number and notation; what has no such form is a notation."""
    first, slash, rest = number.partition("/")
    return (first, rest) if slash and first.isdecimal() else ("", number)
