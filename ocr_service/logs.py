"""How processes log: to standard error, ids only."""

import logging

from ocr_service.config import Settings

SHAPE = "%(asctime)s %(levelname).1s %(name)s %(message)s"


def start_logging(settings: Settings) -> None:
    logging.basicConfig(level=settings.log_level, format=SHAPE)
    logging.getLogger("alembic").setLevel(logging.WARNING)
