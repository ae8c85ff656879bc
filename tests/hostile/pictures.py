"""Pictures made to harm: absurd sizes, endless chains, contents that swell."""

import struct
import zlib
from collections.abc import Iterator
from functools import cache

from tests.hostile.odd import Odd, saved

PNG = b"\x89PNG\r\n\x1a\n"
GIGABYTE = 2**30
REFUSED = ("too_many_pixels", "damaged_file")


@cache
def swelling(size: int = GIGABYTE) -> bytes:
    """So many zeros, deflated: a million once, as what follows a full flush begins anew."""
    press = zlib.compressobj(1, wbits=-zlib.MAX_WBITS)
    block = press.compress(bytes(2**20)) + press.flush(zlib.Z_FULL_FLUSH)
    check = struct.pack(">HH", size % 65521, 1)  # Adler-32 of zeros
    return b"\x78\x01" + block * (size // 2**20) + press.flush() + check


def chunk(kind: bytes, body: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + body))
    return struct.pack(">I", len(body)) + kind + body + check


def png(wide: int, tall: int, body: bytes, *more: bytes, depth: int = 8, colour: int = 2) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", wide, tall, depth, colour, 0, 0, 0))
    return PNG + head + b"".join(more) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def odd_pngs() -> Iterator[Odd]:
    some = zlib.compress(bytes(64))
    yield Odd("bomb.png", png(40_000, 40_000, some), ("too_many_pixels",))
    yield Odd("widest.png", png(2**31 - 1, 1, some), REFUSED)
    yield Odd("tallest.png", png(1, 2**31 - 1, some), REFUSED)
    yield Odd("none.png", png(0, 0, some), ("damaged_file",))
    yield Odd("beyond.png", png(2**32 - 1, 2**32 - 1, some), REFUSED)
    yield Odd("large and legal.png", png(12_000, 12_000, swelling()), ("", "quarantined"))
    yield Odd("large, 16 bits.png", png(12_000, 12_000, some, depth=16))
    yield Odd("swollen.png", png(100, 100, swelling()))
    yield Odd("swollen profile.png", png(9, 9, some, chunk(b"iCCP", b"x\0\0" + swelling())))
    yield Odd("swollen text.png", png(9, 9, some, chunk(b"zTXt", b"x\0\0" + swelling())))
    yield Odd("many chunks.png", png(9, 9, some, *[chunk(b"tEXt", b"a\0b")] * 50_000))
    yield Odd("no palette.png", png(9, 9, some, colour=3))
    yield Odd("odd depth.png", png(9, 9, some, depth=7))
    yield Odd("long chunk.png", PNG + struct.pack(">I", 2**31 - 1) + b"IHDR" + bytes(20))
    yield Odd("only a mark.png", PNG, ("damaged_file",))
    frames = chunk(b"acTL", struct.pack(">II", 2**31 - 1, 0))
    yield Odd("moving.png", png(9, 9, zlib.compress(bytes(9 * 28)), frames))


def odd_jpegs() -> Iterator[Odd]:
    whole = saved("JPEG")
    frame = whole.index(b"\xff\xc0")
    for tall, wide in ((65_535, 65_535), (65_535, 1), (0, 0), (0, 500), (30_000, 30_000)):
        size = struct.pack(">HH", tall, wide)
        yield Odd(f"{wide} x {tall}.jpg", whole[: frame + 5] + size + whole[frame + 9 :])
    scan = whole.index(b"\xff\xda")
    progressive = saved("JPEG", progressive=True)
    last = progressive.rindex(b"\xff\xda")
    again = progressive[last:-2] * 3000
    yield Odd("scans without end.jpg", progressive[:-2] + again + b"\xff\xd9")
    yield Odd("no tables.jpg", whole[:2] + whole[frame:])
    yield Odd("no scan.jpg", whole[:scan] + b"\xff\xd9", ("damaged_file",))
    yield Odd("only a mark.jpg", b"\xff\xd8\xff", ("damaged_file",))
    yield Odd("all fill.jpg", b"\xff\xd8" + b"\xff" * 500_000, ("damaged_file",))
    exif = b"Exif\0\0" + b"II*\0" + struct.pack("<IHHHII", 8, 1, 0x112, 3, 2**31, 8)
    app1 = b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif
    yield Odd("exif that points to itself.jpg", whole[:2] + app1 + whole[2:])
    yield Odd("comments.jpg", whole[:2] + b"\xff\xfe\xff\xff" * 20 + whole[2:])
    yield Odd("four colours.jpg", saved("JPEG", "CMYK"), ("",))


def directory(*tags: tuple[int, int, int, int], after: int = 0) -> bytes:
    """One directory of a little-endian TIFF: (tag, type, count, value), and where the next is."""
    rows = b"".join(struct.pack("<HHII", *tag) for tag in tags)
    return struct.pack("<H", len(tags)) + rows + struct.pack("<I", after)


def tiff(*tags: tuple[int, int, int, int], after: int = 0, rest: bytes = b"") -> bytes:
    return b"II*\0" + struct.pack("<I", 8) + directory(*tags, after=after) + rest


def shape(
    wide: int, tall: int, packing: int = 1, at: int = 200, long: int = 100
) -> list[tuple[int, int, int, int]]:
    """The tags of a grey picture of one strip."""
    return [
        (256, 4, 1, wide), (257, 4, 1, tall), (258, 3, 1, 8), (259, 3, 1, packing),
        (262, 3, 1, 1), (273, 4, 1, at), (277, 3, 1, 1), (278, 4, 1, tall), (279, 4, 1, long),
    ]  # fmt: skip


def odd_tiffs() -> Iterator[Odd]:
    small = shape(9, 9)
    yield Odd("next is itself.tif", tiff(*small, after=8, rest=bytes(300)))
    chain = b"".join(directory(after=8 + (place + 1) * 6) for place in range(30_000))
    yield Odd("directories without end.tif", b"II*\0" + struct.pack("<I", 8) + chain)
    yield Odd(
        "directory beyond the end.tif", b"II*\0" + struct.pack("<I", 2**31), ("damaged_file",)
    )
    yield Odd("no tags.tif", tiff(), ("damaged_file",))
    yield Odd("bomb.tif", tiff(*shape(60_000, 60_000)), ("too_many_pixels", "damaged_file"))
    yield Odd("no size.tif", tiff(*shape(0, 0), rest=bytes(300)), ("damaged_file",))
    yield Odd("strip beyond the end.tif", tiff(*shape(900, 900, at=2**31), rest=bytes(300)))
    deflated = swelling()
    yield Odd("swollen.tif", tiff(*shape(12_000, 12_000, 8, 122, len(deflated)), rest=deflated))
    yield Odd("little for much.tif", tiff(*shape(12_000, 12_000), rest=bytes(300)))
    yield Odd("a million values.tif", tiff((273, 4, 2**30, 8), *small, rest=bytes(300)))
    for packing in (2, 3, 4, 5, 6, 7, 32773, 34712, 50001, 65535):
        yield Odd(
            f"noise packed by {packing}.tif", tiff(*shape(90, 90, packing), rest=b"\xa5" * 400)
        )
    yield Odd("big, empty.tif", b"II+\0\x08\0\0\0" + struct.pack("<Q", 16) + bytes(64))
    yield Odd("big, wild.tif", b"II+\0\x08\0\0\0" + struct.pack("<Q", 2**63) + bytes(64))
