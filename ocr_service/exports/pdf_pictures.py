"""Pictures of pages as a PDF holds them: 200 dpi in colour and small, or exact where bilevel."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter

DPI = 200  # at least what Nghị định 30/2020/NĐ-CP asks for, where the scan has it
A4_INCHES = 8.27 * 11.69
BYTES_A_PAGE = 149_000  # of A4, with its words and the file's own frame
LEAST = 20_000  # for the picture, however many words there are
QUALITIES = (70, 60, 50)  # of JPEG; below that letters have halos
NEAR = 25  # pixels around, which tell how light the paper is
FAINTEST = 22  # levels of 255 that ink is darker than the paper
FORMATS = ("JPEG", "PNG")
BLACK_IS_ZERO = 1
PHOTOMETRIC, ROWS_A_STRIP, OFFSETS, COUNTS = 262, 278, 273, 279


@dataclass(frozen=True, slots=True)
class Picture:
    """``told``: what the PDF's image dictionary says besides the size."""

    width: int
    height: int
    told: str
    content: bytes


def picture_of(path: Path, dpi: int, taken: int = 0) -> Picture:
    """The kept picture at that path; what is black and white only stays as it is.

    ``taken``: bytes of the page's room that something else needs.
    """
    with Image.open(path, formats=FORMATS) as seen:
        if seen.mode == "1":
            return fax(seen)
        plain = seen.convert("L" if seen.mode in ("L", "LA", "I") else "RGB")
        return fitting(shrunk(plain, dpi), dpi, taken)


def shrunk(seen: Image.Image, dpi: int) -> Image.Image:
    if dpi <= DPI:
        return seen
    share = DPI / dpi
    size = max(1, round(seen.width * share)), max(1, round(seen.height * share))
    return seen.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def fitting(seen: Image.Image, dpi: int, taken: int) -> Picture:
    """As good as fits: larger pages than A4 may weigh more, by their area."""
    kept = min(dpi, DPI) or DPI
    whole = BYTES_A_PAGE * max(1.0, seen.width * seen.height / kept**2 / A4_INCHES)
    room = max(LEAST, int(whole) - taken)
    space = "/DeviceGray" if seen.mode == "L" else "/DeviceRGB"
    told = f"/ColorSpace {space} /BitsPerComponent 8"
    content = encoded(seen, QUALITIES[0])
    if len(content) > room:
        calmer = calm(seen)
        for quality in QUALITIES:
            content = encoded(calmer, quality)
            if len(content) <= room:
                break
        else:
            told, content = f"{told} /Filter /JPXDecode", wavelets(seen, room)
            return Picture(seen.width, seen.height, told, content)
    return Picture(seen.width, seen.height, f"{told} /Filter /DCTDecode", content)


def wavelets(seen: Image.Image, room: int) -> bytes:
    """JPEG 2000 of that many bytes (ISO 19005-2 allows it): dense print stays clean where JPEG
    would need a third more, but it takes ten times as long.
    """
    out, colours = BytesIO(), len(seen.getbands())
    share = seen.width * seen.height * colours / room
    mixed = {"mct": 1} if colours > 1 else {}  # colours apart from light, else they cost as much
    seen.save(
        out, "JPEG2000", quality_mode="rates", quality_layers=[share], irreversible=True, **mixed
    )
    return out.getvalue()


def encoded(seen: Image.Image, quality: int) -> bytes:
    out = BytesIO()
    seen.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    return out.getvalue()


def calm(seen: Image.Image) -> Image.Image:
    """Ink as it is, the grain of the paper around it smoothed: it costs more than all letters."""
    grey = seen.convert("L")
    darker = ImageChops.subtract(grey.filter(ImageFilter.BoxBlur(NEAR)), grey)
    ink = darker.point([255 * (step > FAINTEST) for step in range(256)])
    return Image.composite(
        seen, seen.filter(ImageFilter.BoxBlur(4)), ink.filter(ImageFilter.MaxFilter(5))
    )


def fax(seen: Image.Image) -> Picture:
    """ITU-T T.6 (G4), which Pillow writes into a TIFF of one strip."""
    out = BytesIO()
    seen.save(out, "TIFF", compression="group4", tiffinfo={ROWS_A_STRIP: seen.height})
    whole = out.getvalue()
    with Image.open(BytesIO(whole), formats=["TIFF"]) as told:
        tags = told.tag_v2  # type: ignore[attr-defined]
        begins, sizes = tags[OFFSETS], tags[COUNTS]
        inverted = tags[PHOTOMETRIC] == BLACK_IS_ZERO
    content = b"".join(
        whole[begin : begin + size] for begin, size in zip(begins, sizes, strict=True)
    )
    parameters = (
        f"/K -1 /Columns {seen.width} /Rows {seen.height} /BlackIs1 {str(inverted).lower()}"
    )
    shape = (
        f"/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /CCITTFaxDecode "
        f"/DecodeParms << {parameters} >>"
    )
    return Picture(seen.width, seen.height, shape, content)
