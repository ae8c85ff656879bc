"""Signing a copy of an accepted paper with the agency's key, and whether a copy still holds."""

from dataclasses import dataclass

from ocr_service.actions.facsimile import Facsimile, pieces, state_of
from ocr_service.domain.errors import OcrError
from ocr_service.domain.ids import new_id, utc_now
from ocr_service.domain.reuse import Filed
from ocr_service.domain.signing import SignedCopy
from ocr_service.signing import Signer
from ocr_service.storage import DossierStore, FileStore
from ocr_service.storage.signed_copies import SignedCopyStore

MOST_PAGES = 300  # the whole file is held while it is signed: 45 MB


class TooLong(OcrError):
    """A paper of more pages than can be signed at once."""


@dataclass(frozen=True)
class Desk:
    """What signing may touch besides the signer: pages, files, and the copies kept."""

    dossiers: DossierStore
    files: FileStore
    copies: SignedCopyStore


def sign_copy(record: Filed, of: Facsimile, *, signer: Signer, desk: Desk) -> SignedCopy:
    """Raises TooLong, KeyTrouble, Unavailable, NotFound."""
    if len(of.lying) > MOST_PAGES:
        raise TooLong(f"document {record.id} has {len(of.lying)} pages")
    state, now = state_of(of, dossiers=desk.dossiers), utc_now()
    plain = b"".join(pieces(of, dossiers=desk.dossiers, files=desk.files))
    signed = signer.sign(plain, now)
    stored = desk.files.put(signed.content)
    copy = SignedCopy(
        id=new_id(),
        document_id=record.id,
        dossier_id=of.dossier_id,
        agency_code=record.agency_code,
        signed_at=now,
        sha256=stored.sha256,
        size=stored.size,
        state=state,
        signer=signed.signer,
        level=signed.level,
    )
    desk.copies.add(copy)
    return copy


def still_holds(copy: SignedCopy, of: Facsimile, *, dossiers: DossierStore) -> bool:
    return copy.state == state_of(of, dossiers=dossiers)
