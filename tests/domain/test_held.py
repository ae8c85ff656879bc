"""Which of the papers held of somebody may stand for a new one, and why another may not."""

from datetime import date

from ocr_service.domain.access import Across
from ocr_service.domain.calendar import months_later
from ocr_service.domain.held import Holding, Reason, Terms, judged, the_same_persons

DAY = date(2026, 8, 31)
TERMS = Terms(DAY, "Nguyễn Thị An", {"single": 6}, frozenset({"card", "single"}))


def paper(place: int, issued_on: str, valid_until: str = "", **more: object) -> Holding:
    told = {"name": "NGUYỄN THỊ AN", "number": "1", "document_type": "single", "revoked": False}
    told |= more
    return Holding(
        f"p{place}", place, agency_code="", issued_on=issued_on, valid_until=valid_until, **told
    )  # type: ignore[arg-type]


def said(*papers: Holding) -> dict[str, Reason | None]:
    return {held.id: reason for held, reason in judged(papers, TERMS)}


def test_the_newest_that_holds_comes_first_and_each_other_has_its_reason() -> None:
    told = said(paper(1, "2026-02-28"), paper(2, "2026-03-01"), paper(3, "2026-03-02"))
    assert list(told.items()) == [
        ("p3", None), ("p2", Reason.REPLACED), ("p1", Reason.TOO_OLD),
    ]  # fmt: skip
    revoked = paper(4, "2026-06-01", revoked=True)
    assert said(revoked, paper(3, "2026-03-01")) == {"p4": Reason.REVOKED, "p3": Reason.REPLACED}
    other = {"document_type": "deed"}  # several of these may hold
    told = said(
        paper(5, "2010-01-01", **other),
        paper(6, "2020-01-01", "2026-08-30", **other),
        paper(7, "2021-01-01", "2026-08-31", name="Nguyễn Thị Ân Cần", **other),
        paper(8, "", **other),
    )
    assert told == {"p5": None, "p8": None, "p6": Reason.EXPIRED, "p7": Reason.NAME_DIFFERS}
    assert next(iter(told)) == "p5"
    assert said() == {}


def test_months_end_with_the_month() -> None:
    assert months_later(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert months_later(date(2023, 8, 30), 6) == date(2024, 2, 29)
    assert months_later(date(2026, 12, 1), 1) == date(2027, 1, 1)


def test_a_further_number_counts_for_whoever_has_the_same_name() -> None:
    own, old = paper(1, "2026-01-01"), paper(2, "2010-01-01", number="2", name="Nguyen Thi An")
    stranger = paper(3, "2010-01-01", number="2", name="Lê Văn Bình")
    assert the_same_persons([own, old, stranger], ["1"]) == [own, old]


def test_how_far_records_are_found() -> None:
    assert Across.PROVINCE.scope("H42.1.2") == Across.PROVINCE.scope("H42") == "H42"
    assert Across.PROVINCE.scope("000.05.16.H29") == "H29"
    assert [Across.AGENCY.scope("H42.1"), Across.HOUSE.scope("H42.1")] == ["H42.1", ""]
    assert {it.scope("") for it in Across} == {""}
