"""Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ: a list under the form's words, and a table."""

from random import Random

from samples.generator.addresses import code, only_pen, seal
from samples.generator.cast import Cast
from samples.generator.civil import vivid
from samples.generator.paper import Paper, Truth
from samples.generator.papers.appointment_slip import dossier_code
from samples.generator.wording import long_date

MISSING = (
    "Bản sao giấy khai sinh của người yêu cầu", "Bản chính giấy chứng nhận quyền sử dụng đất",
    "Giấy xác nhận tình trạng hôn nhân còn thời hạn sử dụng", "Tờ khai theo mẫu mới ban hành",
    "Bản sao căn cước công dân của bên nhận chuyển nhượng", "Hợp đồng thuê nhà có công chứng",
    "Bản vẽ thiết kế kèm theo văn bản thẩm duyệt về phòng cháy, chữa cháy",
    "Văn bản ủy quyền đối với trường hợp nộp hồ sơ thay", "Biên lai nộp lệ phí trước bạ",
    "Trích đo địa chính thửa đất có xác nhận của cơ quan đăng ký đất đai",
    "Ảnh chân dung cỡ 4x6 cm, nền trắng", "Giấy chứng sinh bản chính",
)  # fmt: skip
REQUESTS = (
    "Đăng ký khai sinh", "Đăng ký thành lập hộ kinh doanh", "Đăng ký thường trú",
    "Cấp giấy phép xây dựng nhà ở riêng lẻ", "Đăng ký biến động quyền sử dụng đất",
    "Cấp Giấy xác nhận tình trạng hôn nhân",
)  # fmt: skip
FAULTS = ("Chưa có", "Sai mẫu", "Thiếu chữ ký", "Đã hết hạn", "Chưa chứng thực")


def supplement_request(cast: Cast, chance: Random) -> Paper:
    """A request for papers that a dossier lacks."""
    who, tabled = vivid(cast.applicant, chance), chance.random() < 0.5
    # In a cell, a second line too short to stand under the heading would be none of its column.
    papers = [paper for paper in MISSING if len(paper) < 54] if tabled else MISSING
    fields: dict[str, Truth] = {
        "document_number": f"{chance.randint(1, 900)}/{chance.choice(('HDHS', 'PBSHS', 'YCBS'))}",
        "dossier_code": dossier_code(cast, chance),
        "applicant_name": who.name, "missing": chance.sample(papers, chance.randint(2, 4)),
        "issue_date": cast.today.isoformat(),
    }  # fmt: skip
    values: dict[str, object] = {
        "f": fields, "who": who, "office": cast.office, "day": long_date(cast.today),
        "request": chance.choice(REQUESTS), "tabled": tabled, "dots": chance.random() < 0.6,
        "faults": [chance.choice(FAULTS) for _ in range(4)], "gap": "4pt", "size": "13pt",
        "qr": code(str(fields["dossier_code"])), "coded": chance.random() < 0.4,
        "caps": chance.random() < 0.4, "phone": f"02{chance.randint(10**8, 10**9 - 1)}",
        "ink": seal(cast.office, chance) if chance.random() < 0.5 else only_pen(chance),
        "newer": chance.random() < 0.5,
    }  # fmt: skip
    return Paper("supplement_request", "supplement_request.html", values, fields)
