from ocr_service.domain.dossier import DocumentStatus
from ocr_service.schema.catalogue import Catalogue
from ocr_service.understanding.across import cross_check
from tests.understanding.paper import CARD_QR, birth_certificate, card, one


def test_papers_of_a_dossier_are_compared(known: Catalogue) -> None:
    wrong = CARD_QR.replace("Lê Văn Hòa", "Lê Thị Minh An").replace("093090001234", "093324001234")
    papers = [one(known, birth_certificate()), one(known, card(number="093324001234", qr=wrong))]
    birth, holder = cross_check(papers, known)
    assert "birth_differs_between_papers" in [doubt.code for doubt in birth.record.doubts]
    assert "birth_differs_between_papers" in [doubt.code for doubt in holder.record.doubts]
    assert birth.status is DocumentStatus.NEEDS_REVIEW


def test_papers_of_strangers_are_not_compared(known: Catalogue) -> None:
    papers = (one(known, birth_certificate()), one(known, card()))
    assert cross_check(papers, known)[0].record.doubts == ()
