"""Stops at papers that are state secrets: nothing of them may be read on, kept or shown."""

from ocr_service.domain.errors import SECRET_PAPER, BadInput, Complaint
from ocr_service.domain.page import Page
from ocr_service.schema.document_type import Region
from ocr_service.schema.letters import without_marks
from ocr_service.understanding.sheet import Piece, sheet

# Law on the protection of state secrets (29/2018/QH14, article 8): three degrees, each a stamp.
DEGREES = ("MẬT", "TỐI MẬT", "TUYỆT MẬT")
_PLAIN = {without_marks(degree) for degree in DEGREES}
_REMEDY = (
    "Giấy tờ mật không được số hóa qua hệ thống này (Thông tư 03/2025/TT-VPCP, Điều 5). Hãy xử lý "
    "theo quy định về bảo vệ bí mật nhà nước; nếu không phải tài liệu mật, hãy báo người quản trị."
)


def degree_of(page: Page) -> str:
    """The degree of secrecy stamped on a page: one of ``DEGREES`` without marks, or ""."""
    seen = sheet(page)
    for row in seen.rows:
        for piece in row.pieces:
            if seen.stands_in(piece.box, Region.TOP) and (degree := _degree(piece)):
                return degree
    return ""


def _degree(piece: Piece) -> str:
    """The words stand alone, in capitals; the frame of the stamp may have left strokes."""
    words = [token.text.strip(".,:;|[](){}'\"!-_") for token in piece.tokens]
    said = " ".join(word for word in words if word)
    plain = without_marks(said)
    # The marks of capitals are lost first; “MẮT” or “MÁT” are other words, misread or not.
    return plain if plain in _PLAIN and said in (*DEGREES, plain) else ""


def stop_at_secret(page: Page) -> None:
    """Raises BadInput with the code ``secret_paper`` for a page that is stamped secret."""
    if degree_of(page):
        message = f"Trang {page.number} có dấu độ mật nên hệ thống dừng lại, không đọc tiếp."
        raise BadInput(Complaint(SECRET_PAPER, message, _REMEDY))
