"""Webhooks in the administrators' rooms: made, tried out, removed; what was sent, sent again."""

import re

from ocr_service.web.languages import COOKIE
from tests.fakes import House, scan_of
from tests.receiver import Receiver
from tests.web.admin import SECRET, Desk
from tests.web.client import Client


def test_a_webhook_is_made_tried_and_removed(house: House) -> None:
    desk = Desk(house, "H42")
    with Receiver().listening() as receiver:
        form = {"url": receiver.url, "event": "dossier.settled"}
        secret = SECRET.findall(desk.send("/webhooks", 200, **form))[0]
        (webhook,) = house.services.webhooks.all()
        assert (webhook.agency_code, webhook.events) == ("H42", ("dossier.settled",))
        page = desk.send(f"/webhooks/{webhook.id}/test", 200)
        assert "Đã nhận</strong> (HTTP 204)" in page
        assert receiver.letters[0].opened(secret)["type"] == "webhook.test"
        assert desk.told() == "webhook.tested"
        receiver.status = 500
        assert "trả lời lỗi" in desk.send(f"/webhooks/{webhook.id}/test", 200)
    assert "Không kết nối được" in desk.send(f"/webhooks/{webhook.id}/test", 200)
    assert "Không có thông báo nào" in desk.get("/deliveries")
    assert "bị bỏ" in desk.get(f"/webhooks/{webhook.id}/remove")
    desk.send(f"/webhooks/{webhook.id}/remove")
    assert desk.told() == "webhook.removed"
    assert "không" in desk.send("/webhooks", 422, url="http://10.0.0.1/x").lower()
    assert "không thuộc phạm vi" in desk.send("/webhooks", 422, url=receiver.url, agency="H29")


def test_deliveries_are_listed_by_state_and_sent_again(house: House) -> None:
    desk = Desk(house, "H42")
    with Receiver().listening() as receiver:
        desk.send("/webhooks", 200, url=receiver.url, event="dossier.settled")
    Client(house).settled(("a.pdf", scan_of("x")), agency_code="H42.1")
    assert "Đang chờ gửi" in desk.get("/deliveries?status=waiting")
    assert "Không có thông báo nào" in desk.get("/deliveries?status=failed")
    found = re.findall(r"/operations/deliveries/([0-9a-f-]{36})/replay", desk.get("/deliveries"))
    assert len(found) == 1
    newest = 'href="/operations/deliveries?status=&amp;webhook="'
    assert newest in desk.get(f"/deliveries?cursor={found[0]}")
    assert newest not in desk.get("/deliveries")
    desk.browser.door.set_cookie(COOKIE, "en")
    assert "dossier …" in desk.get("/deliveries")
    assert "<h1>Send a notification again</h1>" in desk.get(f"/deliveries/{found[0]}/replay")
    desk.send(f"/deliveries/{found[0]}/replay")
    assert desk.told() == "webhook.replayed"
