"""People's changes to pages as OpenAPI describes them."""

from typing import Annotated, Literal

from flask_openapi3.models.file import FileStorage
from pydantic import AwareDatetime, ConfigDict, Field

from ocr_service.domain.arranging import EditKind
from ocr_service.domain.dossier import Status
from ocr_service.web.forms import Maybe
from ocr_service.web.shape import Shape
from ocr_service.web.shapes import COMPETENT, Code, DossierPath, MissingPaper

MOST_PAGES = 1000


class SeenHeader(Shape):
    model_config = ConfigDict(extra="ignore")

    if_match: str = Field("", alias="If-Match", description="The ETag of the dossier as seen.")


class VersionHeader(SeenHeader):
    """Needed, as is described; a request without it is answered by 428, not as a wrong one."""

    model_config = ConfigDict(extra="ignore", json_schema_extra={"required": ["If-Match"]})


class FilePath(DossierPath):
    file_id: str


class CodesTold(Shape):
    """What a dossier is called, what it is for, and whose it is to decide on; what is left out
    stays as it is.

    By another procedure it may lack other papers and have another status: nothing is read again.
    With an empty code that of its papers counts, the next time they are read.
    """

    dossier_code: Code = ""
    procedure_code: Code = ""
    competent_agency_code: Code = Field("", description=COMPETENT)


class Named(Shape):
    """The dossier by its codes of now; a tag of this ``version`` comes along."""

    id: str
    version: int
    status: Status
    dossier_code: str
    procedure_code: str
    competent_agency_code: str
    missing: list[MissingPaper]


class EditOrder(Shape):
    """Pages by the numbers that they have in the dossier as seen.

    ``turn``: ``by`` so many degrees clockwise; they are read again that way round. ``move``: to
    stand before that page, or at the end; with ``join`` they go on with the document that they
    then stand behind. ``split``: a document begins on each. ``join``: the document of each goes on
    the one before.
    """

    kind: Literal["turn", "move", "split", "join", "blank", "not_blank"]
    pages: list[Annotated[int, Field(ge=1)]] = Field(min_length=1, max_length=MOST_PAGES)
    by: Literal[90, 180, 270] = 90
    before: int | None = Field(None, ge=1)
    join: bool = False


class ReplacementFields(Shape):
    """One of the two: the page, or the whole file, that newly sent files stand in for."""

    page: Maybe[Annotated[int, Field(ge=1)]] = None
    file: Code = ""


class ReplacementForm(ReplacementFields):
    files: list[FileStorage]


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
