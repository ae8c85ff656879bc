"""What the audit trail is told of the review desk; never what was keyed, nor a reason as typed."""

from ocr_service.domain.audit import Act, Deed
from ocr_service.domain.dossier import Dossier


def at_desk(act: Act, of: Dossier, document_id: str, **remark: str | int) -> Deed:
    return Deed(act, of.agency_code, of.id, document_id, remark=remark)
