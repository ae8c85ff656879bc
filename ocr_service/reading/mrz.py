"""Finds the machine-readable zone of a page, and tells what its check digits prove."""

from collections.abc import Sequence

from ocr_service.domain.page import Box, Line, Mark, MarkKind
from ocr_service.reading.image import Image
from ocr_service.reading.zone_look import Closer, zone_band, zone_rows
from ocr_service.schema.zone import Zone, zone_in


def mrz(
    lines: Sequence[Line], image: Image | None = None, closer: Closer | None = None
) -> Mark | None:
    """The zone among ``lines`` in reading order: its rows, rebuilt; None if none is proved.

    With ``image`` and ``closer`` the place is looked at again, since engines for prose misread
    the letters of zones; what that look proves goes before what the lines prove.
    """
    read = zone_in([line.text for line in lines])
    held = lines[read.first : read.last + 1] if read else ()
    box = Box.around(line.box for line in held) if held else None
    band = zone_band(lines)
    if image is not None and closer is not None and band:
        rows = [line.box.height for line in lines if _within(line.box, band)]
        again = zone_in(zone_rows(image, band, sorted(rows)[len(rows) // 2], closer))
        if again and (not read or _told(again) >= _told(read)):
            read, box = again, box or band
    if read is None or box is None:
        return None
    return Mark(MarkKind.MRZ, "\n".join(read.rows), box, read.repaired)


def _within(box: Box, band: Box) -> bool:
    return band.top <= box.middle[1] <= band.bottom


def _told(zone: Zone) -> int:
    """How many of its rows say anything."""
    return sum(bool(row.strip("<")) for row in zone.rows)
