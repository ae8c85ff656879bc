"""Listens to what the service tells (Standard Webhooks), and believes only what it has signed.

    python samples/clients/listens.py 8090 whsec_…

The secret is what `POST /api/v1/webhooks` has answered. What is told are ids: ask for the rest.
"""

import sys
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from standardwebhooks import Webhook, WebhookVerificationError

News = dict[str, Any]


def listener(port: int, secret: str, hear: Callable[[News], None]) -> ThreadingHTTPServer:
    """Serves once it is told to; ``hear`` is called once for each event, in any order."""
    heard: set[str] = set()  # a real system keeps them: what is told twice has one webhook-id

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            try:
                news = Webhook(secret).verify(body, headers)
            except WebhookVerificationError:
                return self.say(401)
            if headers["webhook-id"] not in heard:
                hear(news)
                heard.add(headers["webhook-id"])
            return self.say(204)  # anything else, or nothing within seconds: it comes again

        def say(self, status: int) -> None:
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """The news itself is printed."""

    return ThreadingHTTPServer(("127.0.0.1", port), Door)


def tell(news: News) -> None:
    told = news["data"]
    print(f"{news['type']}: {told['dossier_id']} {told['status']}", flush=True)


if __name__ == "__main__":
    listener(int(sys.argv[1]), sys.argv[2], tell).serve_forever()
