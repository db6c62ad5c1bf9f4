"""The check digit of IMO numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.wire.imo import own_numbers, valid_numbers
from marsad.wire.mid import COUNTRY_OF_MID
from marsad.wire.mmsi import country, country_digits, defaults


@pytest.mark.parametrize(("imo", "valid", "own"), [
    (9_074_729, True, True),  # the example in IMO's own description of the scheme
    (9_811_000, True, True), (9_074_728, False, False), (0, False, False), (9_999_999, False, False),
    (1_234_567, True, False), (1_111_117, True, False), (907_472, False, False), (90_747_290, False, False),
    (-5, False, False),
])  # fmt: skip
def test_published_numbers(imo: int, valid: bool, own: bool) -> None:
    assert valid_numbers([imo]).tolist() == [valid]
    assert own_numbers([imo]).tolist() == [own]


@given(st.integers(1_000_000, 9_999_999))
def test_against_the_rule_in_words(imo: int) -> None:
    digits = [int(letter) for letter in str(imo)]
    total = sum(digit * weight for digit, weight in zip(digits[:6], range(7, 1, -1), strict=True))
    assert valid_numbers([imo])[0] == (str(total)[-1] == str(imo)[-1])


@given(st.integers(1_000_000, 9_999_999), st.integers(0, 6), st.integers(1, 9))
def test_most_slips_of_a_digit_are_found(imo: int, place: int, by: int) -> None:
    """The last digit always, others unless the weight hides it: 5 times an even slip, and 2, 4 and 6 times 5."""
    weight = (1, 2, 3, 4, 5, 6, 7)[place]
    digit = imo // 10**place % 10
    slip = imo + ((digit + by) % 10 - digit) * 10**place
    if valid_numbers([imo])[0] and slip >= 1_000_000 and (weight * ((digit + by) % 10 - digit)) % 10:
        assert not valid_numbers([slip])[0]


def test_digits_of_many_at_once() -> None:
    numbers = np.arange(0, 1_000_000_000, 99_991, dtype=np.int64)
    digits = country_digits(numbers)
    for number, mid in zip(numbers.tolist(), digits.tolist(), strict=True):
        assert country(number) == (COUNTRY_OF_MID[mid] if mid else None)


@pytest.mark.parametrize(("mmsi", "default"), [
    (0, True), (111_111_111, True), (999_999_999, True), (123_456_789, True), (1_193_046, True), (412_000_000, True),
    (366_123_456, True), (338_148_873, False), (2_275_200, False), (992_351_000, False),
])  # fmt: skip
def test_numbers_that_units_are_delivered_with(mmsi: int, default: bool) -> None:
    assert defaults(np.array([mmsi])).tolist() == [default]
