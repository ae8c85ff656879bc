"""What forms of the administrators say, and how it is wrong."""

from flask import request

from ocr_service.domain.access import Role
from ocr_service.domain.errors import BadInput, Complaint
from ocr_service.web.access import caller

LONGEST = 200
NOT_YOURS = Complaint(
    "agency_not_yours",
    "Cơ quan này không thuộc phạm vi của bạn.",
    "Hãy nhập mã cơ quan của mình hoặc cơ quan cấp dưới.",
)
NO_ROLE = Complaint("no_such_role", "Vai trò không đúng.", "Hãy chọn một vai trò trong danh sách.")
BAD_AGENCY = Complaint(
    "bad_agency", "Mã cơ quan không đúng.", f"Mã có nhiều nhất {LONGEST} ký tự, ví dụ H29.16.5."
)


def typed(name: str) -> str:
    return request.form.get(name, "").strip()


def typed_agency() -> str:
    """The one typed, else the caller's own; raises BadInput."""
    said = typed("agency")
    if len(said) > LONGEST or not said.isprintable():
        raise BadInput(BAD_AGENCY)
    return said or caller().agency_code


def chosen_role(other: Role) -> Role:
    """Raises BadInput."""
    said = typed("role") or other.value
    if said not in set(Role):
        raise BadInput(NO_ROLE)
    return Role(said)
