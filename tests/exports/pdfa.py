"""What ISO 19005-2 (PDF/A-2, level b) asks of files like ours, clause by clause.

No validator of it can be had from PyPI, npm or Debian: veraPDF is on none of them. Debian's PDFBox
Preflight 2.0.27 knows PDF/A-1b only; told that files of ours, one of them signed, are that, it
blamed what PDF/A-2 no longer asks for (a colour profile of ICC 2, CIDSet) and nothing else.
"""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import BytesIO

import pikepdf
from lxml import etree
from pikepdf import Dictionary, Name, Object, Pdf, Stream

from ocr_service.exports.pdf_about import About
from tests.exports.pdfa_fonts import Told, fonts

ABOUT = About(
    "001079012345.1.001193.birth_certificate.01",
    "Giấy khai sinh <bản sao> & trích lục",
    datetime(2026, 11, 26, 8, 30, tzinfo=UTC),
    issuer="UBND xã Đường Lâm",
    issued_on="2024-03-05",
    hashes=("ab" * 32,),
)
FILTERS = {"/FlateDecode", "/DCTDecode", "/CCITTFaxDecode", "/JBIG2Decode", "/JPXDecode"}
COLOURS = {"/DeviceRGB", "/DeviceGray"}  # what an output intent of sRGB speaks for
XMP = "http://ns.adobe.com/xap/1.0/"
DEFINED = {  # the schemas that need no description, and are used here
    "http://www.aiim.org/pdfa/ns/id/",
    "http://ns.adobe.com/pdf/1.3/",
    "http://purl.org/dc/elements/1.1/",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "adobe:ns:meta/",
    XMP,
}
# Path, colour, text, picture and marked content; none that only others know.
OPERATORS = re.compile(
    r"[bBfSsFn]\*?|B(DC|I|MC|T|X)|c|cm|CS|cs|[dhijJklmMvwWy]|d[01]|D[oP]|E[IMTX]C?|W\*|[gGkKqQ]|gs|ID|MP"
    r"|re|RG|rg|ri|SC[N]?|sc[n]?|sh|T[*cdDfjJLmrswz]|['\"]"
)
PRINT, INVISIBLE, HIDDEN, NO_VIEW, TOGGLE = 4, 1, 2, 32, 256  # flags of annotations


def faults(content: bytes) -> list[str]:
    """Each fault with its clause; none for a file that conforms."""
    found = list(around(content))
    with pikepdf.open(BytesIO(content)) as file:
        for look in LOOKS:
            found += look(file)
    return found


def around(content: bytes) -> Told:
    if not re.match(rb"%PDF-1\.[0-7]\n%[\x80-\xff]{4}", content):
        yield "6.1.2 header, and four bytes beyond ASCII"
    if not re.search(rb"%%EOF\r?\n?$", content):
        yield "6.1.3 nothing after the last %%EOF"
    if re.search(rb"xref[ \t]*\r?\n\d+ \d+[ \t]*\r?\n(?!\d{10} \d{5} [nf])", content):
        yield "6.1.4 table of places"


def structure(file: Pdf) -> Told:
    yield from (f"6.1 {wrong}" for wrong in file.check_pdf_syntax())
    if "/ID" not in file.trailer or "/Encrypt" in file.trailer:
        yield "6.1.3 an ID, no encryption"
    if "/Info" in file.trailer:
        yield "6.6.3 what /Info says must agree with the XMP: there must be none"
    for thing in file.objects:
        if isinstance(thing, Stream):
            yield from stream(thing)
    for name in names_in(file):
        if len(name) > 128:
            yield "6.1.13 names of 127 bytes at most"


def stream(thing: Stream) -> Told:
    if {"/F", "/FFilter", "/FDecodeParms"} & set(thing.keys()):
        yield "6.1.7.1 no content in other files"
    if int(thing.Length) != len(thing.read_raw_bytes()):
        yield "6.1.7.1 the length is as told"
    told = thing.get("/Filter", [])
    filters = [told] if isinstance(told, Name) else list(told)
    if not {str(it) for it in filters} <= FILTERS:
        yield f"6.1.7.2 filters: {filters}"


def names_in(file: Pdf) -> Iterator[str]:
    for thing in file.objects:
        if isinstance(thing, Dictionary | Stream):
            yield from thing.keys()


def contents(file: Pdf) -> Told:
    for holder in drawn_in(file):
        depth = 0
        for operands, operator in pikepdf.parse_content_stream(holder):
            depth += {"q": 1, "Q": -1}.get(str(operator), 0)
            if depth > 28:
                yield "6.1.13 28 states at most, one in another"
            if not OPERATORS.fullmatch(str(operator)):
                yield f"6.2.2 operator {operator}"
            if any(isinstance(it, pikepdf.String) and len(bytes(it)) > 32_767 for it in operands):
                yield "6.1.13 strings of 32,767 bytes at most"
        if "/Resources" not in holder:
            yield "6.2.2 resources of its own"


def drawn_in(file: Pdf) -> Iterator[Object]:
    """Pages, and what else has operators: forms, among them the appearances of annotations."""
    yield from (page.obj for page in file.pages)
    for thing in file.objects:
        if isinstance(thing, Stream) and thing.get("/Subtype") == "/Form":
            yield thing


def intent(file: Pdf) -> Told:
    intents = [it for it in file.Root.get("/OutputIntents", []) if it.S == "/GTS_PDFA1"]
    if len(intents) != 1:
        yield "6.2.3 one output intent"
        return
    profile = intents[0].DestOutputProfile
    icc = profile.read_bytes()
    if profile.N != 3 or icc[16:20] != b"RGB " or icc[36:40] != b"acsp" or icc[8] not in (2, 4):
        yield "6.2.3 a profile of three colours, by ICC 2 or 4"
    if int.from_bytes(icc[:4]) != len(icc):
        yield "6.2.3 a whole profile"


def graphics(file: Pdf) -> Told:
    for page in file.pages:
        width, height = (float(page.mediabox[at + 2] - page.mediabox[at]) for at in (0, 1))
        if not (3 <= width <= 14_400 and 3 <= height <= 14_400):
            yield "6.1.13 pages of 3 to 14,400 units"
        if "/Group" in page and page.Group.get("/CS") not in COLOURS:
            yield "6.2.10 the colours of a transparency group"
    for thing in file.objects:
        if isinstance(thing, Stream) and thing.get("/Subtype") == "/Image":
            yield from picture(thing)
        elif isinstance(thing, Stream) and {"/OPI", "/PS", "/Ref", "/Subtype2"} & set(thing.keys()):
            yield "6.2.9 no PostScript, no references"
        elif isinstance(thing, Dictionary) and thing.get("/Type") == "/ExtGState":
            yield f"6.2.5, 6.2.10 graphics states are not needed: {thing.keys()}"


def picture(thing: Stream) -> Told:
    if {"/Alternates", "/OPI"} & set(thing.keys()) or thing.get("/Interpolate", False):
        yield "6.2.8 no alternates, no interpolation"
    if thing.get("/Filter") == "/JPXDecode" and not wavelets(thing.read_raw_bytes()):
        yield "6.2.8.3 JPEG 2000 of 8 bits in one or three colours, sRGB or grey"
    if thing.get("/ColorSpace") not in COLOURS:
        yield f"6.2.4.3 colours that the output intent speaks for: {thing.get('/ColorSpace')}"


def wavelets(jp2: bytes) -> bool:
    """Whether it is a JP2 file with one colour space, by its number, of as many 8-bit colours."""
    at = jp2.find(b"ihdr")
    colours, depth = int.from_bytes(jp2[at + 12 : at + 14]), jp2[at + 14]
    space = jp2.find(b"colr")
    numbered = jp2[space + 4] == 1 and int.from_bytes(jp2[space + 7 : space + 11])
    return (
        jp2[4:8] == b"jP  "
        and depth == 7
        and jp2.count(b"colr") == 1
        and (colours, numbered) in ((1, 17), (3, 16))
    )


def annotations(file: Pdf) -> Told:
    for note in (it for page in file.pages for it in page.get("/Annots", [])):
        if note.Subtype != "/Widget":
            yield f"6.3.1 annotations of ours are signatures: {note.Subtype}"
        flags = int(note.get("/F", 0))
        if not flags & PRINT or flags & (INVISIBLE | HIDDEN | NO_VIEW | TOGGLE):
            yield "6.3.2 seen and printed"
        if list(note.get("/AP", {}).keys()) != ["/N"]:
            yield "6.3.3 one appearance, the normal one"
        if {"/A", "/AA"} & set(note.keys()):
            yield "6.4.1 fields do nothing"


def forms(file: Pdf) -> Told:
    form = file.Root.get("/AcroForm")
    if form is None:
        return
    if form.get("/NeedAppearances", False) or "/XFA" in form:
        yield "6.4.1 appearances are there; 6.4.2 no XFA"
    for field in form.Fields:
        if field.FT != "/Sig":
            yield "6.4.1 no field but signatures"
        elif field.V.SubFilter != "/ETSI.CAdES.detached" or len(field.V.ByteRange) != 4:
            yield "6.4.3 a signature over the whole file"
    if not set(file.Root.get("/Perms", {}).keys()) <= {"/UR3", "/DocMDP"}:
        yield "6.1.12 permissions"


def acts(file: Pdf) -> Told:
    root = set(file.Root.keys())
    if {"/OpenAction", "/AA"} & root or any("/AA" in page for page in file.pages):
        yield "6.5 nothing happens by itself"
    for thing in file.objects:
        if isinstance(thing, Dictionary) and thing.get("/Type") == "/Action":
            yield f"6.5.1 an action: {thing.get('/S')}"
    if {"/JavaScript", "/EmbeddedFiles", "/AlternatePresentations"} & names_of_root(file):
        yield "6.5.1 no scripts; 6.8 no files within; 6.10 no other presentation"
    if {"/OCProperties", "/Requirements", "/Collection"} & root:
        yield "6.9 no layers; 6.11 no requirements"
    if any("/PresSteps" in page for page in file.pages):
        yield "6.10 no slides"


def names_of_root(file: Pdf) -> set[str]:
    return set(file.Root.get("/Names", Dictionary()).keys())


def metadata(file: Pdf) -> Told:
    told = file.Root.get("/Metadata")
    if told is None or "/Filter" in told or told.get("/Subtype") != "/XML":
        yield "6.6.2.1 XMP that who knows no PDF can read"
        return
    packet = told.read_bytes()
    if not re.match(rb"<\?xpacket begin=(?![^>]*(bytes|encoding)=)", packet):
        yield "6.6.2.1 the packet's head"
    tree = etree.fromstring(packet.strip().partition(b"?>")[2].rpartition(b"<?xpacket")[0].strip())
    used = {etree.QName(it).namespace for it in tree.iter(etree.Element)}
    used |= {etree.QName(key).namespace for it in tree.iter(etree.Element) for key in it.attrib}
    if strange := used - DEFINED - {None, "http://www.w3.org/XML/1998/namespace"}:
        yield f"6.6.2.3 schemas that are not described: {strange}"
    with file.open_metadata(set_pikepdf_as_editor=False) as said:
        if said.pdfa_status != "2B":
            yield "6.6.4 part and conformance"


Look = Callable[[Pdf], Told]
LOOKS: tuple[Look, ...] = (
    structure,
    contents,
    intent,
    graphics,
    fonts,
    annotations,
    forms,
    acts,
    metadata,
)
