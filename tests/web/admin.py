"""An administrator at a browser, and what their pages show once."""

import re

from ocr_service.domain.access import Role
from ocr_service.storage.audit import AuditSearch
from tests.fakes import House
from tests.web.browser import Browser, person

SECRET = re.compile(r'id="secret" class="secret" value="([^"]+)"')


class Desk:
    """An administrator at a browser."""

    def __init__(self, house: House, agency: str = "", name: str = "An") -> None:
        self.house = house
        self.account = person(house, name, Role.ADMIN, agency)
        self.browser = Browser(house.app)
        assert self.browser.sign_in(name).status_code == 303

    def get(self, path: str, status: int = 200) -> str:
        answer = self.browser.get(f"/operations{path}")
        assert answer.status_code == status, path
        return answer.get_data(as_text=True)

    def send(self, path: str, status: int = 303, **form: str) -> str:
        answer = self.browser.post(
            f"/operations{path}", form_token=self.browser.form_token(), **form
        )
        assert answer.status_code == status, answer.get_data(as_text=True)
        return answer.get_data(as_text=True)

    def told(self) -> str:
        """The last act of this person that the trail tells of, but signing in."""
        mine = AuditSearch(actor_id=self.account.id, newest_first=True, limit=1)
        return self.house.services.audit.entries(mine)[0].act
