"""A worker's place of work: the engine, the eyes and the mind behind their contracts."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import cv2

from ocr_service.actions.digitize import Digitizer, Turn
from ocr_service.actions.glance import Glancer
from ocr_service.actions.review import as_reviewed
from ocr_service.actions.services import Services
from ocr_service.actions.settle import Understand, Understood
from ocr_service.config import Settings
from ocr_service.domain.calendar import day_of
from ocr_service.domain.page import Box, Line, Page
from ocr_service.pipeline import read, understand
from ocr_service.reading.engines import Engine
from ocr_service.reading.engines.registry import engine
from ocr_service.reading.eyes import Eyes as EyesContract
from ocr_service.reading.eyes import Keep, Turned
from ocr_service.reading.glance import glance
from ocr_service.reading.image import Image
from ocr_service.reading.kept import encode
from ocr_service.reading.limits import Limits
from ocr_service.reading.screened import Clamd, Screened
from ocr_service.reading.sealed.caps import Caps
from ocr_service.reading.sealed.reader import Sealed
from ocr_service.reading.split import count_pages
from ocr_service.schema.catalogue import Catalogue
from ocr_service.understanding.across import cross_check
from ocr_service.understanding.likeness import Model
from ocr_service.understanding.likeness import load as load_model
from ocr_service.understanding.named import named_by
from ocr_service.understanding.places import load_tables


def digitizer(services: Services, owner: str) -> Digitizer:
    """A worker's place of work, model and tables loaded; raises MissingDependency."""
    settings = services.settings
    load_tables()
    eyes = reader(settings)
    return Digitizer(
        turn=turn(settings, owner),
        reader=eyes,
        understand=mind(services.catalogue, learnt(settings)),
        files=services.files,
        dossiers=services.dossiers,
        works=services.work,
        bell=services.bell,
        stages=services.stages,
        reviews=services.reviews,
        as_reviewed=partial(as_reviewed, catalogue=services.catalogue),
        glancer=Glancer(
            eyes, services.files, services.dossiers, services.glances, services.catalogue
        ),
    )


def turn(settings: Settings, owner: str) -> Turn:
    return Turn(
        owner,
        lease=timedelta(seconds=settings.lease_seconds),
        range_pages=settings.range_pages,
        max_attempts=settings.max_attempts,
    )


def reader(settings: Settings, engine_name: str = "") -> EyesContract:
    """The eyes behind a wall; raises MissingDependency."""
    cv2.setNumThreads(1)  # a process a core, a thread a process; and no thread is lost in a fork
    eyes = Eyes(engine(engine_name or settings.engine, settings.tessdata), limits_of(settings))
    wall = Sealed(eyes, caps_of(settings))
    return Screened(wall, Clamd(settings.clamd)) if settings.clamd else wall


def caps_of(settings: Settings) -> Caps:
    return Caps(
        memory_mb=settings.child_memory_mb,
        cpu_seconds=settings.child_cpu_seconds,
        seconds=settings.child_seconds,
        files=settings.child_files,
    )


def limits_of(settings: Settings) -> Limits:
    return Limits(
        max_bytes=settings.max_file_mb * 2**20,
        max_pages=settings.max_pages,
        max_pixels=settings.max_pixels,
    )


class Eyes:
    """A Reader that sees through the pipeline and one engine."""

    def __init__(self, its_engine: Engine, limits: Limits) -> None:
        self._engine = its_engine
        self._limits = limits

    def count(self, path: Path) -> int:
        return count_pages(path, self._limits)

    def read(
        self, path: Path, keep: Keep | None, pages: Sequence[int], turned: Turned | None = None
    ) -> Iterator[Page]:
        def keep_picture(image: Image) -> str:
            return keep(encode(image.kept, image.dpi)) if keep else ""

        return read(path, self._engine, keep_picture, pages, self._limits, turned)

    def glance(self, path: Path, box: Box) -> Sequence[Line]:
        return glance(path, box, self._engine, self._limits)


def learnt(settings: Settings) -> Model | None:
    """The model that `ocr-service learn` has kept, if it has."""
    path = settings.typing_model
    return load_model(path.read_bytes())[0] if path.exists() else None


def mind(catalogue: Catalogue, model: Model | None = None) -> Understand:
    def understand_dossier(
        pages: Sequence[Page], procedure_code: str, received_at: datetime
    ) -> Understood:
        received = day_of(received_at)
        documents = cross_check(list(understand(pages, catalogue, model)), catalogue, received)
        named = named_by(documents, catalogue)
        code = procedure_code or named.procedure_code
        found = [document.document_type for document in documents]
        return Understood(
            documents,
            missing=catalogue.missing(code, found),
            complete=catalogue.judges(code),
            dossier_code=named.dossier_code,
            procedure_code=code,
        )

    return understand_dossier
