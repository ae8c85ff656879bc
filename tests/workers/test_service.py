"""The whole service, with real Redis, workers and Tesseract: whatever is killed, it ends right."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from threading import Thread

import httpx
import pytest
from PIL import Image
from redis import Redis

from tests.forks import children
from tests.workers.bad_files import huge_png, locked_pdf, long_pdf, truncated_jpeg
from tests.workers.service import (
    LONG,
    Service,
    command,
    eventually,
    paper,
    service,
)

pytestmark = pytest.mark.slow
WORDS = ("Trang một", "Trang hai", "Trang ba", "Trang bốn", "Trang năm")


@pytest.fixture(scope="module")
def up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("up")
    settings = {"OCR_RANGE_PAGES": "2", "OCR_RECONCILE_SECONDS": "0.5", "OCR_MAX_PAGES": "1000"}
    with service(folder, **settings) as started:
        yield started


def check_all_read_once(up: Service, dossier_id: str) -> None:
    """Five pages, each with its words, in order, and settled as one dossier."""
    dossier = up.settled(dossier_id)
    assert dossier["status"] == "needs_review"
    assert dossier["problem"] is None
    (file,) = dossier["files"]
    assert (file["status"], file["page_count"], file["pages_read"]) == ("read", 5, 5)
    assert [page["number"] for page in dossier["pages"]] == [1, 2, 3, 4, 5]
    for page, words in zip(dossier["pages"], WORDS, strict=True):
        assert words in page["text"]
    numbers = [number for document in dossier["documents"] for number in document["pages"]]
    assert sorted(numbers) == [1, 2, 3, 4, 5]


def reading(up: Service) -> str:
    """A dossier whose first page is read and whose second is being read."""
    dossier_id = up.post(("a.tif", paper(*WORDS, more=LONG)))
    eventually(lambda: up.pages_read(dossier_id) == 1 or up.pages_read(dossier_id) == 3)
    eventually(up.child)
    return dossier_id


def test_the_way_through(up: Service) -> None:
    check_all_read_once(up, up.post(("a.tif", paper(*WORDS)), priority="counter"))


def test_kept_pictures_come_back_as_pictures(up: Service) -> None:
    dossier = up.settled(up.post(("a.tif", paper("Đơn"))))
    document = dossier["documents"][0]
    answer = up.client.get(f"documents/{document['id']}/pages/1")
    assert answer.headers["Content-Type"] in ("image/png", "image/jpeg")
    with Image.open(BytesIO(answer.content)) as picture:
        assert picture.size == (dossier["pages"][0]["width"], dossier["pages"][0]["height"])


def test_a_place_is_read_again_while_others_are_read(up: Service) -> None:
    """Whoever drew a box looks at the screen: a long file does not hold them up."""
    dossier = up.settled(up.post(("a.tif", paper("GIẤY XÁC NHẬN CƯ TRÚ"))))
    document = dossier["documents"][0]["id"]
    others = up.post(("b.tif", paper(*WORDS)))
    order = {"page": 1, "box": [0, 0, 1, 1]}
    answer = up.client.post(f"documents/{document}/glances?wait=20", json=order)
    assert answer.status_code == 200, answer.text
    assert "XÁC NHẬN" in answer.json()["text"]
    check_all_read_once(up, others)


def test_a_reader_killed_in_the_middle_of_a_page(up: Service) -> None:
    dossier_id = reading(up)
    child = up.child()
    assert child
    os.kill(child, signal.SIGKILL)
    killed = time.monotonic()
    before = up.pages_read(dossier_id)
    eventually(lambda: up.pages_read(dossier_id) > before)
    assert time.monotonic() - killed < 15
    check_all_read_once(up, dossier_id)


def test_a_whole_worker_killed_in_the_middle_of_a_page(up: Service) -> None:
    dossier_id = reading(up)
    worker, child = up.worker(), up.child()
    os.kill(worker, signal.SIGKILL)
    check_all_read_once(up, dossier_id)
    assert up.worker() != worker
    assert child is None or not command(child)


def test_redis_emptied_in_the_middle(up: Service) -> None:
    dossier_id = reading(up)
    Redis.from_url(f"unix://{up.folder / 'redis.sock'}").flushall()
    check_all_read_once(up, dossier_id)


def test_redis_killed_in_the_middle(up: Service) -> None:
    dossier_id = reading(up)
    redis = next(pid for pid in children(up.pid) if "redis-server" in command(pid))
    os.kill(redis, signal.SIGKILL)
    check_all_read_once(up, dossier_id)


def test_the_front_door_killed(up: Service) -> None:
    door = next(pid for pid in children(up.pid) if "gunicorn" in command(pid))
    for pid in (*children(door), door):
        os.kill(pid, signal.SIGKILL)
    eventually(lambda: answers(up))


def test_the_front_door_killed_while_somebody_waits(up: Service) -> None:
    """The answering process must not keep the port when its master is gone."""
    dossier_id = reading(up)
    waiting = Thread(target=wait_in_vain, args=(up, dossier_id))
    waiting.start()
    time.sleep(0.5)
    door = next(pid for pid in children(up.pid) if "gunicorn" in command(pid))
    os.kill(door, signal.SIGKILL)
    waiting.join(5)
    assert not waiting.is_alive()
    eventually(lambda: answers(up))
    check_all_read_once(up, dossier_id)


def test_a_refused_upload_costs_the_next_request_nothing(up: Service) -> None:
    stranger = {"Authorization": "Bearer wrong"}
    for _ in range(10):
        files = [("files", ("a.pdf", b"%PDF-" + bytes(300_000)))]
        assert up.client.post("dossiers", files=files, headers=stranger).status_code == 401
        assert up.client.get("document-types").status_code == 200


def wait_in_vain(up: Service, dossier_id: str) -> None:
    with suppress(httpx.TransportError):
        up.client.get(f"dossiers/{dossier_id}", params={"wait": 30})


def answers(up: Service) -> bool:
    try:
        return up.client.get("document-types").status_code == 200
    except httpx.TransportError:
        return False


def test_bad_files_fail_with_a_code_and_a_remedy_and_the_good_one_is_read(up: Service) -> None:
    bad = {
        "empty.pdf": (b"", "empty_file"),
        "text.pdf": (b"This is no PDF at all.", "unsupported_type"),
        "truncated.jpg": (truncated_jpeg(), "damaged_file"),
        "locked.pdf": (locked_pdf(), "encrypted_pdf"),
        "bomb.png": (huge_png(), "too_many_pixels"),
        "long.pdf": (long_pdf(1001), "too_many_pages"),
    }
    files = [(name, content) for name, (content, _) in bad.items()]
    dossier = up.settled(up.post(*files, ("../../Giấy tờ.tif", paper("Đơn"))))
    *failed, good = dossier["files"]
    assert [file["problem"]["code"] for file in failed] == [code for _, code in bad.values()]
    assert all(file["problem"]["remedy"] for file in failed)
    assert (good["filename"], good["status"]) == ("Giấy tờ.tif", "read")
    assert "Đơn" in dossier["pages"][0]["text"]
    assert dossier["status"] == "needs_review"


def test_the_first_start_tells_how_to_sign_in(tmp_path: Path) -> None:
    with service(tmp_path) as started:
        said = json.loads((tmp_path / "up.json").read_text())
        assert said["user"] == "admin"
        form = {"name": said["user"], "password": said["password"]}
        site = said["url"]
        with httpx.Client(base_url=site, headers={"Origin": site}) as browser:
            assert browser.get("/").headers["Location"] == "/sign-in"
            assert browser.post("/sign-in", data=form).headers["Location"] == "/"
            page = browser.get("/", follow_redirects=True)
            assert page.url.path == "/account/password"
            style = re.search(r'"(/static/[^"]+house.css)"', page.text)
            assert style
            assert browser.get(style[1]).status_code == 200
        printed = (tmp_path / "up.log").read_text()
        assert printed.count(said["password"]) == 1
        assert started.client.get("dossiers").status_code == 200
    with service(tmp_path):
        said = json.loads((tmp_path / "up.json").read_text())
        assert (said["user"], said["password"], said["api_key"]) == ("", "", "")


def test_on_postgresql_too_and_all_stop_together(tmp_path: Path, postgres_url: str) -> None:
    with service(tmp_path, OCR_DATABASE_URL=postgres_url, OCR_RANGE_PAGES="2") as started:
        check_all_read_once(started, started.post(("a.tif", paper(*WORDS))))
        household = children(started.pid)
        assert len(household) == 5
    assert not [pid for pid in household if command(pid)]
    assert not (tmp_path / "up.json").exists()


def test_submit_sends_folders_and_says_what_it_could_not(up: Service, tmp_path: Path) -> None:
    good, bad = tmp_path / "good", tmp_path / "bad"
    for folder, content in ((good, paper("Đơn")), (bad, b"no paper")):
        folder.mkdir()
        (folder / "a.tif").write_bytes(content)
    key = up.client.headers["Authorization"].removeprefix("Bearer ")
    url = str(up.client.base_url).removesuffix("/api/v1/")
    command = [sys.executable, "-m", "ocr_service", "submit", str(good), str(bad), "--wait"]
    done = subprocess.run(
        [*command, "--url", url, "--key", key], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    (line,) = done.stdout.splitlines()
    assert json.loads(line)["status"] == "needs_review"
    assert "bad: Không có tệp nào thuộc loại đọc được." in done.stderr
    assert "Traceback" not in done.stderr
