"""The page's targets: 30 frames/s, no frame over 250 ms at rest, first picture in 2 s, nothing from elsewhere."""

from __future__ import annotations

import page


def test_the_page_shows_twenty_thousand_vessels(short: bool) -> None:
    results = dict(page.measure(1 if short else 5, 3 if short else 10))
    print("\n" + page.table(results))
    figures = page.median(results["vessel layer"])
    assert figures.rest_fps >= 30
    assert figures.longest_ms <= 250
    assert figures.first_picture_ms <= 2000
    assert figures.foreign == 0
