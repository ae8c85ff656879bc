"""Small pictures of a dossier's pages, also of blank ones and of those in no document."""

from io import BytesIO
from pathlib import Path
from typing import Literal

from flask import Response, request
from flask_openapi3.blueprint import APIBlueprint
from PIL import Image, UnidentifiedImageError
from pydantic import Field

from ocr_service.domain.errors import Unavailable
from ocr_service.web.access import own_dossiers, services
from ocr_service.web.api import DOSSIERS, PREFIX, SECURITY, problems
from ocr_service.web.shape import Shape
from ocr_service.web.shapes import DossierPath
from ocr_service.web.trail import shown

QUALITY = 70
# By this browser only, and not for long: people share machines.
FOR_THIS_BROWSER = "private, max-age=600"
ASK_AGAIN = "private, no-cache"
THUMBNAIL = {
    "description": "The page, upright, so many pixels wide",
    "content": {"image/jpeg": {"schema": {"type": "string", "format": "binary"}}},
}

api = APIBlueprint(
    "thumbnails", __name__, url_prefix=PREFIX, abp_tags=[DOSSIERS], abp_security=SECURITY
)


class PagePath(DossierPath):
    number: int = Field(description="Of the page in the dossier.")


class WidthQuery(Shape):
    width: Literal["160", "240", "480", "960", "1600"] = "240"
    v: str = Field("", max_length=64, description="The picture's name, as our pages know it.")


@api.get(
    "/dossiers/<dossier_id>/pages/<int:number>/picture",
    summary="Ảnh thu nhỏ một trang của hồ sơ",
    responses={200: THUMBNAIL, 304: None, **problems(403, 404, 410, 503)},
)
def get_picture(path: PagePath, query: WidthQuery) -> Response:
    dossiers = own_dossiers()
    dossier = dossiers.summary(path.dossier_id)
    picture, width = dossiers.picture(dossier.id, path.number), int(query.width)
    same = bool(query.v) and picture.startswith(query.v)
    headers = {"Cache-Control": FOR_THIS_BROWSER if same else ASK_AGAIN}
    response = Response(mimetype="image/jpeg", headers=headers)
    response.set_etag(f"{picture}-{width}")
    response.make_conditional(request)
    if response.status_code == 304:
        return response
    response.set_data(reduced(services().files.path(picture), width))
    shown(dossier, page=path.number)
    return response


def reduced(place: Path, width: int) -> bytes:
    """A JPEG of that width at most; raises Unavailable for what is no picture any more."""
    try:
        with Image.open(place) as picture:
            picture.draft("RGB", (width, width * 2))  # a JPEG is decoded no larger than needed
            small = picture.convert("L" if picture.mode in ("1", "L") else "RGB")
            small.thumbnail((width, width * 4), reducing_gap=2.0)
            out = BytesIO()
            small.save(out, "JPEG", quality=QUALITY)
            return out.getvalue()
    except (UnidentifiedImageError, OSError) as wrong:
        raise Unavailable(f"the picture {place.name}: {type(wrong).__name__}") from wrong
