"""What storage promises of signed copies: each stays until its dossier is erased."""

from typing import Protocol

from ocr_service.domain.signing import SignedCopy


class SignedCopyStore(Protocol):
    def add(self, copy: SignedCopy) -> None:
        """The file is kept already; raises NotFound when the dossier is gone."""
        ...

    def newest(self, document_id: str) -> SignedCopy | None: ...
