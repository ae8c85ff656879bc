"""What gunicorn serves; apart, since who starts gunicorn would load it all only to be replaced."""

from flask import Flask

from ocr_service.config import Settings
from ocr_service.web import create_app
from ocr_service.wiring.parts import services


def application() -> Flask:
    """The front door; gunicorn has started logging."""
    return create_app(services(Settings.from_environment()))
