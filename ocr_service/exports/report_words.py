"""What people call the figures of a report."""

from collections.abc import Mapping

from ocr_service.domain.digitization import Carried, Row
from ocr_service.domain.report import Ask, By, LeftOut, Measure, NotMeasured
from ocr_service.domain.targets import MINUTES

BY: Mapping[str, str] = {
    By.AGENCY: "Cơ quan",
    By.PROVINCE: "Tỉnh",
    By.TIERS: "Tỉnh và cơ quan",
    By.PROCEDURE: "Thủ tục",
    By.MONTH: "Tháng",
}
TOTAL = "Tất cả"
UNNAMED: Mapping[str, str] = {
    By.AGENCY: "(chưa ghi cơ quan)",
    By.PROVINCE: "(chưa ghi cơ quan)",
    By.PROCEDURE: "(chưa ghi thủ tục)",
    By.MONTH: "",
}
NAMES: Mapping[str, str] = {
    Measure.RECEIVED: "Tiếp nhận",
    Measure.DIGITIZED: "Có số hóa thành phần hồ sơ",
    Measure.WITH_RESULT: "Số hóa cả thành phần hồ sơ và kết quả",
    Measure.RESULTS: "Kết quả điện tử",
    Measure.REUSE: "Có tái sử dụng",
    Measure.SHARED_IN: "Dùng giấy tờ của cơ quan khác",
    Measure.SHARED_OUT: "Có giấy tờ chia sẻ cho cơ quan khác",
    Measure.STRAIGHT_THROUGH: "Chấp nhận không cần kiểm tra thủ công",
    Measure.BACKLOG: "Chưa xong",
    Measure.REJECTED: "Bị từ chối",
    Measure.FAILED: "Không đọc được",
    MINUTES: "Phút mỗi hồ sơ",
}
MEANING: Mapping[str, str] = {
    Measure.RECEIVED: "Hồ sơ tiếp nhận trong kỳ.",
    Measure.DIGITIZED: "Hồ sơ có ít nhất một giấy tờ nộp vào đã số hóa và được chấp nhận, trên số "
    "tiếp nhận.",
    Measure.WITH_RESULT: "Hồ sơ đã số hóa giấy tờ nộp vào và, nếu thủ tục trả kết quả bằng văn "
    "bản, có cả kết quả, trên số tiếp nhận (Bộ chỉ số 766).",
    Measure.RESULTS: "Hồ sơ có kết quả đã số hóa được chấp nhận, trên số hồ sơ được chấp nhận của "
    "thủ tục trả kết quả bằng văn bản. Chỉ biết kết quả đã gửi vào đây.",
    Measure.REUSE: "Hồ sơ tiếp nhận trong kỳ có dùng lại giấy tờ đã số hóa, trên số tiếp nhận.",
    Measure.SHARED_IN: "Hồ sơ tiếp nhận trong kỳ có dùng lại giấy tờ đã số hóa ở hồ sơ của cơ "
    "quan khác, trên số tiếp nhận. Cách tính của hệ thống này: chưa thấy văn bản nào quy định.",
    Measure.SHARED_OUT: "Hồ sơ tiếp nhận trong kỳ có giấy tờ được dùng lại trong hồ sơ của cơ quan "
    "khác, trên số hồ sơ có giấy tờ đã số hóa được chấp nhận. Cách tính của hệ thống này: chưa "
    "thấy văn bản nào quy định.",
    Measure.STRAIGHT_THROUGH: "Hồ sơ được chấp nhận mà không cần kiểm tra thủ công, trên số hồ sơ "
    "được chấp nhận.",
    Measure.BACKLOG: "Hồ sơ tiếp nhận trong kỳ đến nay chưa xong, trên số tiếp nhận.",
    Measure.REJECTED: "Hồ sơ có mọi giấy tờ bị người kiểm tra từ chối, trên số tiếp nhận.",
    Measure.FAILED: "Hồ sơ không đọc được tệp nào, trên số tiếp nhận.",
    MINUTES: "Từ lúc tiếp nhận đến lúc được chấp nhận, tính cả thời gian chờ.",
}
LEFT_OUT: Mapping[str, str] = {
    LeftOut.BATCH: "lô quét đã tách thành các hồ sơ, đã tính ở từng hồ sơ",
    LeftOut.SECRET: "có dấu mật, không được số hóa (Thông tư 03/2025/TT-VPCP)",
    LeftOut.UNKNOWN_PROCEDURE: "thủ tục chưa có trong danh mục",
    LeftOut.NO_RESULT: "thủ tục không trả kết quả bằng văn bản",
    LeftOut.NOT_TOLD_APART: "kết quả cùng loại với giấy tờ nộp vào nên không phân biệt được",
    LeftOut.NOT_ACCEPTED: "hồ sơ chưa được chấp nhận",
    LeftOut.NOTHING_TO_SHARE: "chưa có giấy tờ nào được chấp nhận để chia sẻ",
    LeftOut.CLOCK: "thời điểm tiếp nhận ghi sau thời điểm xong",
}
NOT_MEASURED: Mapping[str, str] = {
    NotMeasured.NOTHING: "không có hồ sơ nào để tính",
    NotMeasured.NO_RESULTS: "chưa có kết quả nào được gửi vào đây",
    NotMeasured.NO_TIMES: "không ghi giờ bắt đầu xem nên không biết người xem mất bao lâu",
}


# Metrics of the index 766 that are counted elsewhere; they are never told as 0.
NOT_OURS = (
    "cấp bản sao chứng thực điện tử (2 điểm)",
    "đồng bộ với kho dữ liệu trên Cổng Dịch vụ công quốc gia (4 điểm)",
    "thủ tục và hồ sơ kết nối dữ liệu dân cư (4 điểm)",
)
ESTIMATE = "ước tính của hệ thống này từ hồ sơ đã gửi vào đây, không phải điểm công bố"


SUBTOTAL = "Cộng"


def carried_words(old: Carried) -> str:
    """That a row counts what came in under an old code too."""
    since = f"{old.since.day}-{old.since.month}-{old.since.year}"
    return f"gồm hồ sơ mang mã cũ {old.label}, nhập vào đây từ {since}"


def row_name(row: Row, ask: Ask) -> str:
    if row.key is None:
        return TOTAL
    name = row.label or UNNAMED[row.by]
    return f"{SUBTOTAL} {name}" if subtotal(row, ask) else name


def subtotal(row: Row, ask: Ask) -> bool:
    """Whether its agencies are rows of their own, below it."""
    return ask.by is By.TIERS and row.by is By.PROVINCE
