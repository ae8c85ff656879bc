"""Office pages that bear codes: drawn by zxing-cpp's own writer, at the size they have on paper."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from benchmarks.reading.draw import DPI, Drawn, draw
from samples.generator.stamps import pressed, round_stamp

Pixels = NDArray[np.uint8]
MM = DPI / 25.4
WAYS = zxingcpp.BarcodeFormat


@dataclass(frozen=True)
class Kind:
    """A kind of code and how wide it is printed (mm, with its quiet zone left out)."""

    name: str
    way: zxingcpp.BarcodeFormat
    width: float
    height: float = 0.0  # of stripes; square codes are as high as wide


KINDS = (
    Kind("qr-card", WAYS.QRCode, 25),
    Kind("qr-slip", WAYS.QRCode, 25),
    Kind("datamatrix", WAYS.DataMatrix, 18),
    Kind("code128", WAYS.Code128, 60, 12),
    Kind("code39", WAYS.Code39, 90, 12),
    Kind("pdf417", WAYS.PDF417, 70, 18),
)
FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Vũ", "Đặng")
GIVEN = ("Thị Ngọc Ánh", "Văn Bình", "Minh Đức", "Thị Thu Hà", "Quốc Khánh", "Thùy Dương")
PLACES = ("Thôn Đông, Xã Phú Hưng, Bến Tre", "12 Lê Lợi, P. Vĩnh Ninh, TP. Huế, Thừa Thiên Huế")


@dataclass(frozen=True)
class Coded:
    """A page and the texts of its codes, by the name of their kind."""

    page: Drawn
    codes: dict[str, str]


def text_for(kind: str, chance: random.Random) -> str:
    """What offices write into such a code; all invented."""
    dossier = f"H{chance.randint(1, 63):02}.{chance.randint(1, 99):02}-26{chance.randint(1, 12):02}"
    dossier += f"{chance.randint(1, 28):02}-{chance.randint(1, 9999):04}"
    if kind == "qr-slip":
        return f"https://dichvucong.example.vn/tra-cuu?ma={dossier}"
    if kind == "pdf417":
        return f"{dossier}|{chance.choice(PLACES)}"
    if kind != "qr-card":
        return dossier
    born = f"{chance.randint(1, 28):02}{chance.randint(1, 12):02}{chance.randint(1950, 2005)}"
    number = "".join(str(chance.randint(0, 9)) for _ in range(12))
    name = f"{chance.choice(FAMILY)} {chance.choice(GIVEN)}"
    sex = chance.choice(("Nam", "Nữ"))
    return f"{number}|{number[:9]}|{name}|{born}|{sex}|{chance.choice(PLACES)}|10052021"


def picture(kind: Kind, text: str) -> Pixels:
    """The code as printed, grey, in a white quiet zone."""
    code = zxingcpp.create_barcode(text, kind.way)
    drawn = np.array(code.to_image(scale=1, add_quiet_zones=False), np.uint8)
    if kind.height:
        across = round(kind.width * MM)
        size = (across, round(kind.height * MM))
    else:
        size = (round(kind.width * MM),) * 2
    printed = cv2.resize(drawn, size, interpolation=cv2.INTER_NEAREST)
    quiet = round(3 * MM)
    return np.asarray(
        cv2.copyMakeBorder(printed, *[quiet] * 4, cv2.BORDER_CONSTANT, value=255), np.uint8
    )


def laid(page: Pixels, code: Pixels, middle: tuple[int, int], degrees: float) -> Pixels:
    """The page with the code stuck on, ``degrees`` askew, its middle (across, down) there."""
    height, width = page.shape[:2]
    turn = cv2.getRotationMatrix2D((code.shape[1] / 2, code.shape[0] / 2), degrees, 1.0)
    turn[:, 2] += np.array(middle) - np.array(code.shape[::-1]) / 2
    sticker = cv2.warpAffine(code, turn, (width, height), borderValue=255)
    cover = cv2.warpAffine(np.full_like(code, 255), turn, (width, height))
    return np.where(cover[..., None] > 127, sticker[..., None], page).astype(np.uint8)


def coded_page(seed: int, steepest: float = 3.0, under_stamp: bool = False) -> Coded:
    """An office page with a code of every kind on it, up to ``steepest`` degrees askew."""
    chance = random.Random(seed)
    page = draw(seed)
    pixels, codes = page.pixels, {}
    height, width = pixels.shape[:2]
    for kind, (across, down) in zip(KINDS, cells(chance), strict=True):
        codes[kind.name] = text = text_for(kind.name, chance)
        middle = (round(across * width), round(down * height))
        pixels = laid(pixels, picture(kind, text), middle, chance.uniform(-steepest, steepest))
        if under_stamp:
            stamp = round_stamp(round(36 * MM), "ỦY BAN NHÂN DÂN", np.random.default_rng(seed))
            off = round(12 * MM)
            pixels = pressed(pixels, stamp, (middle[0] - off, middle[1] - off // 2))
    return Coded(replace(page, pixels=pixels), codes)


def cells(chance: random.Random) -> Iterator[tuple[float, float]]:
    """Six places that do not overlap, in shares of the page, in any order."""
    places = [(across, down) for across in (0.29, 0.72) for down in (0.18, 0.5, 0.82)]
    chance.shuffle(places)
    for across, down in places:
        yield across + chance.uniform(-0.01, 0.01), down + chance.uniform(-0.05, 0.05)
