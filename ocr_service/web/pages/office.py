"""The way in by the office's own sign-in (OpenID Connect). Accounts are never made on the way."""

import logging
from urllib.parse import quote, unquote, urljoin

from flask import Response, request

from ocr_service.actions.office import account_claimed
from ocr_service.courier.sign_in import Flow, Provider
from ocr_service.domain.account import Means, new_token
from ocr_service.domain.errors import NotFound, NotRecognised
from ocr_service.throttle import Proof
from ocr_service.web.access import services
from ocr_service.web.pages.doorstep import let_in, wanted
from ocr_service.web.pages.routes import GET, Route
from ocr_service.web.pages.showing import go, show
from ocr_service.web.sessions import give, name_of, own_path

log = logging.getLogger(__name__)
FLOW = "ocr-flow"
CALLBACK = "/sign-in/office/back"
REFUSED = 403


def office() -> Response:
    """Sends the browser to the provider; a secret in its cookie ties the answer to it."""
    secret = new_token()
    answer = go(the_provider().address(Flow.of(secret), callback()))
    give(answer, FLOW, f"{secret}.{quote(wanted(), safe='')}", services().settings)
    return answer


def back_from_office() -> Response:
    """Lets in whom the provider names, if there is an account of that name."""
    parts, provider = services(), the_provider()
    parts.throttle.check(Proof.OFFICE, request.remote_addr or "")
    kept = request.cookies.get(name_of(FLOW, request, parts.settings), "")
    secret, _, place = kept.partition(".")
    if not secret:  # this browser has begun nothing: any page may have sent it here
        return show("office_refused.html", REFUSED)
    try:
        claimed = provider.who(Flow.of(secret), callback(), request.args)
        account = account_claimed(claimed, accounts=parts.people.accounts)
    except NotRecognised as why:
        log.warning("the office's sign-in was refused: %s", why)
        parts.throttle.failed(Proof.OFFICE, request.remote_addr or "")
        parts.people.accounts.refused("", counted=False)
        answer = show("office_refused.html", REFUSED)
    else:
        answer = let_in(account, Means.OIDC, own_path(unquote(place)))
    give(answer, FLOW, "", parts.settings)
    return answer


def the_provider() -> Provider:
    """Raises NotFound where the office has none."""
    provider = services().people.provider
    if provider is None:
        raise NotFound("no OCR_OIDC_ISSUER")
    return provider


def callback() -> str:
    """The address that the provider knows us by."""
    return urljoin(services().settings.public_url or request.host_url, CALLBACK)


ROUTES: tuple[Route, ...] = (
    ("/sign-in/office", "office", office, GET),
    (CALLBACK, "back_from_office", back_from_office, GET),
)
