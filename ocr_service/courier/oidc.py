"""Sign-in at an OpenID provider: a code with PKCE, state and nonce; then its ID token, checked."""

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass
from hmac import compare_digest
from typing import Any, cast
from urllib.parse import quote_plus

import httpx
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet, KeySetSerialization
from joserfc.jws import JWSRegistry

from ocr_service.courier.sign_in import Claimed, Flow
from ocr_service.domain.errors import NotRecognised, Unavailable

log = logging.getLogger(__name__)
SECONDS = 10.0
KEPT_SECONDS = 3600.0  # what a provider tells of itself
LEEWAY = 60  # seconds by which its clock may differ from ours
SCOPE = "openid profile email"
# Signed with its private key: one made with a secret that others know too proves nothing.
SIGNED = JWSRegistry(
    algorithms=["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"],
    strict_check_header=False,  # providers put there what they like
)
BASIC = "client_secret_basic"


@dataclass(frozen=True, slots=True)
class Client:
    """Who we are to the provider, and which of its claims names an account."""

    issuer: str
    client_id: str
    secret: str
    claim: str


class OidcProvider:
    """A Provider. What it tells of itself is asked once an hour, its keys anew for a new one."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._told: dict[str, Any] = {}
        self._keys: KeySet | None = None
        self._until = 0.0

    def address(self, flow: Flow, callback: str) -> str:
        address: str = prepare_grant_uri(
            self._metadata()["authorization_endpoint"],
            client_id=self._client.client_id,
            response_type="code",
            redirect_uri=callback,
            scope=SCOPE,
            state=flow.state,
            nonce=flow.nonce,
            code_challenge=create_s256_code_challenge(flow.verifier),
            code_challenge_method="S256",
        )
        return address

    def who(self, flow: Flow, callback: str, answer: Mapping[str, str]) -> Claimed:
        if not compare_digest(answer.get("state", "").encode(), flow.state.encode()):
            raise NotRecognised("the answer belongs to another browser")
        if answer.get("iss", self._client.issuer) != self._client.issuer:  # RFC 9207
            raise NotRecognised("the answer comes from another provider")
        if not answer.get("code"):
            raise NotRecognised("the provider let nobody in")
        tokens = self._exchange(answer["code"], flow, callback)
        return self._claimed(self._checked(tokens, flow.nonce))

    def _metadata(self) -> Mapping[str, Any]:
        if time.monotonic() < self._until:
            return self._told
        place = self._client.issuer.rstrip("/") + "/.well-known/openid-configuration"
        told = asked(httpx.Request("GET", place))
        if told.get("issuer") != self._client.issuer:
            raise Unavailable("OCR_OIDC_ISSUER is not what the provider calls itself")
        self._told, self._keys = told, None
        self._until = time.monotonic() + KEPT_SECONDS
        return told

    def _exchange(self, code: str, flow: Flow, callback: str) -> Mapping[str, Any]:
        """The tokens for a code."""
        told, us = self._metadata(), self._client
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": callback,
            "code_verifier": flow.verifier,
            "client_id": us.client_id,
        }
        basic = BASIC in told.get("token_endpoint_auth_methods_supported", [BASIC])
        if us.secret and not basic:
            form["client_secret"] = us.secret
        request = httpx.Request("POST", told["token_endpoint"], data=form)
        if us.secret and basic:  # both written as in a form (RFC 6749, 2.3.1)
            auth = httpx.BasicAuth(quote_plus(us.client_id), quote_plus(us.secret))
            request = next(auth.sync_auth_flow(request))
        return asked(request)

    def _checked(self, tokens: Mapping[str, Any], nonce: str) -> Mapping[str, Any]:
        """The claims of the ID token; raises NotRecognised unless all is as it must be."""
        us = self._client
        options = {
            "iss": {"essential": True, "value": us.issuer},
            "aud": {"essential": True, "value": us.client_id},
        }
        bound = {
            "nonce": nonce,
            "client_id": us.client_id,
            "access_token": tokens.get("access_token"),
        }
        try:
            token = self._signed(str(tokens.get("id_token", "")))
            claims: dict[str, Any] = CodeIDToken(token.claims, token.header, options, bound)
            claims.validate(leeway=LEEWAY)  # type: ignore[attr-defined]
        except (JoseError, ValueError) as wrong:
            log.warning("an ID token was refused: %s", type(wrong).__name__)
            raise NotRecognised(
                "the ID token is not for us, not now, or not the provider's"
            ) from None
        return claims

    def _signed(self, token: str) -> jwt.Token:
        """Raises JoseError unless one of the provider's keys has signed it."""
        try:
            return jwt.decode(token, self._key_set(), registry=SIGNED)
        except InvalidKeyIdError:  # it may have a new key
            self._keys = None
            return jwt.decode(token, self._key_set(), registry=SIGNED)

    def _key_set(self) -> KeySet:
        if self._keys is None:
            keys = asked(httpx.Request("GET", self._metadata()["jwks_uri"]))
            self._keys = KeySet.import_key_set(cast("KeySetSerialization", keys))
        return self._keys

    def _claimed(self, claims: Mapping[str, Any]) -> Claimed:
        name = claims.get(self._client.claim)
        if not isinstance(name, str) or not name.strip():
            raise NotRecognised(f"the ID token has no {self._client.claim}")
        if self._client.claim == "email" and claims.get("email_verified") is not True:
            raise NotRecognised("the provider does not say that it has verified the address")
        return Claimed(name, str(claims["sub"]))


def asked(request: httpx.Request) -> dict[str, Any]:
    """The JSON that answers; raises NotRecognised when refused, Unavailable without answer."""
    try:
        with httpx.Client(timeout=SECONDS) as client:
            answer = client.send(request)
            if answer.status_code in (400, 401, 403):
                log.warning("the provider refused: %d", answer.status_code)
                raise NotRecognised("the provider refused")
            told = answer.raise_for_status().json()
    except (httpx.HTTPError, ValueError) as lost:
        raise Unavailable(f"the sign-in provider: {type(lost).__name__}") from lost
    if not isinstance(told, dict):
        raise Unavailable("the sign-in provider answers nonsense")
    return told
