"""Closed unless named: who may come in, and which agency's dossiers they see."""

import ipaddress

from flask import Flask, current_app, g, request

from ocr_service.actions.keys import who_is
from ocr_service.actions.services import Services
from ocr_service.domain.access import ApiKey
from ocr_service.domain.dossier import Dossier
from ocr_service.domain.errors import NotFound
from ocr_service.domain.ids import utc_now
from ocr_service.logs import note
from ocr_service.web.problems import Refusal

SERVICES = "ocr"
SCHEME = "bearer"

# Blueprints and endpoints that need no key: what the API is, not what it holds.
OPEN_BLUEPRINTS = frozenset({"openapi", "swagger"})
OPEN_ENDPOINTS = frozenset({"docs", "livez"})
# No key needed by the machine itself, for its probes.
LOOPBACK_ENDPOINTS = frozenset({"readyz", "metrics"})


def services() -> Services:
    """The parts of this process."""
    parts: Services = current_app.extensions[SERVICES]
    return parts


def caller() -> ApiKey:
    """The key that this request came with."""
    key: ApiKey = g.api_key
    return key


def close_doors(app: Flask) -> None:
    app.before_request(check_key)


def check_key() -> None:
    """Raises Refusal unless the door is open to all or a valid key was shown."""
    endpoint = request.endpoint
    if endpoint is None or endpoint in OPEN_ENDPOINTS or request.blueprint in OPEN_BLUEPRINTS:
        return
    if endpoint in LOOPBACK_ENDPOINTS and from_this_machine():
        return
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    key = None
    if scheme.lower() == SCHEME and secret.strip():
        key = who_is(secret.strip(), utc_now(), keys=services().keys)
    if key is None:
        raise Refusal("not_authenticated")
    g.api_key = key


def from_this_machine() -> bool:
    """A proxy on this machine speaks for others: what it forwards is not from here."""
    if "X-Forwarded-For" in request.headers or "Forwarded" in request.headers:
        return False
    try:
        return ipaddress.ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False


def own(dossier: Dossier) -> Dossier:
    """The dossier, if the caller may see it; else it is not here (NotFound)."""
    agency = caller().agency_code
    if agency and dossier.agency_code != agency:
        raise NotFound(f"no dossier {dossier.id} for this key")
    note(dossier_id=dossier.id)
    return dossier


def own_agency(asked: str) -> str:
    """The agency to act for: the caller's own; raises Refusal when another was asked for."""
    agency = caller().agency_code
    if agency and asked and asked != agency:
        raise Refusal("forbidden")
    return agency or asked
