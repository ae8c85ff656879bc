"""Closed unless named: who comes in, what they may do there, and whose dossiers they see."""

import ipaddress
import logging

from flask import Flask, current_app, g, request

from ocr_service.acting import HOUSE, act_as, actor
from ocr_service.actions.keys import who_is
from ocr_service.actions.own_dossiers import OwnDossiers
from ocr_service.actions.services import Services
from ocr_service.domain.access import SEEING, Actor, ActorKind, Permit
from ocr_service.domain.errors import Forbidden
from ocr_service.domain.ids import utc_now
from ocr_service.throttle import Proof
from ocr_service.web.doors import DOORS, LOOPBACK_ENDPOINTS, OPEN_BLUEPRINTS, OPEN_ENDPOINTS
from ocr_service.web.problems import Refusal
from ocr_service.web.sessions import signed_in

SERVICES = "ocr"
SCHEME = "bearer"
log = logging.getLogger(__name__)

caller = actor  # whoever this request comes from


def services() -> Services:
    """The parts of this process. Dossiers are reached through ``own_dossiers`` alone."""
    parts: Services = current_app.extensions[SERVICES]
    return parts


def own_dossiers() -> OwnDossiers:
    """The dossiers that the caller may see; the same all through a request, for it remembers.

    What this door's permit is decides whether those count that may only be looked at.
    """
    if "own_dossiers" not in g:
        looking = DOORS.get(request.endpoint or "") in SEEING
        g.own_dossiers = OwnDossiers(caller(), services().dossiers, looking)
    own: OwnDossiers = g.own_dossiers
    return own


def own_agency(asked: str) -> str:
    """The agency to act for: the one asked for, else the caller's own; raises Forbidden."""
    if asked:
        caller().must_see(asked)
    return asked or caller().agency_code


def demand(permit: Permit) -> None:
    """Raises Forbidden unless the caller may do that."""
    if not caller().may(permit):
        raise Forbidden(f"{caller().role} may not {permit}")


def close_doors(app: Flask) -> None:
    app.before_request(let_in)
    app.teardown_request(leave)


def let_in() -> None:
    """Raises Refusal, Forbidden or Throttled unless this door is open to whoever stands there."""
    address = request.remote_addr or ""
    act_as(Actor(ActorKind.VISITOR, "", "", address=address))
    endpoint = request.endpoint
    if endpoint is None or endpoint in OPEN_ENDPOINTS or request.blueprint in OPEN_BLUEPRINTS:
        return
    if endpoint in LOOPBACK_ENDPOINTS and from_this_machine():
        return
    act_as(recognised(address))
    services().throttle.came(caller().id)
    if endpoint not in DOORS:
        raise Forbidden(f"nobody has said who may enter {endpoint}")
    demand(DOORS[endpoint])


def recognised(address: str) -> Actor:
    """Whoever shows a valid key; raises Refusal, and Throttled after too many that were wrong.

    A right key always comes in: others may send wrong ones from the same address.
    """
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == SCHEME and secret.strip():
        key = who_is(secret.strip(), utc_now(), keys=services().keys)
        if key is not None:
            return key.actor(address)
        services().throttle.check(Proof.KEY, address)
        services().throttle.failed(Proof.KEY, address)
        log.warning("a key from %s is not, or no longer, valid", address)
    elif person := signed_in(request, services()):
        return person
    raise Refusal("not_authenticated")


def leave(_: BaseException | None) -> None:
    """The thread serves others next."""
    act_as(HOUSE)


def from_this_machine() -> bool:
    """A proxy on this machine speaks for others: what it forwards is not from here."""
    if "X-Forwarded-For" in request.headers or "Forwarded" in request.headers:
        return False
    try:
        return ipaddress.ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False
