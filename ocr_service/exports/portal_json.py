"""A dossier in the shape that provincial systems synchronise with the national portal.

Names, lengths and codes are those of a real provincial system (schemas/portal/ho_so.schema.json).
What nobody has told us is left out: channels and states of handling, fees, the codes of components
and fields of law in the national database, whether a paper was fetched from the national store
(DuocLayTuKhoDMQG: 0 would say that it was not). A text that is too long is cut; a code that is too
long is no code any more, so it is left out too.
"""

import json
from datetime import datetime
from typing import Any

from ocr_service.domain.calendar import OFFICE
from ocr_service.domain.dossier import Document, DocumentStatus, Dossier
from ocr_service.domain.reuse import Filed, Party, Reused
from ocr_service.exports.portal_told import Told
from ocr_service.exports.record_json import document_json
from ocr_service.schema.catalogue import Catalogue
from ocr_service.schema.document_type import DocumentType, Part, Position
from ocr_service.schema.procedure import Procedure

Json = dict[str, Any]
APPLICANT = "applicant"  # what schemas call whoever asks for the procedure
COMPONENT, RESULT = 0, 1  # LoaiSoHoa
APPROVAL = {
    DocumentStatus.NEEDS_REVIEW: 1,
    DocumentStatus.ACCEPTED: 2,
    DocumentStatus.REJECTED: 3,
}
CITIZEN = 1  # LoaiDoiTuong
KIND_OF_NUMBER = {12: 1, 9: 2}  # LoaiDinhDanh, by the figures of a personal number
LONGEST_CODE = 50  # of MaHoSo


def portal_json(told: Told, catalogue: Catalogue) -> Json:
    dossier, papers = told.dossier, told.papers
    procedure = catalogue.procedures.get(told.procedure_code)
    results = [it for it in papers if is_result(it.document_type, procedure)]
    components = [it for it in papers if it not in results]
    handed_in = [component_json(it, place, told) for place, it in enumerate(components, start=1)]
    handed_in += [reused_json(it, told, catalogue) for it in told.reused]
    digitized = any(it["DuocSoHoa"] for it in handed_in)
    return {
        "HoSo": {
            **head_json(dossier, procedure),
            **owner_json(told),
            "TaiLieuNop": handed_in,
            "DanhSachGiayToKetQua": [result_json(it, told) for it in results if accepted(it)],
            "HoSoCoThanhPhanSoHoa": int(digitized),
        },
        "DanhSachGiayToSoHoa": [
            paper_json(it, RESULT if it in results else COMPONENT, told, catalogue) for it in papers
        ],
    }


def head_json(dossier: Dossier, procedure: Procedure | None) -> Json:
    """A national code that nobody has verified is not told."""
    return without_gaps(
        MaHoSo=code(dossier.dossier_code, LONGEST_CODE),
        MaTTHC=national_code(procedure),
        TenTTHC=procedure.label if procedure else "",
        NgayTiepNhan=moment(dossier.received_at),
        DonViXuLy=dossier.competent_agency_code or dossier.agency_code,
        NoiNopHoSo=dossier.agency_code,
    )


def national_code(procedure: Procedure | None) -> str:
    return procedure.national_code if procedure and procedure.national_code_verified else ""


def is_result(document_type: str, procedure: Procedure | None) -> bool:
    """Whether such a paper can only be what that procedure issues."""
    return bool(procedure and procedure.tells_result and document_type == procedure.outcome)


def owner_json(told: Told) -> Json:
    """Whoever asks for the procedure, where accepted papers name one person only."""
    asking = [
        party
        for record in told.records.values()
        for party in record.parties
        if party.role == APPLICANT
    ]
    names = {party.name for party in asking if party.name}
    numbers = {party.number for party in asking if personal(party)}
    of_kind = {KIND_OF_NUMBER[len(it)]: it for it in sorted(numbers)}
    if len(names) != 1 or len(of_kind) != len(numbers):
        return {}
    return without_gaps(
        ChuHoSo=names.pop(),
        LoaiDoiTuong=CITIZEN if numbers else None,
        SoGiayToChuHoSo=max(numbers, key=len, default=""),
        DinhDanhCHS=[
            {"LoaiDinhDanh": kind, "SoDinhDanh": of_kind[kind]} for kind in sorted(of_kind)
        ],
    )


def personal(party: Party) -> bool:
    return party.number.isdecimal() and len(party.number) in KIND_OF_NUMBER


def component_json(document: Document, place: int, told: Told) -> Json:
    """A paper handed in with this dossier; the file as archives name it, where it has a code."""
    digitized = int(accepted(document))
    named = f"{told.dossier.dossier_code}.{place:03}.pdf" if told.dossier.dossier_code else ""
    return without_gaps(
        TepDinhKemId=document.id,
        TenTepDinhKem=text(named or document.title, 4000),
        IsDeleted=0,
        DuongDanTaiTepTin=file_of(document.id, told),
        DuocSoHoa=digitized,
        DuocTaiSuDung=0,
        TrangThaiSoHoa=digitized,
    )


def reused_json(reused: Reused, told: Told, catalogue: Catalogue) -> Json:
    """A paper of another dossier that stands for one of this; its scan is there, not asked anew."""
    source = catalogue.procedures.get(reused.procedure_code)
    which = 2 if is_result(reused.document_type, source) else 1
    return without_gaps(
        TepDinhKemId=reused.record_id,
        TenTepDinhKem=text(catalogue.label(reused.document_type), 4000),
        IsDeleted=int(not reused.code),
        DuongDanTaiTepTin=file_of(reused.record_id, told) if reused.code else "",
        DuocSoHoa=1,
        DuocTaiSuDung=which,
        MaKetQuaThayThe=reused.code,
        TrangThaiSoHoa=which + 1,
    )


def result_json(document: Document, told: Told) -> Json:
    record = told.records.get(document.id)
    return without_gaps(
        TenGiayTo=document.title or document.document_type,
        GiayToId=document.id,
        DuongDanTepTinKetQua=file_of(document.id, told),
        MaGiayToKetQua=record.code if record else "",
    )


def paper_json(document: Document, kind: int, told: Told, catalogue: Catalogue) -> Json:
    """What was read of a paper is told once somebody or the evidence vouches for it."""
    record = told.records.get(document.id) if accepted(document) else None
    known = catalogue.document_types.get(document.document_type)
    return without_gaps(
        Ten=text(document.title or catalogue.label(document.document_type), 2000),
        MaHoSo=code(told.dossier.dossier_code, LONGEST_CODE),
        MaGiayTo=code(document.document_type, 200),
        LoaiSoHoa=kind,
        DinhKem=document.id,
        TrangThaiSoHoa=APPROVAL[document.status],
        MaTTHC=national_code(catalogue.procedures.get(told.procedure_code)),
        ThanhPhanHoSo={"soTrang": len(document.pages)},
        **(record_json(record, document, known, told) if record else {}),
    )


def record_json(record: Filed, document: Document, known: DocumentType | None, told: Told) -> Json:
    return {
        "Ma": code(record.code, 200),
        "SoKyHieu": code(record.number, 60),
        "NguoiSoHoa": told.accepted_by.get(document.id, ""),
        "ThoiGianSoHoa": moment(record.accepted_at),
        "ThoiHanHieuLuc": day(record.valid_until),
        "NgayBanHanh": day(issued_on(record, document, known)),
        "CoQuanBanHanh": text(record.issuer, 200),
        "NguoiKy": text(signer(document, known), 50),
        "ChuGiayTo": ", ".join(dict.fromkeys(it.name for it in record.holders if it.name)),
        "JsonOcr": json.dumps(document_json(document), ensure_ascii=False),
    }


def issued_on(record: Filed, document: Document, known: DocumentType | None) -> str:
    """The day, where the paper tells one: a record of a year alone counts from its first day."""
    fields = map(document.record.field, known.reuse.issued if known else ())
    days = [str(it.value) for it in fields if it and it.value]
    return record.issued_on if days and days[0] == record.issued_on else ""


def signer(document: Document, known: DocumentType | None) -> str:
    """The name in the signature block, by the field that its schema reads there."""
    for spec in known.fields if known else ():
        if any(it.position is Position.SIGNATURE and it.part is Part.NAME for it in spec.ways):
            found = document.record.field(spec.name)
            return str(found.value) if found and found.value else ""
    return ""


def accepted(document: Document) -> bool:
    return document.status is DocumentStatus.ACCEPTED


def file_of(document_id: str, told: Told) -> str:
    if not told.address:
        return ""
    return f"{told.address.rstrip('/')}/api/v1/documents/{document_id}/file.pdf"


def moment(at: datetime) -> str:
    return at.astimezone(OFFICE).strftime("%Y%m%d%H%M%S")


def day(told: str) -> str:
    """A day of ISO 8601 at its beginning; "" for none."""
    return told.replace("-", "") + "000000" if len(told) == 10 else ""


def text(told: str, longest: int) -> str:
    return told if len(told) <= longest else told[: longest - 1] + "…"


def code(told: str, longest: int) -> str:
    return told if len(told) <= longest else ""


def without_gaps(**told: Any) -> Json:
    """What is unknown is left out; 0 is known."""
    return {name: value for name, value in told.items() if value not in ("", None, [])}
