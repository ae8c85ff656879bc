"""A dossier as the portal wants it: each field, its length, and nothing that nobody told us."""

import json
from pathlib import Path

from samples.simulators.portal import DOSSIER
from tests.fakes import House, scan_of
from tests.records import CARD, accepted, said
from tests.web.client import Client
from tests.web.portal_town import CODE, FORM, verified
from tests.web.test_records import BIRTH


def test_a_dossier_in_the_portal_s_shape(tmp_path: Path, database_url: str) -> None:
    house = House.in_folder(
        tmp_path, database_url, catalogue=verified(), public_url="https://ocr.example.gov.vn/"
    )
    client = Client(house)
    card = accepted(client, "citizen_id_card", CARD, dossier_code="H42.1-251126-0001")
    other = accepted(client, "birth_certificate", BIRTH, procedure_code="birth_registration")
    # A one-stop system may use a paper before its dossier is here.
    outside = {"purpose": "Đăng ký khai sinh", "dossier_code": CODE}
    assert client.post(f"/records/{card}/uses", json=outside).status_code == 201
    dossier = client.settled(
        ("1.pdf", scan_of("form", "result", "blank")),
        dossier_code=CODE,
        procedure_code="birth_registration",
        agency_code="H42.1",
        competent_agency_code="H43.7",
        received_at="2026-11-26T18:30:05+00:00",
    )
    path, (form, result, third) = f"/dossiers/{dossier['id']}", dossier["documents"]
    said(client, form["id"], document_type="application_form", fields=FORM)
    said(client, result["id"], document_type="birth_certificate", fields=BIRTH)
    used = client.post(f"/records/{other}/uses", json={"purpose": "x", "dossier_id": dossier["id"]})
    assert used.status_code == 201
    told = client.get(f"{path}/portal").json
    assert [it.message for it in DOSSIER.iter_errors(told)] == []
    head = told["HoSo"]
    assert head | {"TaiLieuNop": [], "DanhSachGiayToKetQua": []} == {
        "MaHoSo": CODE,
        "MaTTHC": "1.001193",
        "TenTTHC": "Đăng ký khai sinh",
        "ChuHoSo": "Trần Văn Bảy",
        "LoaiDoiTuong": 1,
        "SoGiayToChuHoSo": "001079012345",
        "DinhDanhCHS": [{"LoaiDinhDanh": 1, "SoDinhDanh": "001079012345"}],
        "NgayTiepNhan": "20261127013005",
        "NoiNopHoSo": "H42.1",
        "DonViXuLy": "H43.7",
        "HoSoCoThanhPhanSoHoa": 1,
        "TaiLieuNop": [],
        "DanhSachGiayToKetQua": [],
    }
    codes = {it["id"]: it["code"] for it in client.get("/records").json["items"]}
    papers = [
        [it["TepDinhKemId"], it["DuocSoHoa"], it["DuocTaiSuDung"], it["TrangThaiSoHoa"]]
        for it in head["TaiLieuNop"]
    ]
    assert papers == [
        [form["id"], 1, 0, 1],
        [third["id"], 0, 0, 0],
        [card, 1, 1, 2],
        [other, 1, 2, 3],
    ]
    assert [it.get("MaKetQuaThayThe") for it in head["TaiLieuNop"]] == [
        None, None, codes[card], codes[other],
    ]  # fmt: skip
    assert "DuocLayTuKhoDMQG" not in str(told), "nobody told us"
    assert "DuocLayTuKhoDMQG" not in str(told), "nobody told us"
    assert head["TaiLieuNop"][0]["TenTepDinhKem"] == f"{CODE}.001.pdf"
    (issued,) = head["DanhSachGiayToKetQua"]
    place = f"https://ocr.example.gov.vn/api/v1/documents/{result['id']}/file.pdf"
    assert (issued["GiayToId"], issued["DuongDanTepTinKetQua"]) == (result["id"], place)
    paper = {it["DinhKem"]: it for it in told["DanhSachGiayToSoHoa"]}
    assert [paper[it["id"]]["LoaiSoHoa"] for it in (form, result, third)] == [0, 1, 0]
    assert [paper[it["id"]]["TrangThaiSoHoa"] for it in (form, result, third)] == [2, 2, 1]
    birth = paper[result["id"]]
    assert (birth["SoKyHieu"], birth["NgayBanHanh"]) == ("12/2015", "20150310000000")
    assert (birth["Ma"], birth["NguoiSoHoa"]) == (codes[result["id"]], "test")
    fields = json.loads(birth["JsonOcr"])["fields"]
    assert BIRTH["personal_id"] in [it["value"] for it in fields]
    assert "JsonOcr" not in paper[third["id"]], "nobody vouches for it"
    (entry,) = client.get(f"/audit?dossier_id={dossier['id']}&act=export.made").json["items"]
    assert entry["remark"]["kind"] == "portal"
