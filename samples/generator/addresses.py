"""Stamps, signatures and codes as data addresses, to stand inside a template."""

import base64
from random import Random

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from samples.generator.cast import Office
from samples.generator.stamps import round_stamp, signature

INK_DPI = 300


def _address_of(picture: NDArray[np.uint8]) -> str:
    kept, packed = cv2.imencode(".png", picture)
    if not kept:
        raise ValueError("this picture cannot be written as PNG")
    return "data:image/png;base64," + base64.b64encode(packed.tobytes()).decode("ascii")


def stamp(text: str, foot: str, chance: Random) -> str:
    """A round stamp of 36 mm."""
    size = round(36 / 25.4 * INK_DPI)
    seeded = np.random.default_rng(chance.getrandbits(32))
    return _address_of(round_stamp(size, text, seeded, foot))


def pen(chance: Random) -> str:
    """A signature."""
    return _address_of(signature(520, 260, np.random.default_rng(chance.getrandbits(32))))


def code(text: str, kind: str = "QRCode") -> str:
    """A QR code, or a bar code (``kind`` "Code128"), that holds ``text``."""
    symbol = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, kind))
    return _address_of(np.asarray(symbol.to_image(scale=6), np.uint8))


def seal(office: Office, chance: Random) -> dict[str, object]:
    """The ink over a signer's title: the office's stamp, a signature, their place in mm."""
    text = f"{office.committee} *"
    return {
        "stamp": stamp(text, office.seat.province_short, chance),
        "pen": pen(chance),
        "left": chance.randint(-6, 8),
    }


def only_pen(chance: Random) -> dict[str, object]:
    """A signature without a stamp, as citizens and clerks sign."""
    return {"stamp": "", "pen": pen(chance), "left": chance.randint(0, 10)}
