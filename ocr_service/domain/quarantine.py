"""Files that bring down the process which reads them: how it died, and when we try no more."""

from enum import StrEnum

from ocr_service.domain.errors import Complaint, OcrError

KILLS_AT_MOST = 2  # then the file, by its content, is read no more unless a person insists

QUARANTINED = Complaint(
    "quarantined",
    "Tệp này đã hai lần làm máy đọc phải dừng (quá bộ nhớ, quá thời gian hoặc bị lỗi) "
    "nên đã được cách ly, không đọc nữa.",
    "Hãy quét lại giấy tờ, hoặc mở tệp rồi in lại thành PDF và gửi tệp mới; nếu tin chắc tệp an "
    "toàn, đề nghị người quản trị cho đọc lại tệp bị cách ly.",
)


class Cause(StrEnum):
    """What a reader died of; stable codes for logs and the quarantine's rows."""

    MEMORY = "memory"
    CPU_TIME = "cpu_time"
    TIME = "time"
    CRASH = "crash"


class Killed(OcrError):
    """A file brought down the process that read it; the others of its dossier are unharmed."""

    def __init__(self, cause: Cause, seen: str) -> None:
        super().__init__(f"the reader died ({cause}): {seen}")
        self.cause = cause
