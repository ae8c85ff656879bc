"""Keys and certificates of an invented authority, and its clock (RFC 3161), for tests."""

from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread

from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko.sign.validation import PdfSignatureStatus, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

PASSPHRASE = "bốn con cò trắng"
AGENCY = "Ủy ban nhân dân xã Đường Lâm"
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Held:
    """A key and its certificate."""

    key: RSAPrivateKey
    certificate: x509.Certificate

    @property
    def asn1(self) -> asn1.Certificate:
        return asn1.Certificate.load(self.certificate.public_bytes(serialization.Encoding.DER))

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    def pkcs8(self) -> bytes:
        plain = serialization.NoEncryption()
        form = serialization.PrivateFormat.PKCS8
        return self.key.private_bytes(serialization.Encoding.DER, form, plain)


@cache
def authority() -> Held:
    return issued("Cơ quan chứng thực thử", None, days=3650)


def issued(name: str, issuer: Held | None, *, days: int = 365, clock: bool = False) -> Held:
    """By that issuer, or by itself; ``days`` from yesterday, also into the past."""
    key, begins = generate_private_key(65537, 2048), datetime.now(UTC) - 2 * DAY
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    by = issuer.certificate.subject if issuer else subject
    made = x509.CertificateBuilder(by, subject, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(begins).not_valid_after(begins + days * DAY)
    made = made.add_extension(x509.BasicConstraints(issuer is None, None), critical=True)
    made = made.add_extension(usage(signs_others=issuer is None), critical=True)
    if clock:
        only = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        made = made.add_extension(only, critical=True)
    signed = made.sign(issuer.key if issuer else key, hashes.SHA256())
    return Held(key, signed)


def usage(signs_others: bool) -> x509.KeyUsage:
    names = (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    )
    wanted = {"key_cert_sign", "crl_sign"} if signs_others else set(names[:2])
    return x509.KeyUsage(**{name: name in wanted for name in names})


def key_file(path: Path, held: Held, passphrase: str = PASSPHRASE) -> Path:
    """A PKCS#12 file with the chain."""
    locked = serialization.BestAvailableEncryption(passphrase.encode())
    chain = [authority().certificate]
    path.write_bytes(
        serialization.pkcs12.serialize_key_and_certificates(
            b"agency", held.key, held.certificate, chain, locked
        )
    )
    return path


def checked(content: bytes) -> PdfSignatureStatus:
    """By somebody who trusts the authority, and nobody else."""
    trusting = ValidationContext(trust_roots=[authority().asn1], allow_fetching=False)
    (signature,) = PdfFileReader(BytesIO(content)).embedded_signatures
    return validate_pdf_signature(signature, trusting, trusting)


@contextmanager
def clock(broken: bool = False, login: str = "") -> Iterator[str]:
    """The address of an authority for the time, on this machine; ``broken``: always 500.

    ``login``: the name and password that it asks for.
    """
    its = issued("Đồng hồ thử", authority(), clock=True)
    stamper = DummyTimeStamper(its.asn1, keys.PrivateKeyInfo.load(its.pkcs8()))

    def told(query: bytes) -> bytes:
        return bytes(stamper.request_tsa_response(tsp.TimeStampReq.load(query)).dump())

    server = ThreadingHTTPServer(("127.0.0.1", 0), desk_of(told, 500 if broken else 200, login))
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/tsa"
    finally:
        server.shutdown()
        server.server_close()


def desk_of(
    told: Callable[[bytes], bytes], status: int, login: str
) -> type[BaseHTTPRequestHandler]:
    asked = f"Basic {b64encode(login.encode()).decode()}" if login else None

    class Desk(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.headers["Content-Type"] == "application/timestamp-query"
            answer = told(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(status if self.headers["Authorization"] == asked else 401)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            pass

    return Desk
