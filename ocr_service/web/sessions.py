"""Who a browser's cookie speaks for; and how changes are known to come from our own pages."""

from datetime import timedelta
from hmac import compare_digest
from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import Request, Response, g, request

from ocr_service.actions.services import Services
from ocr_service.actions.sign_in import SignedIn, who_comes
from ocr_service.config import Settings
from ocr_service.domain.access import Actor
from ocr_service.domain.account import Patience, Session
from ocr_service.domain.ids import utc_now
from ocr_service.web.problems import Refusal

COOKIE = "ocr-session"
# Browsers take a cookie of that name only from us over TLS, for us alone (RFC 6265bis, 4.1.3.2).
HOST_ONLY = "__Host-"
FORM_TYPE = "application/x-www-form-urlencoded"
FORM_TOKEN = "form_token"  # noqa: S105 - the name of a field
TOKEN_HEADER = "X-CSRF-Token"  # noqa: S105 - the name of a header
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
# Whoever sends one of these speaks for others: they may be far, and over any line.
FORWARDED = ("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Proto")
# What pages ask by themselves for as long as they are open: nobody need sit before them.
ASKED_BY_PAGES = frozenset(
    {
        "events.get_dossier_events",
        "events.get_events",
        "desk.get_counts",
        "operations.get_operations",
    }
)
OURS = frozenset({"same-origin", "none"})  # none: the person's own doing, no page's


def signed_in(asked: Request, parts: Services) -> Actor | None:
    """Whoever the cookie speaks for, once nothing more is asked of them.

    Raises Refusal for a change that does not come from one of our own pages.
    """
    came = who_came(asked, parts)
    if came is None or came.step is not None:
        return None
    check_change(asked, parts.settings, came.session)
    return came.account.actor(asked.remote_addr or "")


def who_came(asked: Request, parts: Services) -> SignedIn | None:
    """The session of this request, looked up once, whatever is still asked of its person."""
    if "came" not in g:
        settings = parts.settings
        token = asked.cookies.get(name_of(COOKIE, asked, settings), "")
        g.came = token and who_comes(
            token,
            utc_now(),
            patience_of(settings),
            settings.totp_roles,
            in_use=asked.endpoint not in ASKED_BY_PAGES,
            sessions=parts.people.sessions,
        )
    came: SignedIn | None = g.came or None
    return came


def check_change(asked: Request, settings: Settings, session: Session | None = None) -> None:
    """Raises Refusal for a change that another site asks for, or one without a session's token."""
    if asked.method in SAFE:
        return
    if not from_own_page(asked, settings):
        raise Refusal("foreign_request")
    if session is None:
        return
    shown = asked.headers.get(TOKEN_HEADER, "")
    if not shown and asked.mimetype == FORM_TYPE:
        shown = asked.form.get(FORM_TOKEN, "")
    if not compare_digest(shown.encode(), session.form_token.encode()):
        raise Refusal("foreign_request")


def from_own_page(asked: Request, settings: Settings) -> bool:
    """What the browser itself says; Sec-Fetch-Site where it tells it, else Origin."""
    site = asked.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in OURS
    return urlsplit(asked.headers.get("Origin", "")).netloc in own_places(asked, settings)


def own_places(asked: Request, settings: Settings) -> set[str]:
    return {asked.host, urlsplit(settings.public_url).netloc} - {""}


def patience_of(settings: Settings) -> Patience:
    return Patience(
        idle=timedelta(minutes=settings.session_idle_minutes),
        whole=timedelta(hours=settings.session_hours),
    )


def name_of(cookie: str, asked: Request, settings: Settings) -> str:
    return cookie if plain_here(asked, settings) else HOST_ONLY + cookie


def plain_here(asked: Request, settings: Settings) -> bool:
    """Plain http on this very machine: the only place for a cookie that any line may carry."""
    # Some proxies tell nothing of themselves: whoever is said to have one is believed to.
    others = settings.proxies or settings.production or settings.public_url.startswith("https:")
    forwarded = any(header in asked.headers for header in FORWARDED)
    if others or forwarded or asked.scheme != "http":
        return False
    host = urlsplit(f"//{asked.host}").hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def hand_out_token(settings: Settings, response: Response) -> Response:
    """The new token of a session that was turned, unless the page has given another already."""
    came: SignedIn | None = g.get("came") or None
    if came is not None and came.token and "given" not in g:
        give(response, COOKIE, came.token, settings)
    return response


def give(
    response: Response,
    cookie: str,
    secret: str,
    settings: Settings,
    lasting: timedelta | None = None,
) -> None:
    """For this browser alone, until it is closed ("" takes it back); no script sees it."""
    if cookie == COOKIE:
        g.given = True
    name, secure = name_of(cookie, request, settings), not plain_here(request, settings)
    if secret:
        response.set_cookie(name, secret, lasting, secure=secure, httponly=True, samesite="Lax")
    else:
        response.delete_cookie(name, secure=secure, httponly=True, samesite="Lax")


def own_path(wanted: str) -> str:
    """A path of ours to go on to; "/" for whatever might lead elsewhere."""
    plain = all("!" <= letter <= "~" and letter != "\\" for letter in wanted)
    if not plain or not wanted.startswith("/") or wanted.startswith("//"):
        return "/"
    return wanted
