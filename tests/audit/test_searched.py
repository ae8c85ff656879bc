"""The trail is looked through by what one knows; whoever looks may check its newest part."""

from dataclasses import replace
from datetime import UTC, datetime

from ocr_service.acting import acting
from ocr_service.actions.keys import add_key
from ocr_service.actions.trail import found_at_most
from ocr_service.actions.trail_check import check_newest, last_checked
from ocr_service.domain.audit import Act, Deed, chained, hash_of
from ocr_service.storage.audit import AuditSearch
from ocr_service.storage.sealing import trail_key
from tests.audit.office import CLERK, LENGTH, SEALED_WITH, Office
from tests.fakes import House
from tests.web.browser import person

KEY = trail_key(SEALED_WITH)


def numbers(office: Office, **asked: object) -> list[int]:
    search = AuditSearch(newest_first=True, **asked)  # type: ignore[arg-type]
    return [entry.number for entry in office.audit.entries(search)]


def test_several_may_be_asked_for_and_none_is_none(office: Office) -> None:
    assert numbers(office, dossier_ids=("d3", "d5", "x")) == [6, 4]
    assert numbers(office, dossier_ids=()) == []
    assert numbers(office, actor_ids=("k1", "x"), limit=2) == [12, 11]
    assert numbers(office, actor_ids=()) == []
    office.audit.append(Deed(Act.KEY_ADDED, "H30", subject="k9"))
    assert numbers(office, subject="k9") == [LENGTH + 1]


def test_a_clock_that_was_set_back_loses_no_entry(office: Office) -> None:
    """Its entry stands where its time says, and is seen once, whatever the page's length."""
    last = office.entries()[-1]
    (late,) = chained([last], last.number, last.hash, "2020-01-01T00:00:00.000000+00:00", KEY)
    office.put(late)
    office.audit.append(Deed(Act.TRAIL_READ, "H30"))
    assert numbers(office) == [14, *range(12, 0, -1), 13]
    paged, after = [], 0
    while found := numbers(office, after=after, limit=3):
        paged += found
        after = found[-1]
    assert paged == numbers(office)
    before = datetime(2021, 1, 1, tzinfo=UTC)
    assert numbers(office, until=before) == [13]
    assert numbers(office, since=before, act=Act.TRAIL_READ) == [14]
    assert office.verify() == [office.entries()[-1].hash]


def test_what_was_found_goes_out_in_the_order_of_the_chain(office: Office) -> None:
    many, entries = found_at_most(AuditSearch(scope="H29.16"), 100, audit=office.audit)
    assert (many, [entry.number for entry in entries]) == (6, [2, 4, 6, 8, 10, 12])
    assert found_at_most(AuditSearch(), 5, audit=office.audit)[0] == 6


def test_who_was_it_is_asked_by_name(house: House) -> None:
    lan = person(house, "Nguyễn Lan")
    key, secret = add_key("Một cửa Lan Đình", keys=house.services.keys)
    audit = house.services.audit
    assert audit.actors("lan") == ("lan", lan.id, key.id)
    assert audit.actors(secret[:12] + "…") == (secret[:12] + "…", key.id)
    audit.append(Deed(Act.KEY_REVOKED, subject=key.id))
    assert audit.names(audit.entries(AuditSearch())).subjects[key.id] == "Một cửa Lan Đình"


def test_whoever_looks_checks_the_newest_part(office: Office) -> None:
    assert last_checked(audit=office.audit) is None
    with acting(CLERK):
        seen = check_newest("H30", KEY, audit=office.audit)
    assert (seen.first, seen.last, seen.faults, seen.unsealed) == (1, LENGTH, 0, 0)
    kept = last_checked(audit=office.audit)
    assert kept is not None
    assert replace(kept, at="", by="") == seen
    assert kept.by == CLERK.name
    assert check_newest("", b"another key", audit=office.audit).unsealed == LENGTH + 1
    office.tamper("UPDATE audit_entries SET dossier_id = 'x' WHERE number = 5")
    assert check_newest("", KEY, audit=office.audit).faults == 1
    assert hash_of(office.entries()[4]) != office.entries()[4].hash


def test_what_was_removed_is_missed(office: Office) -> None:
    office.tamper("DELETE FROM audit_entries WHERE number <= 4")
    assert check_newest("", KEY, audit=office.audit).faults == 4


def test_who_sees_some_agencies_sees_theirs_newest_first(office: Office) -> None:
    office.audit.append(Deed(Act.KEY_ADDED, "H29"), Deed(Act.KEY_ADDED, "H31"))
    assert numbers(office, scope="H29") == [13, 12, 10, 8, 6, 4, 2]
    assert numbers(office, scope="H29", limit=2) == [13, 12]
    assert numbers(office, scope="H29", after=12, limit=2) == [10, 8]
    assert numbers(office, scope="H29", act=Act.KEY_ADDED) == [13]
    assert numbers(office, scope="H29", until=datetime(2021, 1, 1, tzinfo=UTC)) == []
    assert numbers(office, scope="H99") == []
