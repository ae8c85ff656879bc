"""The parts by which people come in, each known by its contract only."""

from dataclasses import dataclass

from ocr_service.courier.sign_in import Provider
from ocr_service.storage.accounts import AccountStore, SecondFactorStore, SessionStore


@dataclass(frozen=True)
class People:
    """``provider``: the office's own sign-in, where it has one."""

    accounts: AccountStore
    factors: SecondFactorStore
    sessions: SessionStore
    provider: Provider | None = None
