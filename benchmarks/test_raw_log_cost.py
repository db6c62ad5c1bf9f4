"""R11, the raw log's part: less than 35 % of one core at 200,000 lines/s."""

from __future__ import annotations

import raw_log


def test_the_raw_log_keeps_up_with_a_tenfold_flood(short):
    found = raw_log.measure(seconds=3 if short else 20)
    print(raw_log.told(found))
    assert found["raw log"] < 0.35
