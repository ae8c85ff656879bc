"""Small pictures of pages: any page of a dossier, for whoever may see it, told to the trail."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from tests.fake_reader import FakeReader
from tests.fakes import House, scan_of
from tests.screens.drawing import DrawingReader
from tests.web.client import Client


@pytest.fixture
def house(house: House) -> House:
    return replace(house, reader=DrawingReader())


def test_every_page_has_a_small_picture(client: Client) -> None:
    dossier_id = client.settled(("1.pdf", scan_of("one", "")))["id"]
    for number in (1, 2):
        answer = client.get(f"/dossiers/{dossier_id}/pages/{number}/picture?width=160")
        picture = Image.open(BytesIO(answer.data))
        assert (picture.format, picture.width) == ("JPEG", 160)
    for number in (0, 3):
        answer = client.get(f"/dossiers/{dossier_id}/pages/{number}/picture")
        assert answer.status_code == 404
    assert client.get(f"/dossiers/{dossier_id}/pages/1/picture?width=99").status_code == 422
    told = client.get(f"/audit?dossier_id={dossier_id}&act=picture.read").json["items"]
    assert [entry["remark"]["page"] for entry in told] == [2, 1]


def test_who_has_it_is_not_sent_it_again(client: Client) -> None:
    dossier_id = client.settled(("1.pdf", scan_of("one")))["id"]
    path = f"/dossiers/{dossier_id}/pages/1/picture"
    first = client.get(path)
    assert first.headers["Cache-Control"] == "private, no-cache"
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    name = first.headers["ETag"].strip('"').split("-")[0]
    assert "max-age" in client.get(f"{path}?v={name[:16]}").headers["Cache-Control"]
    assert "max-age" not in client.get(f"{path}?v=other").headers["Cache-Control"]


def test_what_is_no_picture_is_not_shown(house: House) -> None:
    """The fake eyes keep what only looks like one."""
    client = Client(replace(house, reader=FakeReader()))
    dossier_id = client.settled(("1.pdf", scan_of("one")))["id"]
    assert client.get(f"/dossiers/{dossier_id}/pages/1/picture").status_code == 503
