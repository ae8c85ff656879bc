"""What is wrong with a file, in words for the person who sent it."""

from ocr_service.domain.errors import BadInput, Complaint
from ocr_service.reading.limits import Limits


def damaged_file(page: int | None = None) -> BadInput:
    where = f" ở trang {page}" if page else ""
    return _bad(
        "damaged_file",
        f"Tệp bị hỏng hoặc bị cắt cụt{where} nên không mở được.",
        "Hãy quét lại, hoặc chép lại tệp gốc (tải lên chưa trọn vẹn cũng gây lỗi này) rồi gửi lại.",
    )


def encrypted_pdf() -> BadInput:
    return _bad(
        "encrypted_pdf",
        "Tệp PDF được đặt mật khẩu nên không đọc được.",
        "Hãy gỡ mật khẩu (mở tệp, chọn In rồi Lưu thành PDF) và gửi lại.",
    )


def too_large(size: int, limits: Limits) -> BadInput:
    return _bad(
        "too_large",
        f"Tệp nặng {_megabytes(size)} MB, vượt mức cho phép {_megabytes(limits.max_bytes)} MB.",
        "Hãy tách tệp thành nhiều tệp nhỏ hơn, hoặc quét lại ở 200–300 dpi.",
    )


def too_many_pages(count: int, limits: Limits) -> BadInput:
    return _bad(
        "too_many_pages",
        f"Tệp có {count} trang, vượt mức cho phép {limits.max_pages} trang.",
        "Hãy tách tệp thành nhiều tệp ít trang hơn rồi gửi lại.",
    )


def too_many_pixels(width: int, height: int, limits: Limits) -> BadInput:
    return _bad(
        "too_many_pixels",
        f"Ảnh có kích thước {width} × {height} điểm ảnh, vượt mức cho phép "
        f"{limits.max_pixels // 1_000_000} triệu điểm ảnh.",
        "Hãy quét lại ở độ phân giải 200–300 dpi rồi gửi lại.",
    )


def _megabytes(size: int) -> str:
    return f"{size / 2**20:.1f}".rstrip("0").rstrip(".").replace(".", ",")


def _bad(code: str, message: str, remedy: str) -> BadInput:
    return BadInput(Complaint(code, message, remedy))
