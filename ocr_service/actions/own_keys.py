"""The keys of programs that are one administrator's to manage; all others are not here."""

from ocr_service.actions.keys import add_key
from ocr_service.domain.access import Actor, ApiKey, Role
from ocr_service.domain.errors import BadInput, Complaint, NotFound
from ocr_service.domain.ids import utc_now
from ocr_service.storage.keys import KeyStore

LONGEST_NAME = 200
NO_NAME = Complaint(
    "bad_key_name",
    f"Tên khóa phải có từ 1 đến {LONGEST_NAME} ký tự.",
    "Hãy đặt tên theo phần mềm sẽ dùng khóa.",
)


class OwnKeys:
    def __init__(self, actor: Actor, keys: KeyStore) -> None:
        self._actor = actor
        self._keys = keys

    def all(self) -> tuple[ApiKey, ...]:
        return tuple(key for key in self._keys.all() if self._actor.sees(key.agency_code))

    def get(self, key_id: str) -> ApiKey:
        """Raises NotFound."""
        for key in self.all():
            if key.id == key_id:
                return key
        raise NotFound(f"no key {key_id} for this caller")

    def add(self, name: str, role: Role, agency_code: str, days: int | None) -> tuple[ApiKey, str]:
        """With its secret; raises BadInput, and Forbidden beyond one's own agency."""
        self._actor.must_see(agency_code)
        clean = " ".join(name.split())
        if not 1 <= len(clean) <= LONGEST_NAME or not clean.isprintable():
            raise BadInput(NO_NAME)
        return add_key(clean, role, agency_code, days, keys=self._keys)

    def revoke(self, key_id: str) -> None:
        """Raises NotFound."""
        self._keys.revoke_one(self.get(key_id).id, utc_now())
