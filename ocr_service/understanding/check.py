"""Says what is in doubt: the only maker of doubts, after reading and after each correction."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ocr_service.domain.dossier import UNKNOWN, Document, DocumentStatus
from ocr_service.domain.record import Doubt, Field, Record, Source, Value
from ocr_service.schema.document_type import DocumentType, FieldSpec
from ocr_service.schema.values import flaw
from ocr_service.schema.values.codes import CHECK_DIGIT
from ocr_service.understanding.comparisons import RULES
from ocr_service.understanding.places import lacks_commune
from ocr_service.understanding.wording import written

UNSURE = "unsure"
UNSURE_TYPE = "unsure_type"
KEYED_DIFFERENTLY = "keyed_differently"
_SURE_TYPE = 0.8
_KINDS = {
    "date": "ngày tháng", "moment": "ngày giờ", "name": "họ tên", "sex": "giới tính",
    "personal_id": "số định danh 12 chữ số", "id_number": "số giấy tờ 9 hoặc 12 chữ số",
    "ethnicity": "tên dân tộc", "nationality": "tên quốc gia", "document_number": "số, ký hiệu",
    "dossier_code": "mã hồ sơ", "phone": "số điện thoại", "number": "con số", "amount": "số tiền",
}  # fmt: skip

_FLAWS = {
    CHECK_DIGIT: "số này sai chữ số kiểm tra. Hãy so lại từng chữ số với bản giấy.",
}
_NO_COMMUNE = (
    "“{}” ghi một xã, phường không có trong danh mục của tỉnh đó, trước hay từ ngày 01/7/2025. "
    "Hãy so lại tên xã, tên tỉnh với bản giấy."
)
_MAY_BE_WRONG = "“{}” có thể đọc chưa đúng. Hãy so với ảnh rồi xác nhận hoặc sửa."


def check(
    record: Record, document_type: DocumentType | None, rivals: Sequence[Field] = ()
) -> Record:
    """The record with all doubts about it, old ones replaced.

    ``rivals`` are what other sources said where they differ from the record's own fields.
    """
    if document_type is None:
        doubt = Doubt("", "unknown_type", "Chưa nhận ra đây là loại giấy tờ gì. Hãy chọn loại.")
        return replace(record, doubts=(doubt,))
    doubts = [
        *(doubt for spec in document_type.fields for doubt in _of_field(record, spec)),
        *(doubt for rival in rivals for doubt in _differing(record, rival)),
        *_of_rules(record, document_type),
    ]
    return replace(record, doubts=tuple(doubts))


def _of_field(record: Record, spec: FieldSpec) -> Iterator[Doubt]:
    field = record.field(spec.name)
    if field is None or (field.value is None and not _told(field)):
        if spec.required:
            missing = f"Không tìm thấy “{spec.label}” trên giấy. Hãy nhập từ bản giấy, nếu có."
            yield Doubt(spec.name, "missing", missing)
    elif field.value is None:
        meant = _KINDS.get(spec.kind, "giá trị hợp lệ")
        other = f"“{spec.label}” đọc được là “{field.text}”, không phải {meant}. Hãy nhập lại."
        yield Doubt(spec.name, f"not_a_{spec.kind}", other)
    else:
        yield from _of_value(field, spec)


def _of_value(field: Field, spec: FieldSpec) -> Iterator[Doubt]:
    """The first thing that speaks against a value: itself, the tables, or its evidence."""
    if wrong := flaw(spec.kind, field.value):
        yield Doubt(spec.name, wrong, f"“{spec.label}” là “{field.value}”: {_FLAWS[wrong]}")
    elif lacks_commune(str(field.value), field.units):
        yield Doubt(spec.name, "no_such_commune", _NO_COMMUNE.format(spec.label))
    elif field.source is not Source.PERSON and field.confidence < spec.threshold:
        yield Doubt(spec.name, UNSURE, _MAY_BE_WRONG.format(spec.label))


def _told(field: Field) -> bool:
    return any(letter.isalnum() for letter in field.text)


def _differing(record: Record, rival: Field) -> Iterator[Doubt]:
    field = record.field(rival.name)
    if field and field.source is not Source.PERSON:
        yield Doubt(
            rival.name,
            "sources_differ",
            f"“{rival.label}” {_where(rival, field)} khác nhau: “{written(rival.value)}” "
            f"và “{written(field.value)}”. Hãy xem lại giấy tờ này.",
        )


def keyed_differently(spec: FieldSpec, one: Value, other: Value) -> Doubt:
    """What two people keyed, neither seeing the other's."""
    return Doubt(
        spec.name,
        KEYED_DIFFERENTLY,
        f"“{spec.label}” được hai người nhập khác nhau: {_keyed(one)} và {_keyed(other)}. "
        "Hãy so với ảnh rồi nhập giá trị đúng.",
    )


def _keyed(value: Value) -> str:
    return "để trống" if value is None else f"“{written(value)}”"


def _where(one: Field, other: Field) -> str:
    coded = {one.source, other.source} & {Source.QR, Source.MRZ, Source.BARCODE}
    return "in trên giấy và trong mã máy đọc" if coded else "ghi ở hai chỗ (bằng số, bằng chữ)"


def _of_rules(record: Record, document_type: DocumentType) -> Iterator[Doubt]:
    for comparison in document_type.comparisons:
        yield from RULES[comparison.rule](*(record.field(name) for name in comparison.fields))


def settle(document: Document, document_type: DocumentType | None) -> Document:
    """The document with the status it has earned: accepted only where nothing is in doubt."""
    doubts = document.record.doubts
    if document_type and document.type_confidence < _SURE_TYPE:
        doubt = Doubt(
            "", UNSURE_TYPE, f"Có thể đây không phải “{document.title}”. Hãy xác nhận loại."
        )
        doubts = (*doubts, doubt)
    sure = document_type is not None and document.document_type != UNKNOWN and not doubts
    return replace(
        document,
        record=replace(document.record, doubts=doubts),
        status=DocumentStatus.ACCEPTED if sure else DocumentStatus.NEEDS_REVIEW,
    )
