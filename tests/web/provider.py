"""A small OpenID provider: a real HTTP server that signs real tokens, and can be told to lie."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, unquote, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

KEY = RSAKey.generate_key(2048, {"kid": "1"})
CLIENT, SECRET = "ocr & co", "s:e+c/r et"


@dataclass
class OpenProvider:
    """``claims`` are put into each ID token over what is right; ``None`` takes one out.

    ``forge`` is what becomes of a token on its way.
    """

    key: RSAKey = field(default_factory=lambda: KEY)
    signs_with: RSAKey | None = None
    claims: dict[str, Any] = field(default_factory=dict)
    forge: Callable[[str], str] = str
    url: str = ""
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    down: bool = False

    @contextmanager
    def listening(self) -> Iterator["OpenProvider"]:
        server = ThreadingHTTPServer(("127.0.0.1", 0), self._answers())
        self.url = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield self
        finally:
            server.shutdown()
            server.server_close()

    def sign_in(self, address: str) -> dict[str, str]:
        """What the browser brings back after its person has signed in at ``address``."""
        asked = dict(parse_qsl(urlsplit(address).query))
        assert asked["client_id"] == CLIENT
        assert asked["response_type"] == "code"
        assert "openid" in asked["scope"].split()
        assert asked["code_challenge_method"] == "S256"
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked
        return {"code": code, "state": asked["state"], "iss": self.url}

    def tokens(self, form: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        asked = self.codes.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        shown = base64.b64decode(authorization.removeprefix("Basic ")).decode().split(":")
        if (
            asked is None
            or base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != asked["code_challenge"]
            or form["redirect_uri"] != asked["redirect_uri"]
            or [unquote(it.replace("+", " ")) for it in shown] != [CLIENT, SECRET]
        ):
            return 400, {"error": "invalid_grant"}
        return 200, {
            "access_token": "a",
            "token_type": "Bearer",
            "id_token": self.id_token(asked["nonce"]),
        }

    def id_token(self, nonce: str) -> str:
        now = int(time.time())
        claims = {
            "iss": self.url,
            "sub": "person-1",
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": nonce,
            "preferred_username": "Lan",
            **self.claims,
        }
        kept = {name: claim for name, claim in claims.items() if claim is not None}
        signer = self.signs_with or self.key
        return self.forge(jwt.encode({"alg": "RS256", "kid": str(signer.kid)}, kept, signer))

    def told(self) -> dict[str, Any]:
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
        }

    def _answers(self) -> type[BaseHTTPRequestHandler]:
        provider = self

        class Answers(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if self.path == "/.well-known/openid-configuration":
                    self.say(200, provider.told())
                elif self.path == "/keys":
                    self.say(200, {"keys": [provider.key.as_dict(private=False)]})
                else:
                    self.say(404, {})

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                form = {name: texts[0] for name, texts in parse_qs(body).items()}
                self.say(*provider.tokens(form, self.headers.get("Authorization", "")))

            def say(self, status: int, told: dict[str, Any]) -> None:
                body = json.dumps(told).encode()
                self.send_response(503 if provider.down else status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *_: object) -> None:  # noqa: A002
                """Nobody reads it."""

        return Answers
