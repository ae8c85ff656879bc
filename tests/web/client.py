"""Speaks HTTP with the application, key in hand."""

import io
from typing import Any

from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from tests.fakes import House

Sent = tuple[str, bytes]


class Client:
    def __init__(self, house: House, key: str | None = None) -> None:
        self.house = house
        self.key = house.key if key is None else key
        self.app = house.app
        self._door = self.app.test_client()

    def call(self, method: str, path: str, **options: Any) -> TestResponse:
        headers = {**options.pop("headers", {})}
        if self.key:
            headers.setdefault("Authorization", f"Bearer {self.key}")
        return self._door.open(path, method=method, headers=headers, **options)

    def get(self, path: str, **options: Any) -> TestResponse:
        return self.call("GET", f"/api/v1{path}", **options)

    def post(self, path: str, **options: Any) -> TestResponse:
        return self.call("POST", f"/api/v1{path}", **options)

    def send(self, *files: Sent, path: str = "/dossiers", once: str = "", **fields: str) -> Any:
        """Posts files as a one-stop system would."""
        form: MultiDict[str, Any] = MultiDict(fields)
        for name, content in files:
            form.add("files", (io.BytesIO(content), name))
        headers = {"Idempotency-Key": once} if once else {}
        return self.post(path, data=form, headers=headers, content_type="multipart/form-data")

    def settled(self, *files: Sent, **fields: str) -> Any:
        """The dossier of these files, read to its end."""
        answer = self.send(*files, **fields)
        assert answer.status_code == 202, answer.json
        self.house.work_all()
        return self.get(f"/dossiers/{answer.json['id']}").json
