"""The trail for people: sentences with links, filters, exports that `verify` follows, a check."""

import json

import pytest

from ocr_service.actions.keys import add_key
from ocr_service.actions.trail import verify_lines
from ocr_service.domain.access import Role
from ocr_service.domain.audit import Act, Deed
from ocr_service.domain.audit_faults import Check
from ocr_service.storage.audit import AuditSearch
from ocr_service.web.pages import trail as page_of_trail
from ocr_service.web.pages.told_acts import CHOICES, SENTENCES
from tests.fakes import House, scan_of
from tests.web.browser import Browser, person
from tests.web.client import Client

EVIL = "<b onmouseover=alert(1)>Lan"


def desk(house: House, role: Role = Role.AUDITOR, agency: str = "", name: str = "Lan") -> Browser:
    person(house, name, role, agency)
    browser = Browser(house.app)
    assert browser.sign_in(name).status_code == 303
    return browser


def text(browser: Browser, path: str, status: int = 200) -> str:
    answer = browser.get(path)
    assert answer.status_code == status, answer.get_data(as_text=True)
    return answer.get_data(as_text=True)


def test_every_act_has_its_sentence_and_is_to_be_chosen() -> None:
    chosen = {act for acts in CHOICES.values() for act in acts}
    assert set(SENTENCES) == chosen == set(Act)


def test_what_was_done_is_read_as_a_sentence_with_links(house: House) -> None:
    clerk = Client(house, add_key(EVIL, Role.SYSTEM, "H42.1", keys=house.services.keys)[1])
    dossier = clerk.settled(("a.pdf", scan_of("x")), dossier_code="H42-<1>", agency_code="H42.1")
    paper = dossier["documents"][0]["id"]
    clerk.get(f"/documents/{paper}")
    page = text(desk(house), "/trail")
    link = f'<a href="/dossiers/{dossier["id"]}">H42-&lt;1&gt;</a>'
    who = "<strong>&lt;b onmouseover=alert(1)&gt;Lan</strong>"
    assert f"{who} đưa vào hồ sơ {link} gồm 1 tệp" in page
    assert f'{who} xem <a href="/documents/{paper}/history" lang="vi">letter</a> trong' in page
    assert "<strong>Lan</strong> đăng nhập" in page
    assert "<b onmouseover" not in page


def test_the_trail_is_searched_by_what_people_know(house: House) -> None:
    one = Client(house).settled(("a.pdf", scan_of("x")), dossier_code="one", agency_code="H42.1")
    Client(house).settled(("a.pdf", scan_of("x")), dossier_code="two", agency_code="H42.2")
    browser = desk(house)

    def found(query: str) -> set[str]:
        page = text(browser, f"/trail?{query}")
        return {name for name in ("one", "two") if f">{name}</a>" in page}

    assert found("") == {"one", "two"}
    assert found("dossier=one") == found(f"dossier_id={one['id']}") == {"one"}
    assert found("agency=H42.2&act=dossier.settled") == {"two"}
    assert found("actor=test&act=dossier.received") == {"one", "two"}
    assert found("actor=Lan&act=dossier.received") == set()
    assert found("to=2020-01-01") == found("from=2999-01-01") == set()
    assert found("from=no-day&to=2999-01-01&cursor=x&act=nothing") == {"one", "two"}
    assert "Không có mục nào như vậy" in text(browser, "/trail?dossier=three")


def test_an_auditor_of_an_agency_sees_no_other(house: House) -> None:
    for code in ("H42.1", "H29"):
        Client(house).settled(("a.pdf", scan_of("x")), dossier_code=f"of {code}", agency_code=code)
    browser = desk(house, agency="H42")
    page = text(browser, "/trail")
    assert "of H42.1" in page
    assert "of H29" not in page
    assert browser.get("/trail?agency=H29").status_code == 403
    assert "of H29" not in text(browser, "/trail/export?format=csv&dossier=of H29")


def test_pages_of_the_trail_follow_each_other(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.services.audit.append(*[Deed(Act.DOSSIER_READ, subject=f"s{it}") for it in range(5)])
    monkeypatch.setattr(page_of_trail, "AT_A_TIME", 3)
    page = text(desk(house), "/trail?act=dossier.read")
    assert page.count("<summary>Mục") == 3
    older = page.partition("cursor=")[2].partition('"')[0]
    page = text(desk(house, name="Mai"), f"/trail?act=dossier.read&cursor={older}")
    assert page.count("<summary>Mục") == 2
    assert "Về mục mới nhất" in page


def test_what_was_found_is_exported_and_can_be_checked(house: House) -> None:
    Client(house).settled(("=1+1.pdf", scan_of("x")), agency_code="H42.1")
    house.services.audit.append(Deed(Act.EXPORT_MADE, "=cmd|' /C calc'!A0"))
    browser = desk(house)
    answer = browser.get("/trail/export?format=jsonl&act=dossier.received")
    assert "attachment" in answer.headers["Content-Disposition"]
    lines = answer.get_data(as_text=True).splitlines()
    assert [json.loads(line)["act"] for line in lines] == ["dossier.received"]
    assert list(verify_lines(lines, Check(extract=True))) == []
    told = house.services.audit.entries(AuditSearch(newest_first=True, limit=1))[0]
    assert (told.act, told.remark) == ("trail.read", {"format": "jsonl", "found": 1})
    sheet = text(browser, "/trail/export?format=csv")
    assert sheet.startswith("\ufeffnumber,at,")
    assert "'=cmd" in sheet


def test_too_much_is_not_exported_in_part(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_of_trail, "MOST_LINES", 1)
    assert "nên chưa xuất được" in text(desk(house), "/trail/export?format=csv", status=422)


def test_whoever_may_read_it_checks_whether_it_holds(house: House) -> None:
    browser = desk(house)
    assert "Chưa ai kiểm tra" in text(browser, "/trail")
    assert browser.post("/trail/check").status_code == 403
    sent = browser.post("/trail/check", form_token=browser.form_token())
    assert (sent.status_code, sent.location) == (303, "/trail#checked")
    page = text(browser, "/trail")
    assert "Nhật ký nguyên vẹn" in page
    assert "kiểm tra lúc" in page
    assert "bởi Lan" not in page, "they may be of another agency"
