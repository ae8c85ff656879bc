"""What the portal is told last of a dossier that is erased."""

from ocr_service.domain.withdrawn import Withdrawn
from ocr_service.exports.portal_json import Json, is_result, portal_json
from ocr_service.exports.portal_told import Told
from ocr_service.schema.catalogue import Catalogue


def withdrawn_json(gone: Withdrawn, others: Told | None, catalogue: Catalogue) -> Json:
    """That its papers are deleted, and nothing of what they said; ``others``: still of its code."""
    body = portal_json(others or Told(gone.dossier()), catalogue)
    procedure = catalogue.procedures.get(gone.procedure_code)
    own = [id_ for id_, kind in gone.papers if not is_result(kind, procedure)]
    handed_in = body["HoSo"]["TaiLieuNop"]
    here = {it["TepDinhKemId"] for it in handed_in}
    handed_in += [deleted_json(it) for it in dict.fromkeys([*own, *gone.used]) if it not in here]
    return body


def deleted_json(paper_id: str) -> Json:
    return {
        "TepDinhKemId": paper_id,
        "IsDeleted": 1,
        "DuocSoHoa": 0,
        "DuocTaiSuDung": 0,
        "TrangThaiSoHoa": 0,
    }
