"""The administrators' rooms: whoever manages one agency manages nothing else, and all is told."""

import pytest

from ocr_service.actions import try_again
from ocr_service.domain.access import Role
from ocr_service.domain.errors import NotFound
from ocr_service.storage.audit import AuditSearch
from ocr_service.web import create_app
from tests.fakes import House, scan_of
from tests.web.admin import SECRET, Desk
from tests.web.browser import Browser, person
from tests.web.client import Client

BROKEN = b"%PDF-fake\nbroken"


def test_an_overview_of_the_house_and_of_an_agency(house: House) -> None:
    Client(house).settled(("a.pdf", scan_of("x")), ("b.pdf", BROKEN), agency_code="H42.1")
    Client(house).send(("a.pdf", scan_of("x")), agency_code="H29")
    seen = Client(house).get("/operations").json
    assert seen["failed"] == {"dossiers": 0, "files": 1}
    assert seen["pace"] == {
        "dossiers_last_minute": 1,
        "pages_last_minute": 1,
        "dossiers_last_hour": 1,
    }
    assert [(it["kind"], it["waiting"]) for it in seen["work"]] == [
        ("open", 1),
        ("read", 0),
        ("settle", 0),
    ]
    assert seen["work"][0]["oldest_at"] is not None
    assert seen["house"]["workers"] == 1
    assert seen["house"]["database_bytes"] > 0
    assert seen["house"]["backup_at"] is None
    desk = Desk(house, "H42")
    mine = desk.browser.get("/api/v1/operations").json
    assert mine["house"] is None
    assert mine["work"][0]["waiting"] == 0
    assert "Dung lượng" not in desk.get("")


def test_a_part_that_is_away_is_told_as_such(house: House) -> None:
    house.bell.broken = True
    seen = Client(house).get("/operations").json["house"]
    assert (seen["workers"], seen["rings"]) == (None, None)
    assert Desk(house).get("")


def test_what_has_failed_is_named_with_its_remedy_and_tried_again(house: House) -> None:
    own = Client(house).settled(("<i>.pdf", BROKEN), dossier_code="one", agency_code="H42.1")
    other = Client(house).settled(("b.pdf", BROKEN), dossier_code="two", agency_code="H29")
    desk = Desk(house, "H42")
    page = desk.get("/failures")
    assert "&lt;i&gt;.pdf" in page
    assert "Hãy quét lại." in page
    assert ">one</a>" in page
    assert ">two</a>" not in page
    assert "Đọc lại hồ sơ one" in desk.get(f"/failures/{own['id']}/retry")
    desk.send(f"/failures/{own['id']}/retry")
    assert desk.told() == "dossier.retried"
    assert "Không có hồ sơ hay tệp nào bị lỗi" in desk.get("/failures")  # it is being read
    assert "đang được đọc" in desk.send(f"/failures/{own['id']}/retry", 422)
    desk.send(f"/failures/{other['id']}/retry", 404)
    desk.send(f"/failures/{own['id']}/nothing", 404)
    house.work_all()
    desk.send(f"/failures/{own['id']}/force")
    assert desk.told() == "dossier.forced"


def test_all_that_has_failed_is_tried_again_up_to_a_bound(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    for code in ("H42.1", "H42.1", "H42.1", "H29"):
        Client(house).settled(("a.pdf", BROKEN), agency_code=code)
    monkeypatch.setattr(try_again, "MOST", 2)
    monkeypatch.setattr(try_again, "AT_A_TIME", 1)
    desk = Desk(house, "H42")
    assert "Đọc lại tất cả" in desk.get("/failures/retry")
    answer = desk.browser.post("/operations/failures/retry", form_token=desk.browser.form_token())
    assert answer.location == "/operations/failures?done=2&kept=0&more=1"
    assert "Vẫn còn hồ sơ lỗi" in desk.get("/failures?done=2&kept=0&more=1")
    desk.send("/failures/retry")
    house.work_all()
    assert len(house.services.audit.entries(AuditSearch(scope="H29"))) > 0
    assert ">H29 " not in desk.get("/failures")


def test_a_key_is_shown_once_and_revoked(house: House) -> None:
    desk = Desk(house, "H42")
    page = desk.send("/keys", 200, name="Một cửa", role="system", agency="H42.1", days="7")
    secret = SECRET.findall(page)[0]
    assert desk.told() == "key.added"
    caller = Client(house, secret)
    assert caller.get("/dossiers").status_code == 200
    page = desk.get("/keys")
    assert "Một cửa" in page
    assert secret not in page
    (key,) = [it for it in house.services.keys.all() if it.name == "Một cửa"]
    assert (key.agency_code, key.role) == ("H42.1", Role.SYSTEM)
    assert "sẽ bị từ chối ngay" in desk.get(f"/keys/{key.id}/revoke")
    desk.send(f"/keys/{key.id}/revoke")
    assert caller.get("/dossiers").status_code == 401
    assert desk.told() == "key.revoked"


def test_nobody_makes_a_key_beyond_their_own_agency(house: House) -> None:
    desk = Desk(house, "H42")
    assert "không thuộc phạm vi" in desk.send("/keys", 422, name="x", agency="H29")
    desk.send("/keys", 200, name="own")  # an agency left out is one's own
    assert {it.agency_code for it in house.services.keys.all()} == {"", "H42"}
    (others,) = [it for it in house.services.keys.all() if not it.agency_code]
    assert others.prefix not in desk.get("/keys")
    desk.send(f"/keys/{others.id}/revoke", 404)
    for wrong in ({"name": " "}, {"name": "x", "days": "-1"}, {"name": "x", "role": "king"}):
        desk.send("/keys", 422, **wrong)


def test_an_account_from_its_making_to_its_end(house: House) -> None:
    desk = Desk(house, "H42")
    page = desk.send("/users", 200, name="Lan", role="clerk", agency="H42.1")
    first = SECRET.findall(page)[0]
    lan = house.services.people.accounts.named("Lan")
    assert lan is not None
    own = Browser(create_app(house.services))
    assert own.sign_in("Lan", first).location == "/"
    assert own.get("/").location == "/account/password"
    place = f"/users/{lan.id}"
    assert "Chưa đổi mật khẩu đầu tiên" in desk.get(place)
    assert "đã có tài khoản" in desk.send("/users", 422, name="LAN").lower()
    desk.send(place, role="auditor", agency="H42.2")
    assert desk.told() == "account.changed"
    changed = house.services.people.accounts.get(lan.id)
    assert (changed.role, changed.agency_code) == (Role.AUDITOR, "H42.2")
    again = SECRET.findall(desk.send(f"{place}/reset-password", 200))[0]
    assert again != first
    assert desk.told() == "account.unlocked"
    assert own.sign_in("Lan", again).status_code == 303
    for what, act in {
        "sign-out": "sign_in.ended",
        "drop-factor": "account.second_factor_changed",
        "unbind": "account.changed",
        "unlock": "account.unlocked",
        "disable": "account.disabled",
    }.items():
        assert "Hủy, quay lại" in desk.get(f"{place}/{what}")
        desk.send(f"{place}/{what}")
        assert desk.told() == act, what
    assert own.sign_in("Lan", again).status_code == 422
    assert "Đã ngừng" in desk.get("/users")
    desk.send(f"{place}/enable")
    assert own.sign_in("Lan", again).status_code == 303
    desk.send(f"{place}/nothing", 404)


def test_nobody_raises_or_shuts_out_themselves_or_another_agencys(house: House) -> None:
    house_admin, desk = person(house, "Bình", Role.ADMIN), Desk(house, "H42")
    page = desk.get("/users")
    assert "Bình" not in page
    own = f"/users/{desk.account.id}"
    assert "Đây là tài khoản của bạn" in desk.get(own)
    desk.send(own, 422, role="admin", agency="H42.1")
    for what in ("disable", "reset-password", "drop-factor", "unbind"):
        assert "chính mình" in desk.send(f"{own}/{what}", 422)
        desk.send(f"/users/{house_admin.id}/{what}", 404)
    desk.send(f"/users/{house_admin.id}", 404, role="clerk")
    lan = person(house, "Lan", Role.CLERK, "H42.1")
    assert "không thuộc phạm vi" in desk.send(f"/users/{lan.id}", 422, agency="H29")
    assert "không thuộc phạm vi" in desk.send("/users", 422, name="Mai", agency="H4")
    assert house.services.people.accounts.get(lan.id).agency_code == "H42.1"
    with pytest.raises(NotFound):
        house.services.people.accounts.get("x")


def test_the_last_administrator_of_all_stays(house: House) -> None:
    other = person(house, "Bình", Role.ADMIN)
    desk = Desk(house)
    desk.send(f"/users/{other.id}/disable")
    desk.browser = Browser(create_app(house.services))
    house.services.people.accounts.enable(other.id)
    assert desk.browser.sign_in("Bình").status_code == 303
    desk.send(f"/users/{desk.account.id}/disable")
    house.services.people.accounts.enable(desk.account.id)
    house.services.people.accounts.set_place(other.id, Role.ADMIN, "H42")
    desk.browser.sign_in("Bình")
    desk.send(f"/users/{desk.account.id}/disable", 404)  # seen by nobody of one agency


def test_what_is_kept_and_what_was_erased(house: House) -> None:
    dossier = Client(house).settled(("a.pdf", scan_of("x")), agency_code="H42.1")
    reason = {"reason": "người nộp rút hồ sơ"}
    path = f"/api/v1/dossiers/{dossier['id']}"
    Client(house).call("DELETE", path, query_string=reason)
    page = Desk(house).get("/storage")
    assert "người nộp rút hồ sơ" in page
    assert "1 tệp, 1 trang, 1 giấy tờ" in page
    assert "Lưu vĩnh viễn" in page
    assert "người nộp rút hồ sơ" not in Desk(house, "H29", "Chi").get("/storage")


def test_no_form_of_another_site_does_anything(house: House) -> None:
    desk = Desk(house)
    lan = person(house, "Lan")
    for path in (f"/users/{lan.id}/disable", "/failures/retry", "/keys", "/users", "/webhooks"):
        answer = desk.browser.post(f"/operations{path}", name="x")
        assert answer.status_code == 403, path
        token = desk.browser.form_token()
        answer = desk.browser.post(
            f"/operations{path}", "https://evil.example", name="x", form_token=token
        )
        assert answer.status_code == 403, path
    assert house.services.people.accounts.get(lan.id).disabled_at is None
