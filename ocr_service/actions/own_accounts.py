"""The accounts that are one administrator's to manage; all others are not here.

Nobody raises themselves: a place that they do not see themselves is not theirs to give, and their
own place is another's to change. Nor is anybody locked out by slip: not oneself, not the last
administrator who sees all agencies.
"""

from ocr_service.actions.accounts import add_account, check_role, reset_password
from ocr_service.actions.people import People
from ocr_service.domain.access import Actor, Role
from ocr_service.domain.account import Account
from ocr_service.domain.errors import BadInput, Complaint, NotFound
from ocr_service.domain.ids import utc_now

OWN_ACCOUNT = Complaint(
    "own_account",
    "Không ai tự làm việc này với tài khoản của chính mình.",
    "Hãy nhờ một quản trị viên khác.",
)


class OwnAccounts:
    def __init__(self, actor: Actor, people: People) -> None:
        self._actor = actor
        self._people = people

    def all(self) -> tuple[Account, ...]:
        found = self._people.accounts.all()
        return tuple(it for it in found if self._actor.sees(it.agency_code))

    def get(self, account_id: str) -> Account:
        """Raises NotFound."""
        account = self._people.accounts.get(account_id)
        if not self._actor.sees(account.agency_code):
            raise NotFound(f"no account {account_id} for this caller")
        return account

    def add(
        self, name: str, role: Role, agency_code: str, with_password: bool
    ) -> tuple[Account, str]:
        """With its first password; raises BadInput, Conflict, and Forbidden beyond one's own."""
        self._actor.must_see(agency_code)
        accounts = self._people.accounts
        return add_account(name, role, agency_code, with_password, accounts=accounts)

    def set_place(self, account_id: str, role: Role, agency_code: str) -> None:
        """Raises BadInput for one's own, LastAdmin, Forbidden."""
        account = self._others(account_id)
        self._actor.must_see(agency_code)
        check_role(role)
        self._people.accounts.set_place(account.id, role, agency_code)

    def disable(self, account_id: str) -> None:
        """Raises BadInput for one's own, LastAdmin."""
        self._people.accounts.disable(self._others(account_id).id, utc_now())

    def enable(self, account_id: str) -> None:
        self._people.accounts.enable(self.get(account_id).id)

    def unlock(self, account_id: str) -> None:
        self._people.accounts.unlock(self.get(account_id).id)

    def reset_password(self, account_id: str) -> str:
        """The new first password; raises BadInput for one's own."""
        account = self._others(account_id)
        return reset_password(account.name, accounts=self._people.accounts)

    def drop_factor(self, account_id: str) -> None:
        """Raises BadInput for one's own."""
        self._people.factors.drop(self._others(account_id).id)

    def unbind(self, account_id: str) -> None:
        self._people.accounts.unbind(self._others(account_id).id)

    def sign_out(self, account_id: str) -> None:
        self._people.sessions.sign_out(self.get(account_id).id)

    def _others(self, account_id: str) -> Account:
        account = self.get(account_id)
        if account.id == self._actor.id:
            raise BadInput(OWN_ACCOUNT)
        return account
