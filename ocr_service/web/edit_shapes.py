"""People's changes to pages as OpenAPI describes them."""

from pydantic import AwareDatetime, ConfigDict, Field

from ocr_service.domain.arranging import EditKind
from ocr_service.web.shapes import DossierPath, Shape


class VersionHeader(Shape):
    model_config = ConfigDict(extra="ignore")

    if_match: str = Field("", alias="If-Match", description="The ETag of the dossier as seen.")


class FilePath(DossierPath):
    file_id: str


class Edit(Shape):
    """One act. ``pages`` are named as `FILE/PAGE THERE`, which stays the same."""

    id: str
    at: AwareDatetime
    editor: str
    kind: EditKind
    pages: list[str]
    files: list[str] = Field(description="Sent with it, or taken away by it.")


class EditList(Shape):
    """The acts that stand, oldest first; ``redo``: what would be done again."""

    items: list[Edit]
    redo: Edit | None
    next: None = None


class Edited(Shape):
    """Taken down; the pages are as told once the dossier has settled again."""

    edit: Edit
    version: int
