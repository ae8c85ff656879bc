"""The portal's shape of a dossier, and how the portal is told of it: by its outbox, over HTTP."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from ocr_service.actions.erase import erase
from ocr_service.actions.webhooks import subscribe
from ocr_service.cli.webhooks import plan_older
from ocr_service.domain.dossier import Dossier
from ocr_service.domain.errors import Unavailable
from ocr_service.domain.ids import utc_now
from ocr_service.domain.webhook import DeliveryState, Event
from ocr_service.storage import DossierStore
from ocr_service.wiring.portal import courier_of
from tests.fakes import scan_of
from tests.receiver import Receiver
from tests.records import CARD, accepted, said
from tests.web.admin import Desk
from tests.web.portal_town import CODE, SURE, Town, papers_of, town_in


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with town_in(tmp_path) as town:
        yield town


def test_the_portal_is_told_of_what_is_accepted_and_of_its_changes(town: Town) -> None:
    client, portal = town.client, town.portal
    client.settled(("1.pdf", scan_of("doubtful")), dossier_code="H42.1-261127-0001")
    nameless = client.settled(SURE, agency_code="H42.1")["id"]
    assert (town.send(), portal.calls) == (0, []), "neither in doubt nor without a code"
    town.correct(nameless, dossier_code=CODE)
    town.correct(nameless, competent_agency_code="H43.7")
    assert (town.send(), town.send(), len(portal.calls)) == (1, 0, 1), "as it is now, once"
    assert (town.told()["NoiNopHoSo"], town.told()["DonViXuLy"]) == ("H42.1", "H43.7")
    card = accepted(client, "citizen_id_card", CARD)
    use = {"purpose": "x", "dossier_id": nameless}
    client.post(f"/records/{card}/uses", json=use)
    assert town.send() == 1
    assert town.told()["TaiLieuNop"][1]["DuocTaiSuDung"] == 1
    (document,) = client.get(f"/dossiers/{nameless}").json["documents"]
    said(client, document["id"], "rejected")
    assert town.send() == 1
    assert town.told()["TaiLieuNop"][0]["DuocSoHoa"] == 0, "also of what it is no longer"
    assert portal.held[CODE]["DanhSachGiayToSoHoa"][0]["TrangThaiSoHoa"] == 3
    handed = client.get(f"/audit?dossier_id={nameless}&act=export.made").json["items"]
    assert [it["subject"] for it in handed] == ["portal"] * 3
    assert client.get("/webhooks").json["items"] == [], "it is no webhook"


def test_what_the_portal_declines_is_shown_and_sent_again(town: Town) -> None:
    portal, desk = town.portal, Desk(town.house, "")
    town.client.settled(SURE, dossier_code=CODE, agency_code="H42.1")
    why = "Hồ sơ của 001079012345 <b>không hợp lệ</b>"
    portal.failures = [{"status": 503}, {"error_code": 17, "message": why}]
    assert (town.send(), town.send()) == (1, 0)
    (waiting,) = town.deliveries()
    assert (waiting.state, waiting.trouble) == (DeliveryState.WAITING, "refused")
    assert town.send(timedelta(minutes=10)) == 1
    (declined,) = town.deliveries()
    assert (declined.state, declined.trouble) == (DeliveryState.FAILED, "declined")
    page = desk.get("/deliveries?webhook=portal")
    assert "mã lỗi 17" in page
    assert "0010…345 &lt;b&gt;không" in page
    assert declined.id not in Desk(town.house, "H42", "Hoa").get("/deliveries")
    desk.send(f"/deliveries/{declined.id}/replay")
    assert town.send(timedelta(minutes=10)) == 1, "it was well and is not at rest"
    assert town.told()["NoiNopHoSo"] == "H42.1"
    assert town.deliveries()[0].state is DeliveryState.DELIVERED


@dataclass
class Stubborn:
    """The dossiers of a house, one of which cannot be told just now."""

    dossiers: DossierStore
    which: str
    trouble: Exception

    def __getattr__(self, name: str) -> Any:
        return getattr(self.dossiers, name)

    def outline(self, dossier_id: str) -> Dossier:
        if dossier_id == self.which:
            raise self.trouble
        return self.dossiers.outline(dossier_id)


@pytest.mark.parametrize("trouble", [Unavailable("busy"), ValueError("a defect")])
def test_trouble_with_one_dossier_holds_no_other_up(town: Town, trouble: Exception) -> None:
    """Nor are webhooks posted again that were posted with it."""
    parts, well, codes = town.house.services, town.courier, (CODE, "H42.1-261127-0008")
    with Receiver().listening() as receiver:
        hears: Any = {"webhooks": parts.webhooks, "courier": parts.courier}
        subscribe(receiver.url, [Event.DOSSIER_SETTLED], **hears)
        which, _ = (town.client.settled(SURE, dossier_code=it)["id"] for it in codes)
        stubborn: Any = Stubborn(parts.dossiers, which, trouble)
        town.courier = courier_of(replace(parts, dossiers=stubborn))
        assert (town.send(), town.send(), len(receiver.letters)) == (4, 0, 2)
    assert list(town.portal.held) == [codes[1]]
    (waiting,) = town.deliveries(DeliveryState.WAITING)
    assert (waiting.dossier_id, waiting.trouble) == (which, "not_told")
    assert "Chưa lập được nội dung" in Desk(town.house, "").get("/deliveries")
    town.courier = well
    assert (town.send(timedelta(minutes=10)), CODE in town.portal.held) == (1, True)


def test_a_change_while_it_is_sent_is_told_again(tmp_path: Path, database_url: str) -> None:
    with town_in(tmp_path, database_url) as town:
        dossier_id = town.client.settled(SURE, dossier_code=CODE)["id"]
        webhooks, now = town.house.services.webhooks, utc_now()
        (parcel,) = webhooks.claim(now, now + timedelta(minutes=1), 9)
        town.courier.post([parcel])
        town.correct(dossier_id, competent_agency_code="H43.7")
        assert town.send() == 1
        assert town.told()["DonViXuLy"] == "H43.7"
        webhooks.aim_at_portal("", now)
        town.correct(dossier_id, competent_agency_code="H43.8")
        town.correct(dossier_id, competent_agency_code="H43.9")
        town.client.settled(SURE, dossier_code="H42.1-261127-0008")
        assert (len(town.deliveries()), town.send()) == (3, 0), "off: what it was told of waits"
        assert plan_older(town.house.services) == 0
        webhooks.aim_at_portal("https://portal.example", now)
        assert town.send() == 1
        assert town.told()["DonViXuLy"] == "H43.9"
        assert (plan_older(town.house.services), plan_older(town.house.services)) == (1, 0)
        assert town.send() == 1
        assert set(town.portal.held) == {CODE, "H42.1-261127-0008"}


def test_dossiers_of_one_code_are_one_there_and_what_is_erased_goes(
    tmp_path: Path, database_url: str
) -> None:
    with town_in(tmp_path, database_url) as town:
        client, custody = town.client, town.house.services.custody
        first = client.settled(SURE, dossier_code=CODE, agency_code="H42.1")
        assert town.send() == 1
        later = client.settled(
            ("2.pdf", scan_of("sure two")), dossier_code=CODE, agency_code="H42.1"
        )
        client.settled(SURE, dossier_code=CODE, agency_code="H43")  # another one's own
        card = accepted(client, "citizen_id_card", CARD)
        client.post(f"/records/{card}/uses", json={"purpose": "x", "dossier_id": later["id"]})
        (mine,), (other,) = ([it["id"] for it in one["documents"]] for one in (first, later))
        both = [(mine, 0), (other, 0), (card, 0)]
        assert papers_of(client.get(f"/dossiers/{later['id']}/portal").json["HoSo"]) == both
        for one in (first, later):
            path = f"/audit?dossier_id={one['id']}&act=export.made"
            assert client.get(path).json["items"], "whoever was told of one was told of both"
        town.send()
        town.correct(first["id"], competent_agency_code="H43.7")
        town.correct(later["id"], competent_agency_code="H43.7")
        before = len(town.portal.calls)
        assert (town.send(), len(town.portal.calls) - before) == (2, 1), "one code, one letter"
        assert papers_of(town.told()) == both

        erase(first["id"], custody=custody)
        assert town.send() == 1
        assert papers_of(town.told()) == [(other, 0), (card, 0), (mine, 1)]
        erase(later["id"], custody=custody)
        (waiting,) = town.deliveries(DeliveryState.WAITING)
        assert (waiting.event, waiting.dossier_id) == ("portal.withdrawn", later["id"])
        assert "Rút giấy tờ của hồ sơ đã xóa" in Desk(town.house, "").get("/deliveries")
        assert town.send() == 1
        assert papers_of(town.told()) == [(other, 1), (card, 1)]
        assert town.portal.held[CODE]["DanhSachGiayToSoHoa"] == []
        assert town.told().keys() == {
            "MaHoSo", "NgayTiepNhan", "DonViXuLy", "NoiNopHoSo", "TaiLieuNop",
            "DanhSachGiayToKetQua", "HoSoCoThanhPhanSoHoa",
        }  # fmt: skip
        sent = client.get(f"/audit?dossier_id={later['id']}&act=event.sent").json["items"]
        assert sent[0]["agency_code"] == "H42.1"


def test_a_code_that_is_too_long_for_the_portal_is_left_out_and_declined(town: Town) -> None:
    town.client.settled(SURE, dossier_code="H" * 51)
    town.send()
    (delivery,) = town.deliveries()
    told = delivery.trouble, delivery.error_code, delivery.message
    assert told == ("declined", "2", "Thiếu mã hồ sơ")
