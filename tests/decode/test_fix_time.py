"""The instant of the fix: that nearest the time heard with the message's own second, over minute and day ends."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.decode.ais.encode import encode_message
from marsad.wire.sentence import sentences
from tests.decode.streams import decoded, rows


def _fix_us(t_us: int, second: int | None, number: int = 1) -> int | None:
    fields: dict[str, object] = {"lat_deg": 1.0, "lon_deg": 1.0} | ({} if second is None else {"second": second})
    lines = b"".join(sentences(encode_message(number, 251_000_001, fields)))
    (row,) = rows(decoded(lines, t_recv_us=t_us))
    fix = row["t_fix"]
    return None if fix is None else round(fix.timestamp() * 1e6)  # type: ignore[attr-defined]


def _us(*parts: int) -> int:
    return round(datetime(*parts, tzinfo=UTC).timestamp() * 1e6)  # type: ignore[misc, arg-type]


@pytest.mark.parametrize(("heard", "second", "fix"), [
    ((2026, 11, 22, 12, 0, 10), 9, (2026, 11, 22, 12, 0, 9)),
    ((2026, 11, 22, 12, 0, 2), 58, (2026, 11, 22, 11, 59, 58)),
    ((2026, 11, 22, 12, 0, 58), 1, (2026, 11, 22, 12, 1, 1)),
    ((2027, 1, 1, 0, 0, 1), 59, (2026, 12, 31, 23, 59, 59)),
    ((2026, 11, 22, 12, 0, 30), 0, (2026, 11, 22, 12, 0, 0)),
    ((2026, 11, 22, 12, 0, 29), 59, (2026, 11, 22, 11, 59, 59)),
    ((2026, 11, 22, 12, 0, 28), 59, (2026, 11, 22, 11, 59, 59)),
    ((2026, 11, 22, 12, 0, 29, 500_000), 0, (2026, 11, 22, 12, 0, 0)),
    ((2026, 11, 22, 12, 0, 30, 500_000), 0, (2026, 11, 22, 12, 1, 0)),
])  # fmt: skip
def test_nearest_instant_with_that_second(heard: tuple[int, ...], second: int, fix: tuple[int, ...]) -> None:
    assert _fix_us(_us(*heard), second) == _us(*fix)


@given(t_us=st.integers(631_152_000_000_000, 4_000_000_000_000_000), second=st.integers(0, 59))
def test_it_has_the_second_and_lies_within_half_a_minute(t_us: int, second: int) -> None:
    found = _fix_us(t_us, second)
    assert found is not None
    assert found // 1_000_000 % 60 == second
    assert found % 1_000_000 == 0
    assert abs(found - t_us) <= 30_000_000


@pytest.mark.parametrize("second", [60, 61, 62, 63])
def test_no_second_no_fix(second: int) -> None:
    assert _fix_us(_us(2026, 1, 1, 0, 0, 0), second) is None


def test_no_time_no_fix() -> None:
    (row,) = rows(decoded(b"".join(sentences(encode_message(1, 251_000_001, {"second": 5})))))
    assert row["t_fix"] is None
