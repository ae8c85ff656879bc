"""Uploads by the tus protocol as OpenAPI describes them."""

from typing import Literal

from pydantic import AwareDatetime, BaseModel, Field

from ocr_service.web.shape import Shape

VERSION = "1.0.0"
LONGEST_METADATA = 2000


class TusHeader(BaseModel):
    tus_resumable: Literal["1.0.0"] = Field(alias="Tus-Resumable", description="tus.io, 1.0.0")


class CreationHeader(TusHeader):
    upload_length: int = Field(alias="Upload-Length", ge=0, description="Bytes of the file.")
    upload_metadata: str = Field(
        "",
        alias="Upload-Metadata",
        max_length=LONGEST_METADATA,
        description="`filename` and, after a blank, the name in base64.",
    )


class PieceHeader(TusHeader):
    upload_offset: int = Field(alias="Upload-Offset", ge=0, description="As HEAD told it.")


class UploadPath(BaseModel):
    upload_id: str


class SameFile(Shape):
    """The same content, handed in before."""

    dossier_id: str
    dossier_code: str
    filename: str
    received_at: AwareDatetime


class Upload(Shape):
    """``sha256`` and ``duplicates`` are told once all of it has come."""

    id: str
    filename: str
    size: int
    offset: int
    sha256: str | None
    duplicates: list[SameFile]
