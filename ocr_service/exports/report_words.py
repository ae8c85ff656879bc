"""What people call the figures of a report."""

from collections.abc import Mapping

from ocr_service.domain.report import By, LeftOut, Measure, NotMeasured
from ocr_service.domain.targets import MINUTES

BY: Mapping[str, str] = {By.AGENCY: "Cơ quan", By.PROCEDURE: "Thủ tục", By.MONTH: "Tháng"}
TOTAL = "Tất cả"
UNNAMED: Mapping[str, str] = {
    By.AGENCY: "(chưa ghi cơ quan)",
    By.PROCEDURE: "(chưa ghi thủ tục)",
    By.MONTH: "",
}
NAMES: Mapping[str, str] = {
    Measure.RECEIVED: "Tiếp nhận",
    Measure.DIGITIZED: "Có số hóa thành phần hồ sơ",
    Measure.WITH_RESULT: "Số hóa cả thành phần hồ sơ và kết quả",
    Measure.RESULTS: "Kết quả điện tử",
    Measure.REUSE: "Có tái sử dụng",
    Measure.STRAIGHT_THROUGH: "Đạt không cần người xem",
    Measure.BACKLOG: "Chưa xong",
    Measure.REJECTED: "Bị từ chối",
    Measure.FAILED: "Không đọc được",
    MINUTES: "Phút mỗi hồ sơ",
}
MEANING: Mapping[str, str] = {
    Measure.RECEIVED: "Hồ sơ tiếp nhận trong kỳ.",
    Measure.DIGITIZED: "Hồ sơ có ít nhất một giấy tờ nộp vào đã số hóa đạt, trên số tiếp nhận.",
    Measure.WITH_RESULT: "Hồ sơ đã số hóa giấy tờ nộp vào và, nếu thủ tục trả kết quả bằng văn "
    "bản, có cả kết quả, trên số tiếp nhận (Bộ chỉ số 766).",
    Measure.RESULTS: "Hồ sơ có kết quả đã số hóa đạt, trên số hồ sơ đạt của thủ tục trả kết quả "
    "bằng văn bản. Chỉ biết kết quả đã gửi vào đây.",
    Measure.REUSE: "Hồ sơ tiếp nhận trong kỳ có dùng lại giấy tờ đã số hóa, trên số tiếp nhận.",
    Measure.STRAIGHT_THROUGH: "Hồ sơ đạt mà không ai phải xem lại, trên số hồ sơ đạt.",
    Measure.BACKLOG: "Hồ sơ tiếp nhận trong kỳ đến nay chưa xong, trên số tiếp nhận.",
    Measure.REJECTED: "Hồ sơ có mọi giấy tờ bị người kiểm tra từ chối, trên số tiếp nhận.",
    Measure.FAILED: "Hồ sơ không đọc được tệp nào, trên số tiếp nhận.",
    MINUTES: "Từ lúc tiếp nhận đến lúc đạt, tính cả thời gian chờ.",
}
LEFT_OUT: Mapping[str, str] = {
    LeftOut.BATCH: "lô quét đã tách thành các hồ sơ, đã tính ở từng hồ sơ",
    LeftOut.SECRET: "có dấu mật, không được số hóa (Thông tư 03/2025/TT-VPCP)",
    LeftOut.UNKNOWN_PROCEDURE: "thủ tục chưa có trong danh mục",
    LeftOut.NO_RESULT: "thủ tục không trả kết quả bằng văn bản",
    LeftOut.NOT_TOLD_APART: "kết quả cùng loại với giấy tờ nộp vào nên không phân biệt được",
    LeftOut.NOT_ACCEPTED: "hồ sơ chưa đạt",
    LeftOut.CLOCK: "thời điểm tiếp nhận ghi sau thời điểm xong",
}
NOT_MEASURED: Mapping[str, str] = {
    NotMeasured.NOTHING: "không có hồ sơ nào để tính",
    NotMeasured.NO_RESULTS: "chưa có kết quả nào được gửi vào đây",
    NotMeasured.NO_TIMES: "không ghi giờ bắt đầu xem nên không biết người xem mất bao lâu",
}


def row_name(key: str | None, label: str, by: str) -> str:
    if key is None:
        return TOTAL
    return label or UNNAMED[by]
