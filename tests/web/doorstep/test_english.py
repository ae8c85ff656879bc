"""What goes wrong is told in English too: to people who chose it, to programs that ask for it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from ocr_service.domain.access import Role
from ocr_service.domain.separator import Command, Separator, payload
from ocr_service.web.languages import COOKIE, NUMBER, QUOTED, VALUE
from ocr_service.web.words import INTERNAL, KINDS
from ocr_service.web.words.mistakes import MISTAKES
from tests.fakes import House, scan_of
from tests.records import shipped
from tests.web.browser import Browser, inside, person
from tests.web.client import Client
from tests.web.test_words_of_pages import english

HOUSE = Path(__file__).parents[3] / "ocr_service"
DOORSTEP = {
    "/sign-in": "Sign in",
    "/account/password": "Change password",
    "/account/second-factor": "Two-factor authentication",
    "/no-such-page": "Not found.",
}


def made(kind: str) -> Iterator[list[ast.expr]]:
    """What each Complaint or Doubt of the code is made of."""
    for place in HOUSE.rglob("*.py"):
        for node in ast.walk(ast.parse(place.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == kind:
                yield node.args


def phrase(word: ast.expr) -> str:
    """As it stands in the catalogue, what is filled in left open; "" for one made elsewhere."""
    if isinstance(word, ast.Constant):
        return str(word.value)
    if not isinstance(word, ast.JoinedStr):
        return ""
    parts = [str(it.value) if isinstance(it, ast.Constant) else "0" for it in word.values]
    return VALUE.sub(lambda it: QUOTED if it[0].startswith("“") else NUMBER, "".join(parts))


def test_every_problem_and_complaint_is_told_in_english_too() -> None:
    kinds = [word for kind in (*KINDS.values(), INTERNAL) for word in (kind.title, kind.remedy)]
    complaints = [phrase(word) for args in made("Complaint") for word in args[1:]]
    asked = {*kinds, *complaints, *MISTAKES.values()} - {""}
    assert asked - set(english()) == set()


def test_every_doubt_of_a_whole_paper_or_dossier_is_told_in_english_too() -> None:
    """Those of single fields are told beside the field, in the words of its paper."""
    told = {phrase(args[2]) for args in made("Doubt") if ast.unparse(args[0]) == "''"} - {""}
    assert len(told) > 5
    assert {it for it in told if not it.startswith("Quét lại trang")} - set(english()) == set()


@pytest.fixture
def reader(browser: Browser) -> Browser:
    browser.door.set_cookie(COOKIE, "en")
    return browser


def test_the_doorstep_speaks_english(house: House, reader: Browser) -> None:
    assert "Sign in" in reader.get("/sign-in").get_data(as_text=True)
    person(house, "Lan", Role.ADMIN)
    wrong = reader.sign_in("Lan", "wrong").get_data(as_text=True)
    assert "Name or password is wrong" in wrong
    reader.sign_in("Lan")
    for path, title in DOORSTEP.items():
        if path != "/sign-in":
            page = reader.get(path, headers={"Accept": "text/html"}).get_data(as_text=True)
            assert f"<h1>{title}</h1>" in page
    own = {"new_password": "short", "new_password_again": "short", "password": "bốn con cò trắng"}
    assert "shorter than 12 characters" in reader.send("/account/password", **own).text


def test_a_problem_is_told_in_the_language_of_the_page(house: House, reader: Browser) -> None:
    person(house, "Lan", Role.AUDITOR)
    reader.sign_in("Lan")
    told = reader.get("/api/v1/audit?act=nothing&limit=0").json
    assert told["title"] == "Some values are not valid."
    assert {"Too small: at least 1."} <= {part["detail"] for part in told["errors"]}
    program, english = Client(house), {"Accept-Language": "en-GB, vi;q=0.5"}
    assert program.get("/audit?limit=0").json["title"] == KINDS["invalid_request"].title
    told = program.get("/audit?limit=0", headers=english).json
    assert told["title"] == "Some values are not valid."
    french = program.get("/audit?limit=0", headers={"Accept-Language": "fr"}).json
    assert french["title"] == KINDS["invalid_request"].title


def test_the_language_is_switched_before_signing_in(browser: Browser) -> None:
    assert 'value="en"' in browser.get("/sign-in?next=/trail").get_data(as_text=True)
    answer = browser.post("/language", language="en", next="/sign-in?next=/trail")
    assert (answer.status_code, answer.location) == (303, "/sign-in?next=/trail")
    assert "<h1>Sign in</h1>" in browser.get("/sign-in?next=/trail").get_data(as_text=True)


def test_what_is_wrong_with_a_dossier_is_told_in_english(house: House, reader: Browser) -> None:
    """On its page, by the stream, and to whoever would look at a paper that another looks at."""
    person(house, "Lan", Role.AUDITOR)
    reader.sign_in("Lan")
    sheet = payload(Separator(Command.NEW_DOSSIER, "H 2"))
    system = Client(house)
    dossier = system.settled(("1.pdf", scan_of(sheet, "one")), ("2.pdf", b"?"), dossier_code="H 1")
    page = reader.get(f"/dossiers/{dossier['id']}").get_data(as_text=True)
    assert "was sent with the code “H 1”, but the first separator sheet says “H 2”" in page
    assert "It is no PDF, TIFF, JPEG or PNG" in page
    events = f"/api/v1/dossiers/{dossier['id']}/events"
    assert "It is no PDF, TIFF, JPEG or PNG" in reader.get(events).get_data(as_text=True)
    assert "Nội dung tệp không phải" in system.call("GET", events).get_data(as_text=True)
    (document,) = system.get(f"/dossiers/{dossier['split_into'][0]}").json["documents"]
    system.post(f"/documents/{document['id']}/lease", json={})
    lease = f"/api/v1/documents/{document['id']}/lease"
    ours = {"Origin": reader.site, "X-CSRF-Token": reader.form_token()}
    held = reader.door.post(lease, json={}, headers=ours, base_url=reader.site).json
    assert held["detail"].startswith("test is looking at this paper, until ")


def test_what_is_no_value_of_a_field_is_told_in_english(tmp_path: Path) -> None:
    house = House.in_folder(tmp_path, catalogue=shipped())
    system = Client(house)
    (document,) = system.settled(("1.pdf", scan_of("helo")))["documents"]
    browser = inside(house, system.app, role=Role.AUDITOR)
    browser.door.set_cookie(COOKIE, "en")
    path = f"/api/v1/documents/{document['id']}"
    headers = {
        "Origin": browser.site,
        "X-CSRF-Token": browser.form_token(),
        "If-Match": browser.get(path).headers["ETag"],
    }
    fields = [{"name": "date_of_birth", "value": "hôm qua"}]
    word = {"verdict": "needs_review", "document_type": "citizen_id_card", "fields": fields}
    answer = browser.door.post(
        f"{path}/reviews", json=word, headers=headers, base_url=browser.site
    ).json
    assert answer["errors"][0]["detail"] == "This is no value of “Ngày sinh”."
