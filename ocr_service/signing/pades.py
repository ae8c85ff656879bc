"""Signatures by PAdES (ETSI EN 319 142-1), level B-B, or B-T where an authority tells the time."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from threading import Lock

from asn1crypto import tsp, x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError

from ocr_service.domain.errors import Unavailable
from ocr_service.domain.signing import Level, Signed, mark_of
from ocr_service.signing import KeyTrouble
from ocr_service.signing.keys import Keys
from ocr_service.signing.mark import place_on, style_of

FIELD = "ChuKySo"
DIGEST = "sha256"
RESERVED = 48 * 1024  # hexadecimal digits, for a signature with a token of time and all chains
Ask = Callable[[bytes], bytes]
"""Puts a request for a timestamp (RFC 3161) to an authority; raises Unavailable."""


class Clock(TimeStamper):
    """An authority for the time, asked in our own way."""

    def __init__(self, ask: Ask) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._ask = ask

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        return tsp.TimeStampResp.load(await asyncio.to_thread(self._ask, req.dump()))


class Pades:
    """A Signer. ``agency``: who makes the copy; "": whom the certificate names.

    One signature at a time: a token knows but one session.
    """

    def __init__(self, keys: Keys, agency: str = "", ask: Ask | None = None) -> None:
        self._keys, self._agency, self._ask = keys, agency, ask
        self._alone = Lock()

    def certificate(self) -> tuple[str, datetime]:
        with self._alone, self._keys.opened() as key:
            its = certificate_of(key)
            return name_of(its), its.not_valid_after

    def sign(self, pdf: bytes, now: datetime) -> Signed:
        with self._alone, self._keys.opened() as key:
            certificate = certificate_of(key)
            if not certificate.not_valid_before <= now <= certificate.not_valid_after:
                raise KeyTrouble(f"the certificate is good to {certificate.not_valid_after} only")
            name = name_of(certificate)
            signed = self._signed(pdf, key, mark_of(self._agency or name, now))
        return Signed(signed, name, Level.B_T if self._ask else Level.B_B)

    def _signed(self, pdf: bytes, key: Signer, mark: str) -> bytes:
        writer, out = IncrementalPdfFileWriter(BytesIO(pdf)), BytesIO()
        told = PdfSignatureMetadata(
            field_name=FIELD, md_algorithm=DIGEST, subfilter=SigSeedSubFilter.PADES
        )
        signer = PdfSigner(
            told,
            key,
            timestamper=Clock(self._ask) if self._ask else None,
            stamp_style=style_of(mark),
            new_field_spec=SigFieldSpec(FIELD, on_page=0, box=place_on(writer, mark)),
        )
        try:
            signer.sign_pdf(writer, output=out, bytes_reserved=RESERVED if self._ask else None)
        except TimestampRequestError as why:
            raise Unavailable(f"the timestamp authority: {why}") from why
        except SigningError as why:
            raise KeyTrouble(str(why)) from why
        return out.getvalue()


def certificate_of(key: Signer) -> x509.Certificate:
    """Raises KeyTrouble."""
    if key.signing_cert is None:
        raise KeyTrouble("no certificate beside the key")
    return key.signing_cert


def name_of(certificate: x509.Certificate) -> str:
    """The common name of whom a certificate is for, else its organisation."""
    told = certificate.subject.native
    return str(told.get("common_name") or told.get("organization_name") or "")
