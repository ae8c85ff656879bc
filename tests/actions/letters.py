"""Letters of all kinds, as people and machines send them."""

import base64
from email.message import EmailMessage

from tests.fakes import scan_of

LAN = "Lan <Lan@xa.example>"


def id_of(subject: str) -> str:
    return f"<{subject.encode().hex()}@xa.example>"


def letter(subject: str, *files: tuple[str, bytes], sender: str = LAN) -> EmailMessage:
    written = EmailMessage()
    written["From"], written["Subject"], written["Message-ID"] = sender, subject, id_of(subject)
    written.set_content("Kính gửi bộ phận một cửa.")
    for name, content in files:
        written.add_attachment(content, "application", "octet-stream", filename=name)
    return written


def with_all_kinds_of_parts() -> EmailMessage:
    """Two scans, a picture in the text, a signature of the letter, a letter with a scan."""
    written = letter("đủ", ("tờ khai.pdf", scan_of("sure form")))
    forwarded = letter("chuyển tiếp", ("căn cước.pdf", scan_of("sure card")))
    shown = '<p>Lan <img src="cid:logo@x"></p>'
    written.add_attachment(shown, subtype="html", disposition="inline")
    written.add_attachment(
        b"\x89PNG\r\n\x1a\n", "image", "png", cid="<logo@x>", filename="logo.png"
    )
    written.add_attachment(forwarded)
    written.add_attachment(b"signed", "application", "pkcs7-signature", filename="smime.p7s")
    return written


def odd_letters() -> dict[str, tuple[EmailMessage | bytes, str]]:
    """By their subjects, with what they must be refused for."""
    trick = '"lan@xa.example" <ai-do@noi-khac.example>'
    two = letter("hai người", ("a.pdf", scan_of("x")), sender="lan@xa.example, b@noi-khac.example")
    head = b"From: lan@xa.example\nSubject: dai\nMessage-ID: <dai@x>\n"
    big = base64.b64encode(bytes(10**6))
    return {
        "la": (letter("la", ("a.pdf", scan_of("x")), sender=trick), "sender_not_allowed"),
        "hai": (two, "sender_not_allowed"),
        "trong": (letter("trong"), "no_attachments"),
        "word": (letter("word", ("don.docx", b"PK\x03\x04")), "unsupported_type"),
        "to": (letter("to", ("to.pdf", b"%PDF-" + big)), "request_too_large"),
        "dai": (head + b"\n" * 300_000, "unreadable"),
    }
