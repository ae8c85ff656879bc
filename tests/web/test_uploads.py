"""Files piece by piece (tus 1.0.0): what came stays, goes on, and becomes a dossier once."""

import io
from base64 import b64encode
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from werkzeug.test import TestResponse

from ocr_service.actions import upload as taking
from ocr_service.actions.keys import add_key
from ocr_service.domain.access import Role
from ocr_service.domain.errors import Conflict
from ocr_service.domain.ids import utc_now
from ocr_service.web import shapes, upload_shapes
from ocr_service.web.slots import UPLOADS
from tests.fakes import House, scan_of
from tests.web.client import Client
from tests.web.doorstep.test_problems import check

TUS = {"Tus-Resumable": "1.0.0"}
SCAN = scan_of("sure one", "sure two")
STREAM = "application/offset+octet-stream"


def begin(client: Client, size: int, filename: str = "Giấy khai sinh.pdf") -> TestResponse:
    name = b64encode(filename.encode()).decode()
    told = {"Upload-Length": str(size), "Upload-Metadata": f"filename {name},type aW1hZ2U="}
    return client.post("/uploads", headers={**TUS, **told})


def patch(client: Client, place: str, offset: int, piece: bytes, **more: Any) -> TestResponse:
    headers = {**TUS, "Upload-Offset": str(offset)}
    return client.call("PATCH", place, headers=headers, data=piece, content_type=STREAM, **more)


def offset(client: Client, place: str) -> str:
    return client.call("HEAD", place, headers=TUS).headers["Upload-Offset"]


def sent(client: Client, content: bytes = SCAN, filename: str = "a.pdf") -> str:
    """The id of a finished upload."""
    place = begin(client, len(content), filename).headers["Location"]
    if content:
        assert patch(client, place, 0, content).status_code == 204
    return str(place.rpartition("/")[2])


def broken_off(client: Client, place: str, begins: int, piece: bytes, length: int) -> None:
    """As if the line broke in the middle of the request."""
    body = {"input_stream": io.BytesIO(piece), "content_length": length}
    headers = {**TUS, "Upload-Offset": str(begins)}
    client.call("PATCH", place, headers=headers, content_type=STREAM, **body)


def test_an_upload_goes_on_where_it_broke_off(client: Client) -> None:
    answer = begin(client, len(SCAN))
    assert (answer.status_code, answer.headers["Tus-Resumable"]) == (201, "1.0.0")
    place = answer.headers["Location"]
    broken_off(client, place, 0, SCAN[:9], len(SCAN))
    restarted = Client(client.house)
    head = restarted.call("HEAD", place, headers=TUS)
    assert (head.headers["Upload-Offset"], head.headers["Upload-Length"]) == ("9", str(len(SCAN)))
    assert head.headers["Cache-Control"] == "no-store"
    assert patch(restarted, place, 9, SCAN[9:]).headers["Upload-Offset"] == str(len(SCAN))
    told = restarted.call("GET", place).json
    upload_shapes.Upload.model_validate(told)
    assert told["sha256"] == sha256(SCAN).hexdigest()
    assert told["filename"] == "Giấy khai sinh.pdf"


def test_uploads_become_a_dossier_once_in_their_order(client: Client) -> None:
    ids = [sent(client, scan_of(f"sure {name}"), f"{name}.pdf") for name in "cab"]
    form = {"uploads": ",".join(ids), "dossier_code": "H 1"}
    first = client.send(("0.pdf", scan_of("sure 0")), once="k", **form)
    assert first.status_code == 202, first.json
    again = client.send(("0.pdf", scan_of("sure 0")), once="k", **form)
    assert again.json["id"] == first.json["id"]
    client.house.work_all()
    dossier = client.get(f"/dossiers/{first.json['id']}").json
    shapes.Dossier.model_validate(dossier)
    assert [file["filename"] for file in dossier["files"]] == ["0.pdf", "c.pdf", "a.pdf", "b.pdf"]
    assert [page["text"] for page in dossier["pages"]] == ["sure 0", "sure c", "sure a", "sure b"]
    assert client.get(f"/uploads/{ids[0]}").status_code == 404
    more = client.send(path=f"/dossiers/{dossier['id']}/files", uploads=sent(client))
    assert more.status_code == 202
    client.house.services.custody.bury(utc_now() + timedelta(hours=1))
    client.house.work_all()
    dossier = client.get(f"/dossiers/{dossier['id']}").json
    assert [page["text"] for page in dossier["pages"]][4:] == ["sure one", "sure two"]


def test_what_is_no_finished_upload_of_ones_own_is_named(client: Client) -> None:
    whole, place = sent(client), begin(client, 5).headers["Location"]
    other = Client(client.house, add_key("x", Role.ADMIN, keys=client.house.services.keys)[1])
    for sender, ids, code, pointer in (
        (client, f"{whole},{place.rpartition('/')[2]}", "unfinished_upload", "/uploads/1"),
        (other, whole, "unknown_upload", "/uploads/0"),
    ):
        answer = sender.send(uploads=ids)
        assert answer.status_code == 422
        (part,) = answer.json["errors"]
        assert (part["code"], part["pointer"]) == (code, pointer)
    assert other.call("HEAD", place, headers=TUS).status_code == 404
    assert patch(other, place, 0, b"12345").status_code == 404
    assert other.call("DELETE", place, headers=TUS).status_code == 404
    check(client.send(), 422, "invalid_request")
    assert client.get("/dossiers").json["items"] == []


def test_the_same_file_in_dossiers_that_one_may_see_is_named(client: Client) -> None:
    keys = client.house.services.keys
    for agency in ("H42", "H29"):
        near = Client(client.house, add_key("x", Role.CLERK, agency, keys=keys)[1])
        near.send(("trước.pdf", SCAN), dossier_code=agency)
    clerk = Client(client.house, add_key("x", Role.CLERK, "H42", keys=keys)[1])
    (same,) = clerk.get(f"/uploads/{sent(clerk)}").json["duplicates"]
    assert (same["dossier_code"], same["filename"]) == ("H42", "trước.pdf")
    newest = client.get("/audit", query_string={"act": "dossiers.listed"}).json["items"]
    assert same["dossier_id"] in str([entry["remark"] for entry in newest])
    assert len(client.get(f"/uploads/{sent(client)}").json["duplicates"]) == 2


def test_pieces_out_of_place_too_long_or_of_another_kind_are_refused(client: Client) -> None:
    place = begin(client, 6).headers["Location"]
    assert patch(client, place, 0, b"abc").status_code == 204
    check(patch(client, place, 0, b"abc"), 409, "offset_conflict")
    check(patch(client, place, 3, b"defg"), 413, "request_too_large")
    headers = {**TUS, "Upload-Offset": "3"}
    check(client.call("PATCH", place, headers=headers, data=b"d"), 415, "not_offset_stream")
    check(client.call("PATCH", place, data=b"d", content_type=STREAM), 412, "tus_version")
    check(begin(client, 2**20 + 1), 413, "request_too_large")
    assert offset(client, place) == "3"
    options = client.call("OPTIONS", "/api/v1/uploads").headers
    assert (options["Tus-Extension"], options["Tus-Max-Size"]) == (
        "creation,termination",
        str(2**20),
    )


def test_who_comes_second_with_the_same_piece_changes_nothing(house: House) -> None:
    parts = house.services
    upload = taking.begin("a.pdf", 6, "me", uploads=parts.uploads)
    went_on = taking.go_on(
        upload, io.BytesIO(b"abcdef").read, files=parts.files, uploads=parts.uploads
    )
    with pytest.raises(Conflict):
        taking.go_on(upload, io.BytesIO(b"xyz").read, files=parts.files, uploads=parts.uploads)
    assert parts.uploads.find(upload.id, "me") == went_on


def test_uploads_take_their_turn_like_others(client: Client) -> None:
    place = begin(client, 3).headers["Location"]
    slots = client.app.extensions[UPLOADS]
    taken = 0
    while slots.acquire(blocking=False):
        taken += 1
    check(patch(client, place, 0, b"abc"), 503, "unavailable")
    for _ in range(taken):
        slots.release()
    assert patch(client, place, 0, b"abc").status_code == 204


def test_what_is_taken_back_or_left_alone_for_a_day_goes_with_its_bytes(client: Client) -> None:
    parts = client.house.services
    back = begin(client, 6).headers["Location"]
    patch(client, back, 0, b"abc")
    left = sent(client)
    assert client.call("DELETE", back, headers=TUS).status_code == 204
    assert client.call("HEAD", back, headers=TUS).status_code == 404
    assert parts.uploads.expire(utc_now() - timedelta(hours=24)) == 0
    assert parts.uploads.expire(utc_now()) == 1
    assert client.get(f"/uploads/{left}").status_code == 404
    parts.custody.bury(utc_now() + timedelta(hours=1))
    assert list(parts.custody.shelf.names()) == []
