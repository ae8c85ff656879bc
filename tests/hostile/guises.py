"""Files that are not what they are called, or two things at once."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import matplotlib as mpl
import networkx
import scipy
import sklearn

from tests.hostile.odd import Odd, plain, saved

BROUGHT = (mpl, networkx, scipy, sklearn)  # installed for other reasons, with pictures in them
ENDINGS = {".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".gif"}
NO_KIND = ("unsupported_type",)


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as folder:
        folder.writestr("../../etc/cron.d/x", "* * * * * root x")
    return out.getvalue()


def guises() -> Iterator[Odd]:
    yield Odd("empty.pdf", b"", ("empty_file",))
    for name, content in {
        "one byte.png": b"\x89",
        "a zip.pdf": zipped(),
        "text.pdf": "Đây là văn bản thường.".encode(),
        "zeros.jpg": bytes(10_000),
        "page.pdf": b"<html><script>alert(1)</script></html>",
        "entities.pdf": b'<!DOCTYPE a [<!ENTITY b "x">]><svg>&b;</svg>',
        "program.tif": b"MZ" + bytes(2000),
        "program.png": b"\x7fELF" + bytes(2000),
        "moving.jpg": saved("GIF", "P"),
        "new.jpg": saved("WEBP"),
        "bits.png": saved("BMP"),
        "drawing.pdf": b"%!PS-Adobe-3.0\n(/etc/passwd) (r) file\n",
        "late mark.pdf": b" " * 1100 + plain()["scan.pdf"],
        "half a mark.png": b"\x89PNG\r\n",
    }.items():
        yield Odd(name, content, NO_KIND)
    scan = plain()["scan.pdf"]
    yield Odd("early words.pdf", b"From the scanner\n" + scan, ("",))
    yield Odd("scan and zip.pdf", scan + zipped(), ("",))
    yield Odd("picture and scan.jpg", saved("JPEG") + scan, ("",))
    yield Odd("picture in words.pdf", b"%PDF-1.7\n" + saved("PNG"))
    yield Odd("two in one.pdf", scan + scan)
    yield Odd("../../../etc/passwd.pdf", scan, ("",))
    yield Odd("..\\..\\giấy khai sinh\0.pdf", scan, ("",))
    yield Odd("$(reboot);`id`|Đơn đề nghị \u202efdp.exe" + "à" * 400, scan, ("",))


def brought_along() -> Iterator[Odd]:
    """What installed packages hold: icons, samples, expectations of their own tests."""
    for package in BROUGHT:
        folder = Path(package.__file__ or "").parent
        for file in sorted(folder.rglob("*")):
            if file.suffix in ENDINGS and file.stat().st_size < 1_000_000:
                yield Odd(f"{package.__name__} {file.name}", file.read_bytes())
