"""Acts on pages, and what they come to; where documents begin afterwards is as people meant it."""

from dataclasses import replace
from random import Random

import pytest

from ocr_service.domain.arranged import arrange
from ocr_service.domain.arranging import Edit, EditKind, Place, standing
from ocr_service.domain.boundaries import Groups, begins
from ocr_service.domain.errors import Conflict
from ocr_service.domain.ids import new_id, utc_now
from ocr_service.domain.numbering import numbered_through
from ocr_service.domain.page import Page

FILE, NEW = "file", "new"


def act(kind: EditKind, *numbers: int, **more: object) -> Edit:
    pages = tuple((FILE, number) for number in numbers)
    made = Edit(new_id(), "dossier", utc_now(), "me", "Lan", kind, pages=pages)
    return replace(made, **more)  # type: ignore[arg-type]


def pages(*places: Place) -> tuple[Page, ...]:
    return numbered_through(
        Page(0, 100, 200, 200, scan=file, file_page=number) for file, number in places
    )


def of_file(count: int, file: str = FILE) -> tuple[Page, ...]:
    return pages(*((file, number) for number in range(1, count + 1)))


def order(arranged: tuple[Page, ...]) -> list[int]:
    return [page.file_page for page in arranged]


def test_acts_are_undone_last_first_and_a_new_one_ends_what_was_undone() -> None:
    one, two, three = (act(EditKind.SPLIT, number) for number in (1, 2, 3))
    acts = [one, two, act(EditKind.UNDO, of=two.id)]
    assert standing(acts).done == (one,)
    assert standing([*acts, act(EditKind.REDO, of=two.id)]).done == (one, two)
    assert standing([*acts, three]).undone == ()
    for wrong in (act(EditKind.UNDO, of=two.id), act(EditKind.REDO, of=one.id)):
        with pytest.raises(Conflict):
            standing([*acts, wrong])


def test_what_is_taken_or_was_sent_with_an_undone_act_is_set_aside() -> None:
    taken = act(EditKind.TAKE_AWAY, taken=("bad",))
    sent = act(EditKind.REPLACE, 1, sent=(NEW,))
    acts = [taken, sent]
    assert standing(acts).set_aside == {"bad"}
    acts.append(act(EditKind.UNDO, of=sent.id))
    assert standing(acts).set_aside == {"bad", NEW}
    acts.append(act(EditKind.SPLIT, 1))
    assert standing(acts).set_aside == {"bad", NEW}, "also when something else was done"


def test_a_page_sent_later_stands_for_the_one_before() -> None:
    read = (*of_file(3), *of_file(2, NEW))
    replaced = act(EditKind.REPLACE, 2, sent=(NEW,), begins=(((FILE, 2), True),))
    laid = arrange(numbered_through(read), [replaced])
    assert [(page.scan, page.file_page) for page in laid.pages] == [
        (FILE, 1),
        (NEW, 1),
        (NEW, 2),
        (FILE, 3),
    ]
    assert [page.begins for page in laid.pages] == [None, True, False, None]
    assert laid.first_of((NEW, 1)) == (FILE, 2)
    assert order(arrange(of_file(3), [replaced]).pages) == [1, 2, 3], "it could not be read"


def test_acts_on_pages_that_are_here_no_more_do_nothing() -> None:
    acts = [act(EditKind.MOVE, 9), act(EditKind.BLANK, 8), act(EditKind.MOVE, 1, before=(FILE, 7))]
    assert order(arrange(of_file(2), acts).pages) == [2, 1]


def test_a_page_that_does_not_lie_as_told_is_told_of() -> None:
    turned = act(EditKind.TURN, 2, rotations=(90,))
    (doubt,) = arrange(of_file(2), [turned]).doubts
    assert (doubt.code, "Trang 2" in doubt.message) == ("not_turned", True)


Said = dict[Place, bool]


def documents_after(groups: Groups, said: Said) -> list[list[Place]]:
    """Documents of a mind that goes by nothing but what was said; the rest goes on as it was."""
    found: list[list[Place]] = []
    for page in groups.order:
        if page not in groups.of:
            continue
        if said.get(page, True) or not found:
            found.append([])
        found[-1].append(page)
    return found


def grouped(*sizes: int) -> Groups:
    places = [(FILE, number) for number in range(1, sum(sizes) + 1)]
    documents, at = [], 0
    for size in sizes:
        documents.append(places[at : at + size])
        at += size
    return Groups.of_documents(places, documents)


def numbers(documents: list[list[Place]]) -> list[list[int]]:
    return [[number for _, number in pages] for pages in documents]


def told(before: Groups, after: Groups) -> list[list[int]]:
    """What comes of it when all that was not told stays as it was."""
    said = {page: page == before.pages(it)[0] for page, it in before.of.items()}
    return numbers(documents_after(after, {**said, **dict(begins(before, after))}))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda it: it.parted([(FILE, 2)]), [[1], [2, 3], [4, 5], [6]]),
        (lambda it: it.parted([(FILE, 1)]), [[1, 2, 3], [4, 5], [6]]),
        (lambda it: it.joined([(FILE, 4)]), [[1, 2, 3, 4, 5], [6]]),
        (lambda it: it.joined([(FILE, 5)]), [[1, 2, 3], [4, 5], [6]]),
        (lambda it: it.joined([(FILE, 4), (FILE, 6)]), [[1, 2, 3, 4, 5, 6]]),
        (lambda it: it.moved([(FILE, 1)], None, False), [[2, 3], [4, 5], [6], [1]]),
        (lambda it: it.moved([(FILE, 4)], (FILE, 3), True), [[1, 2, 4, 3], [5], [6]]),
        (lambda it: it.moved([(FILE, 4)], (FILE, 3), False), [[1, 2], [4], [3], [5], [6]]),
        (lambda it: it.moved([(FILE, 4), (FILE, 5)], (FILE, 1), False), [[4, 5], [1, 2, 3], [6]]),
        (lambda it: it.moved([(FILE, 3)], (FILE, 2), False), [[1, 3, 2], [4, 5], [6]]),
        (lambda it: it.without([(FILE, 4)]), [[1, 2, 3], [5], [6]]),
        (lambda it: it.without([(FILE, 2)]), [[1, 3], [4, 5], [6]]),
    ],
)
def test_documents_are_as_people_meant_them(change, expected) -> None:  # type: ignore[no-untyped-def]
    before = grouped(3, 2, 1)
    assert told(before, change(before)) == expected


def test_what_is_told_is_enough_whatever_pages_look_like() -> None:
    """However pages are moved: documents that were not touched stay, and all others are told."""
    chance = Random(1)
    for _ in range(200):
        before = grouped(*(chance.randint(1, 3) for _ in range(4)))
        places = list(before.order)
        going = chance.sample(places, chance.randint(1, 2))
        rest = [it for it in places if it not in going]
        after = before.moved(going, chance.choice([None, *rest]), chance.random() < 0.5)
        meant = []
        for page in after.order:
            if not meant or after.of[meant[-1][-1]] != after.of[page]:
                meant.append([])
            meant[-1].append(page)
        assert told(before, after) == numbers(meant)
