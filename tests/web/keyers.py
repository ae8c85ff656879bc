"""People signed in who key what stands on paper, and say what they think of it."""

from typing import Any

from werkzeug.test import TestResponse

from ocr_service.domain.access import Role
from ocr_service.web import desk_shapes
from tests.fakes import House
from tests.web.browser import Browser, person


class Person:
    """Somebody signed in, whose pages call the API."""

    def __init__(self, house: House, name: str) -> None:
        person(house, name, Role.AUDITOR)
        self.browser = Browser(house.app)
        assert self.browser.sign_in(name).status_code == 303
        self.headers = {
            "Sec-Fetch-Site": "same-origin",
            "X-CSRF-Token": self.browser.form_token(),
        }

    def call(self, method: str, path: str, **options: Any) -> TestResponse:
        headers = {**self.headers, **options.pop("headers", {})}
        return self.browser.door.open(
            f"/api/v1{path}",
            method=method,
            headers=headers,
            base_url=self.browser.site,
            **options,
        )

    def key(self, document_id: str, **fields: Any) -> TestResponse:
        return self.call("POST", f"/documents/{document_id}/keyings", json={"fields": fields})

    def to_key(self, document_id: str) -> dict[str, bool]:
        told = self.call("GET", f"/documents/{document_id}/blind").json
        desk_shapes.FieldsToKey.model_validate(told)
        return {item["name"]: item["done"] for item in told["items"]}

    def sees(self, document_id: str) -> Any:
        return self.call("GET", f"/documents/{document_id}").json

    def review(self, document_id: str, **said: Any) -> TestResponse:
        tag = self.call("GET", f"/documents/{document_id}").headers["ETag"]
        path = f"/documents/{document_id}/reviews"
        return self.call("POST", path, json=said, headers={"If-Match": tag})

    def following(self) -> str:
        answer = self.call("POST", "/reviews/next", json={})
        return answer.json["document_id"] if answer.status_code == 200 else ""
