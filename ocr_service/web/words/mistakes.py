"""What is said of a value that does not fit its description."""

from collections.abc import Mapping

from flask_babel import gettext

NOT_VALID = "Giá trị không hợp lệ."
# What pydantic calls a mistake → what we say. The longest beginning that fits is taken.
MISTAKES = {
    "period_reversed": "Ngày cuối đứng trước ngày đầu.",
    "missing": "Thiếu giá trị bắt buộc.",
    "enum": "Chỉ nhận một trong các giá trị: {expected}.",
    "literal_error": "Chỉ nhận một trong các giá trị: {expected}.",
    "datetime": "Phải là thời điểm theo RFC 3339, ví dụ 2026-11-24T08:00:00+07:00.",
    "timezone": "Thời điểm phải kèm múi giờ, ví dụ 2026-11-24T08:00:00+07:00.",
    "json": "Phải là JSON hợp lệ.",
    "dict": "Phải là một đối tượng JSON.",
    "int": "Phải là số nguyên.",
    "float": "Phải là số.",
    "greater_than": "Giá trị quá nhỏ: ít nhất là {ge}.",
    "less_than": "Giá trị quá lớn: nhiều nhất là {le}.",
    "string_too_long": "Dài quá {max_length} ký tự.",
    "string_pattern_mismatch": "Không được chứa ký tự điều khiển.",
    "too_short": "Phải có ít nhất một tệp.",
    "too_long": "Nhiều quá: tối đa {max_length}.",
    "extra_forbidden": "Trường này không có trong hợp đồng.",
}


def words_for(mistake: str, about: Mapping[str, object]) -> str:
    """A pydantic mistake in the language of whoever made it."""
    fitting = [start for start in MISTAKES if mistake.startswith(start)]
    said = MISTAKES[max(fitting, key=len)] if fitting else NOT_VALID
    told: str
    try:
        told = gettext(said).format(**about)
    except KeyError:
        told = gettext(NOT_VALID)
    return told.replace("' or '", "', '")
