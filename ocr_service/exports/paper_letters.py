"""The letters of a printed report: a face like Times with Vietnamese, embedded into the PDF."""

from functools import lru_cache
from pathlib import Path

from ocr_service.domain.errors import MissingDependency

FOLDERS = tuple(Path("/usr/share/fonts/truetype") / it for it in ("liberation2", "liberation"))
REMEDY = "apt-get install fonts-liberation2 (or fonts-liberation)"
PLAIN, BOLD, ITALIC, BOLD_ITALIC = "Serif", "Serif-Bold", "Serif-Italic", "Serif-BoldItalic"
FACES = {
    PLAIN: "LiberationSerif-Regular.ttf",
    BOLD: "LiberationSerif-Bold.ttf",
    ITALIC: "LiberationSerif-Italic.ttf",
    BOLD_ITALIC: "LiberationSerif-BoldItalic.ttf",
}


def folder_of_letters() -> Path | None:
    """Where all faces lie; None where they are not on this machine."""
    return next(
        (it for it in FOLDERS if all((it / name).exists() for name in FACES.values())), None
    )


@lru_cache
def load_letters() -> None:
    """Makes the faces known to reportlab, once; raises MissingDependency."""
    from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
    from reportlab.pdfbase.ttfonts import TTFont

    folder = folder_of_letters()
    if folder is None:
        raise MissingDependency(f"no letters for printed reports: {REMEDY}")
    for face, name in FACES.items():
        registerFont(TTFont(face, folder / name))
    registerFontFamily(PLAIN, PLAIN, BOLD, ITALIC, BOLD_ITALIC)
