"""Papers of an invented person, with what the schema of their type says that they are found by."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from benchmarks.reuse.people import Person, name
from ocr_service.domain.dossier import Document, DocumentStatus
from ocr_service.domain.page import Box
from ocr_service.domain.record import Field, Record, Source, Value
from ocr_service.schema.document_type import DocumentType, FieldSpec

BOX = Box(0.1, 0.1, 0.5, 0.13)
PLACES = (
    "Phú Mỹ", "Ninh Hiệp", "Đồng Mạ", "Hòa Bình", "Tân Lập", "Yên Thành", "Quang Trung", "Ea Kao",
    "Vĩnh Thạnh", "Bình Sơn", "Long Hải", "Mường Phăng", "An Nhơn", "Cư M'gar", "Thủy Biều",
    "Kỳ Sơn", "Trà Giang", "Xuân Lộc", "Hải Châu", "Lộc Ninh", "Đắk Mil", "Sơn Tịnh", "Gò Dầu",
)  # fmt: skip
SUBJECTS = (
    "Thu hồi đất để thực hiện dự án đường giao thông tại thôn {}",
    "Công nhận kết quả xét tặng danh hiệu gia đình văn hóa của {}",
    "Phê duyệt quy hoạch chi tiết khu dân cư {}",
    "Giải quyết đơn kiến nghị của công dân tại {}",
    "Cho phép chuyển mục đích sử dụng đất tại {}",
)
# Days before its dossier came in on which a paper was issued, at most.
AGES = {
    "marital_status_certificate": 240,
    "residence_confirmation": 500,
    "citizen_id_card": 2500,
    "administrative_document": 1500,
    "identity_card_9": 0,
}
OLD_CARDS = date(2000, 1, 1), date(2016, 1, 1)  # in these years nine digits were still given
ANY_AGE = 9000
YEARS_OF_CARD = 12


@dataclass(frozen=True)
class Told:
    """What stands on one paper."""

    person: Person
    place: str
    issued: date
    number: str


def paper(
    known: DocumentType, id_: str, told: Told, status: DocumentStatus, chance: Random
) -> Document:
    people = names_and_numbers(known, told.person, chance)
    asked = [it for it in known.fields if it.required or it.name in wanted(known)]
    fields = tuple(
        found(spec, known, told, people, chance) for spec in asked if spec.kind != "table"
    )
    return Document(known.code, known.title, 0.99, (1,), Record(fields), status, id_)


def wanted(known: DocumentType) -> set[str]:
    validity = {known.validity.until} if known.validity else set()
    people = {name for it in known.people for name in (it.name, it.number)}
    return (set(known.reuse.fields) | people | validity) - {""}


def names_and_numbers(known: DocumentType, holder: Person, chance: Random) -> dict[str, str]:
    """By field: the first role is the holder's, others are people who hold no other papers."""
    told: dict[str, str] = {}
    for place, role in enumerate(known.people):
        called = name(chance, chance.choice(("male", "female"))) if place else holder.name
        number = f"052{chance.randrange(10**9):09}" if place else holder.personal_id
        told |= {role.name: called, role.number: number if len(known.people) < 3 else ""}
        if not place:
            told[role.number] = holder.personal_id
    return told


def found(
    spec: FieldSpec, known: DocumentType, told: Told, people: dict[str, str], chance: Random
) -> Field:
    value = people.get(spec.name) or value_of(spec, known, told, chance)
    return Field(spec.name, spec.label, value, str(value), 0.98, Source.OCR, 1, BOX)


def value_of(spec: FieldSpec, known: DocumentType, told: Told, chance: Random) -> Value:
    if spec.kind in ("date", "moment"):
        return day_of(spec.name, known, told).isoformat()
    if spec.name == "subject":
        return chance.choice(SUBJECTS).format(told.place)
    if spec.kind == "name":
        return name(chance, chance.choice(("male", "female")))
    if spec.kind in ("personal_id", "id_number"):
        return f"{chance.randrange(10**9):09}"
    if spec.name == known.reuse.number or spec.kind in ("document_number", "identifier"):
        return told.number
    return {"sex": told.person.sex, "agency": f"Ủy ban nhân dân xã {told.place}"}.get(
        spec.kind, f"Xã {told.place}, tỉnh Gia Lai"
    )


def day_of(field: str, known: DocumentType, told: Told) -> date:
    if known.validity and field == known.validity.until:
        return told.issued + timedelta(days=365 * YEARS_OF_CARD)
    return told.issued if field in known.reuse.issued else told.person.born


def issued_on(document_type: str, received: date, person: Person, chance: Random) -> date:
    if document_type == "identity_card_9":
        first, last = OLD_CARDS
        return first + timedelta(days=chance.randrange((last - first).days))
    age = timedelta(days=chance.randrange(AGES.get(document_type, ANY_AGE)))
    return max(received - age, person.born)
