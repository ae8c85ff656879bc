"""Stops at papers that are state secrets: nothing of them may be read on, kept or shown."""

from ocr_service.domain.errors import SECRET_PAPER, BadInput, Complaint
from ocr_service.domain.page import Page
from ocr_service.schema.document_type import Region
from ocr_service.schema.letters import without_marks
from ocr_service.understanding.sheet import Piece, sheet

# Law on the protection of state secrets (29/2018/QH14, article 8): three degrees, each a stamp.
# The marks of capitals are misread first. Two words stand for nothing else whatever their marks;
# one alone must not be “MẮT”, “MẶT” or “MÁT”.
_TWO_WORDS = frozenset({"TOI MAT", "TUYET MAT"})
_ONE_WORD = frozenset({"MẬT", "MÂT", "MẠT", "MAT"})
_REMEDY = (
    "Giấy tờ mật không được số hóa qua hệ thống này (Thông tư 03/2025/TT-VPCP, Điều 5). Hãy xử lý "
    "theo quy định về bảo vệ bí mật nhà nước; nếu không phải tài liệu mật, hãy báo người quản trị."
)


def is_secret(page: Page) -> bool:
    """Whether a degree of secrecy is stamped on the upper part of a page."""
    seen = sheet(page)
    return any(
        seen.stands_in(piece.box, Region.TOP) and _is_degree(piece)
        for row in seen.rows
        for piece in row.pieces
    )


def _is_degree(piece: Piece) -> bool:
    """Words that stand alone, in capitals; the frame of the stamp may have left strokes."""
    words = [token.text.strip(".,:;|[](){}'\"!-_") for token in piece.tokens]
    said = " ".join(word for word in words if word)
    return said in _ONE_WORD or (said.isupper() and without_marks(said) in _TWO_WORDS)


def stop_at_secret(page: Page) -> None:
    """Raises BadInput with the code ``secret_paper`` for a page that is stamped secret."""
    if is_secret(page):
        message = f"Trang {page.number} có dấu độ mật nên hệ thống dừng lại, không đọc tiếp."
        raise BadInput(Complaint(SECRET_PAPER, message, _REMEDY))
