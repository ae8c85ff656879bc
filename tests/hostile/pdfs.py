"""PDFs made to harm: loops, depths, contents that swell, what must never be run."""

import random
import zlib
from collections.abc import Iterator

import pymupdf

from tests.hostile.odd import Odd
from tests.hostile.pictures import swelling

Objects = list[bytes]
READ = ("",)
FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"
ONE_LETTER = b"/FirstChar 65/LastChar 65/Widths[9]"


def pdf(objects: Objects, trailer: bytes = b"", start: int | None = None) -> bytes:
    """The objects numbered from 1, the first being the catalogue."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root 1 0 R%s>>\n" % (len(objects) + 1, trailer)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % (table if start is None else start))


def stream(body: bytes, entries: bytes = b"") -> bytes:
    return b"<</Length %d%s>>\nstream\n" % (len(body), entries) + body + b"\nendstream"


def one_page(content: bytes, *more: bytes, box: bytes = b"0 0 300 200", page: bytes = b"") -> bytes:
    """One page whose content stream is object 4, ``more`` being 5 and on; ``page``: its entries."""
    return pdf([
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R%s>>" % (box, page),
        content if content.startswith(b"<<") else stream(content),
        *more,
    ])  # fmt: skip


def shown(*more: bytes) -> bytes:
    """A page that draws object 5."""
    return one_page(
        b"q 200 0 0 150 20 20 cm /X Do Q", *more, page=b"/Resources<</XObject<</X 5 0 R>>>>"
    )


def image(body: bytes, wide: int, tall: int, packing: bytes) -> bytes:
    size = b"/Width %d/Height %d/BitsPerComponent 8/ColorSpace/DeviceGray" % (wide, tall)
    return stream(body, b"/Type/XObject/Subtype/Image%s/Filter%s" % (size, packing))


def sizes() -> Iterator[Odd]:
    for box in (
        b"0 0 100000000 100000000", b"0 0 0 0", b"0 0 -5 -5", b"0 0 0.0001 0.0001",
        b"-1e30 -1e30 1e30 1e30", b"0 0 99999999999999999999 1", b"/a (b) null 3", b"1 2",
        b"0 0 1 1000000",
    ):  # fmt: skip
        yield Odd(f"box {box.decode()}.pdf", one_page(b"0 0 10 10 re f", box=box))
    yield Odd("unit.pdf", one_page(b"0 0 9 9 re f", page=b"/UserUnit 1000000"))
    yield Odd("turned by 7.pdf", one_page(b"0 0 9 9 re f", page=b"/Rotate 7"))
    kids = b" ".join(b"%d 0 R" % number for number in range(3, 5003))
    many = [b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 50 50]>>"] * 5000
    tree = b"<</Type/Pages/Kids[%s]/Count 5000>>" % kids
    root = b"<</Type/Catalog/Pages 2 0 R>>"
    yield Odd("5000 pages.pdf", pdf([root, tree, *many]), ("too_many_pages",))
    billions = b"<</Type/Pages/Kids[]/Count 2000000000>>"
    vast = pdf([root, billions])
    yield Odd("says two billion pages.pdf", vast, ("damaged_file", "too_many_pages"))
    yield Odd("no pages.pdf", pdf([root, b"<</Type/Pages/Kids[]/Count 0>>"]), ("damaged_file",))


def loops() -> Iterator[Odd]:
    root = b"<</Type/Catalog/Pages 2 0 R>>"
    yield Odd("pages in pages.pdf", pdf([root, b"<</Type/Pages/Kids[2 0 R]/Count 1>>"]))
    two = [
        b"<</Type/Pages/Kids[3 0 R]/Count 9>>",
        b"<</Type/Pages/Kids[2 0 R]/Parent 2 0 R/Count 9>>",
    ]
    yield Odd("pages in a ring.pdf", pdf([root, *two]))
    yield Odd("itself.pdf", pdf([b"1 0 R"]))
    again = FORM + b"/Resources<</XObject<</X %d 0 R>>>>"
    yield Odd("a form in itself.pdf", shown(stream(b"/X Do " * 50, again % 5)))
    forms = [stream(b"/X Do " * 10, again % (number + 1)) for number in range(5, 15)]
    last = stream(b"0 0 9 9 re f", FORM)
    yield Odd("ten billion forms.pdf", shown(*forms, last))
    good = one_page(b"0 0 10 10 re f")
    yield Odd(
        "previous table is itself.pdf",
        good.replace(b"/Root", b"/Prev %d/Root" % good.index(b"xref")),
    )
    yield Odd("table nowhere.pdf", pdf([root], start=10**9))
    yield Odd("table below zero.pdf", good.replace(b"startxref\n", b"startxref\n-"))
    yield Odd("length is itself.pdf", one_page(b"<</Length 4 0 R>>\nstream\nx\nendstream"))
    yield from looping_paints()


def looping_paints() -> Iterator[Odd]:
    tiled = b"/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 0.00001/YStep 0.00001"
    its_own = b"/Resources<</Pattern<</P 5 0 R>>>>"
    pattern = stream(b"/Pattern cs /P scn 0 0 9 9 re f", tiled + its_own)
    yield Odd("a pattern of itself.pdf", one_page(
        b"/Pattern cs /P scn 0 0 300 200 re f", pattern, page=its_own
    ))  # fmt: skip
    grouped = FORM + b"/Group<</S/Transparency>>/Resources<</ExtGState<</G 6 0 R>>>>"
    mask = stream(b"/G gs 0 0 9 9 re f", grouped)
    yield Odd("a mask of itself.pdf", one_page(
        b"/G gs 0 0 300 200 re f", mask, b"<</SMask<</S/Alpha/G 5 0 R>>>>",
        page=b"/Resources<</ExtGState<</G 6 0 R>>>>",
    ))  # fmt: skip


def depths() -> Iterator[Odd]:
    deep = 100_000
    yield Odd("arrays.pdf", pdf([b"[" * deep + b"]" * deep]))
    yield Odd("dictionaries.pdf", pdf([b"<</A" * deep + b">>" * deep]))
    yield Odd("brackets.pdf", one_page(b"(" * deep))
    yield Odd("saved states.pdf", one_page(b"q " * deep + b"0 0 9 9 re f"))
    yield Odd("marked content.pdf", one_page(b"/A BMC " * deep))
    yield Odd("lines.pdf", one_page(b"0 0 m " + b"".join(
        b"%d %d l " % (step * 37 % 300, step * 91 % 200) for step in range(deep)
    ) + b"S"))  # fmt: skip
    yield Odd("clips.pdf", one_page(b"0 0 300 200 re W n " * deep + b"0 0 9 9 re f"))
    parts = [b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (number + 1) for number in range(2, 3000)]
    yield Odd("tree.pdf", pdf([b"<</Type/Catalog/Pages 2 0 R>>", *parts, b"<</Type/Page>>"]))
    calc = b"{" * deep + b"}" * deep
    yield Odd("function.pdf", one_page(b"/C cs 1 scn 0 0 9 9 re f", stream(
        calc, b"/FunctionType 4/Domain[0 1]/Range[0 1]"
    ), page=b"/Resources<</ColorSpace<</C[/Separation/A/DeviceGray 5 0 R]>>>>"))  # fmt: skip


def swollen() -> Iterator[Odd]:
    bomb, flate = swelling(), b"/Filter/FlateDecode"
    twice = zlib.compress(bomb, 9)
    yield Odd("content.pdf", one_page(stream(bomb, flate)))
    yield Odd("content twice.pdf", one_page(stream(twice, b"/Filter[/FlateDecode/FlateDecode]")))
    yield Odd("picture.pdf", shown(image(bomb, 10_000, 10_000, b"/FlateDecode")))
    yield Odd(
        "absurd picture.pdf",
        shown(image(bomb, 10**6, 10**6, b"/FlateDecode")),
        ("too_many_pixels",),
    )
    yield Odd("runs.pdf", shown(image(b"\x81\0" * 500_000, 10_000, 10_000, b"/RunLengthDecode")))
    packed = stream(bomb, b"/Type/ObjStm/N 1000000/First 100000000" + flate)
    yield Odd("object stream.pdf", pdf([packed]) + b"xref\n0 0\ntrailer<</Root 9 0 R>>")
    table = stream(
        twice, b"/Type/XRef/W[1 4 2]/Size 100000000/Root 1 0 R/Filter[/FlateDecode/FlateDecode]"
    )
    yield Odd("table stream.pdf", b"%PDF-1.7\n1 0 obj\n" + table + b"\nendobj\nstartxref\n9\n%%EOF")
    wide = b"/DecodeParms<</Predictor 15/Columns 2147483647>>"
    yield Odd("predictor.pdf", one_page(stream(zlib.compress(bytes(10**6)), flate + wide)))
    font = b"<</Type/Font/Subtype/TrueType/BaseFont/A/FontDescriptor 6 0 R%s>>" % ONE_LETTER
    described = b"<</Type/FontDescriptor/FontName/A/Flags 4/FontFile2 7 0 R>>"
    yield Odd("font.pdf", written(font, described, stream(bomb, flate)))


def written(*more: bytes) -> bytes:
    """A page that writes with object 5."""
    text = b"BT /F 20 Tf 20 100 Td (ABC) Tj ET"
    return one_page(text, *more, page=b"/Resources<</Font<</F 5 0 R>>>>")


def noises() -> Iterator[Odd]:
    """Streams of noise for every decoder, fonts of noise for every kind."""
    chance = random.Random("noise")
    yield from noisy_streams(chance)
    yield from noisy_fonts(chance)


def noisy_streams(chance: random.Random) -> Iterator[Odd]:
    for packing in (
        "JBIG2Decode", "JPXDecode", "DCTDecode", "CCITTFaxDecode", "LZWDecode", "FlateDecode",
        "ASCII85Decode", "RunLengthDecode", "Crypt", "NoSuchDecode",
    ):  # fmt: skip
        for long in (40, 20_000):
            noise = image(chance.randbytes(long), 300, 200, b"/" + packing.encode())
            yield Odd(f"{packing} {long}.pdf", shown(noise))
    jp2 = bytes.fromhex("0000000c6a5020200d0a870a00000014667479706a703220000000006a703220")
    codestream = bytes.fromhex("ff4fff51002900000000ffff0000ffff00000000000000000000ffff0000ffff")
    yield Odd("vast JPX.pdf", shown(image(jp2 + codestream + bytes(400), 300, 200, b"/JPXDecode")))
    segment = bytes.fromhex("0000000030000100000013") + b"\xff\xff\xff\x7f" * 2 + bytes(11)
    yield Odd("vast JBIG2.pdf", shown(image(segment + bytes(200), 300, 200, b"/JBIG2Decode")))


def noisy_fonts(chance: random.Random) -> Iterator[Odd]:
    for key, kind in (("FontFile", "Type1"), ("FontFile2", "TrueType"), ("FontFile3", "Type1")):
        font = b"<</Type/Font/Subtype/%s/BaseFont/A/FontDescriptor 6 0 R>>" % kind.encode()
        file = b"<</Type/FontDescriptor/FontName/A/Flags 4/%s 7 0 R>>" % key.encode()
        for head in (b"", b"\0\1\0\0\0\xff", b"%!PS-AdobeFont-1.0\n", b"\1\0\4\4"):
            yield Odd(
                f"{key} {head[:4].hex()}.pdf",
                written(font, file, stream(head + chance.randbytes(900))),
            )
    code = b"begincmap 1 begincodespacerange <00> <ffffffffffffffff> endcodespacerange " \
           b"1 beginbfrange <0000> <ffffffff> <0041> endbfrange endcmap"  # fmt: skip
    yield Odd(
        "map.pdf",
        written(b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/ToUnicode 6 0 R>>", stream(code)),
    )
    letters = (
        b"/CharProcs<</A 4 0 R>>/Encoding<</Differences[65/A]>>/Resources<</Font<</F 5 0 R>>>>"
    )
    shape = b"/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]"
    yield Odd(
        "a letter that writes itself.pdf",
        written(b"<</Type/Font%s%s%s>>" % (shape, letters, ONE_LETTER)),
    )


def actions() -> Iterator[Odd]:
    """What other readers would do when the file is opened; ours reads the page and does nothing."""
    for name, action in {
        "script": b"/S/JavaScript/JS(app.launchURL\\('http://127.0.0.1:1/'\\);while\\(1\\);)",
        "launch": b"/S/Launch/F(/bin/sh)/Win<</F(cmd.exe)/P(/c calc)>>",
        "address": b"/S/URI/URI(http://169.254.169.254/latest/)",
        "remote": b"/S/GoToR/F(\\\\\\\\127.0.0.1\\\\share\\\\a.pdf)/D[0/Fit]",
        "submit": b"/S/SubmitForm/F(http://127.0.0.1:1/)",
        "import": b"/S/ImportData/F(/etc/passwd)",
    }.items():
        opened = one_page(b"0 0 10 10 re f", page=b"/AA<</O<<%s>>>>" % action)
        opened = opened.replace(b"/Type/Catalog", b"/Type/Catalog/OpenAction<<%s>>" % action)
        yield Odd(f"action {name}.pdf", opened, READ)
    outside = stream(b"", b"/F(/etc/passwd)/FFilter/FlateDecode")
    yield Odd("content elsewhere.pdf", one_page(outside))
    xfa = b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"
    form = one_page(b"0 0 9 9 re f", stream(xfa))
    yield Odd(
        "form of XML.pdf", form.replace(b"/Type/Catalog", b"/Type/Catalog/AcroForm<</XFA 5 0 R>>")
    )
    attached = pymupdf.open(stream=one_page(b"0 0 9 9 re f"))
    attached.embfile_add("../../etc/cron.d/x", b"MZ" + bytes(900))
    yield Odd("attachment.pdf", bytes(attached.tobytes()), READ)


def locked() -> Iterator[Odd]:
    for way in (
        pymupdf.PDF_ENCRYPT_RC4_40,
        pymupdf.PDF_ENCRYPT_RC4_128,
        pymupdf.PDF_ENCRYPT_AES_256,
    ):
        document = pymupdf.open(stream=one_page(b"0 0 10 10 re f"))
        whole = bytes(document.tobytes(encryption=way, user_pw="x", owner_pw="y"))
        yield Odd(f"locked {way}.pdf", whole, ("encrypted_pdf",))
        yield Odd(f"locked and cut {way}.pdf", whole[: len(whole) * 2 // 3])
        spoilt = whole.replace(b"/V ", b"/V 9", 1)
        yield Odd(f"locked by nobody knows what {way}.pdf", spoilt)
