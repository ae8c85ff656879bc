"""Which documents are samples, and what they allow to be said."""

import pytest

from ocr_service.domain.ids import new_id
from ocr_service.domain.sampling import chosen, wilson


def test_the_share_is_about_what_was_asked_and_always_the_same() -> None:
    ids = [new_id() for _ in range(20_000)]
    some = [it for it in ids if chosen(it, 0.02)]
    assert 300 < len(some) < 500, "more than four deviations away"
    assert some == [it for it in ids if chosen(it, 0.02)]
    assert set(some) <= {it for it in ids if chosen(it, 0.05)}, "a larger share adds to it"
    assert not any(chosen(it, 0) for it in ids)
    assert all(chosen(it, 1) for it in ids)


@pytest.mark.parametrize(
    ("wrong", "of", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilsons_interval(wrong: int, of: int, low: float, high: float) -> None:
    """Of R. G. Newcombe, Statistics in Medicine 17 (1998), 857-872, table I."""
    share = wilson(wrong, of)
    assert share is not None
    assert share.rate == wrong / of
    assert (share.low, share.high) == pytest.approx((low, high), abs=5.1e-5)


def test_of_nothing_nothing_is_said() -> None:
    assert wilson(0, 0) is None
