"""Scan in: files dropped or photographed become a dossier; what must be scanned again is told."""

from flask import Response

from ocr_service.web.access import caller, services
from ocr_service.web.pages.routes import GET, Route
from ocr_service.web.pages.showing import show


def scan() -> Response:
    parts = services()
    procedures = sorted((it.label, it.code) for it in parts.catalogue.procedures.values())
    rules = {
        "account": caller().id,
        "mostMegabytes": parts.settings.max_file_mb,
        "mostFiles": parts.settings.max_files,
    }
    return show("scan/scan.html", procedures=procedures, rules=rules)


ROUTES: tuple[Route, ...] = (("/scan", "scan", scan, GET),)
