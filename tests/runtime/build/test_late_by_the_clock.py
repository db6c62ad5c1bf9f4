"""R7 for tracks, in terms of time: copies times five, half an hour out of order, satellites six hours late.

What had arrived by some hour is built, then what had arrived by a later one: the lake is that of one build of the
ordered feed, and its vessels and tracks are those of the feed in which each transmission comes once.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from marsad.store.lake.lake import Lake
from tests.runtime.build import feeds, lakes

EXAMPLES = int(os.environ.get("MARSAD_EXAMPLES", "5"))
Write = Callable[[Path, Sequence[feeds.Hearing]], Path]
COUNT_RECEPTIONS = ("reception", "clocks", "reject")
"""What tells of the receivers, or has a row for each copy, and so has more to tell of a feed with copies."""


class Feed:
    """What is sent, how it is written, and the lakes that it must give, built when first asked for."""

    def __init__(self, sent: list[feeds.Transmission], write: Write, folder: Path, *, named: bool = True) -> None:
        self.sent, self.write, self.named = sent, write, named
        self._folder = folder
        folder.mkdir()

    def heard(self, seed: int, troubled: bool = False) -> list[feeds.Hearing]:
        return feeds.heard(Random(seed), self.sent, troubled=troubled, named=self.named)

    def ordered(self, seed: int, troubled: bool) -> Path:
        """The lake of all that was heard, in order, in one build."""
        return self._built(f"ordered-{seed}-{troubled}", self.heard(seed, troubled))

    def once(self, seed: int) -> Path:
        """The lake of the feed without copies."""
        return self._built(f"once-{seed}", feeds.first_heard(self.heard(seed)))

    def _built(self, name: str, hearings: list[feeds.Hearing]) -> Path:
        lake = self._folder / name
        if not lake.exists():
            lakes.into(lake, [self.write(self._folder / f"{name}.file", hearings)])
        return lake


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Feed]:
    folder = tmp_path_factory.mktemp("made")
    rows = partial(feeds.table_file, header=feeds.MARINECADASTRE)
    return {
        "sentences": Feed(feeds.sent(1), feeds.sentence_file, folder / "sentences"),
        "rows": Feed(feeds.rows_sent(2), rows, folder / "rows", named=False),
    }


@pytest.fixture(scope="module")
def recorded(corpora: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Feed]:
    folder = tmp_path_factory.mktemp("recorded")
    rows = partial(feeds.table_file, header=feeds.SOLENT)
    return {
        "sentences": Feed(feeds.recorded_sentences(corpora, 4), feeds.sentence_file, folder / "sentences"),
        "rows": Feed(feeds.recorded_rows(corpora, 12), rows, folder / "rows", named=False),
    }


def check(feed: Feed, heard: int, troubled: bool, order: int, cuts: list[float], workers: int) -> None:
    """Delay, shuffle and repeat what was heard, build it as it arrives, and compare."""
    rng = Random(order)
    arrived = feeds.arrived(rng, feed.heard(heard, troubled))
    begin, end = arrived[0][0], arrived[-1][0]
    edges = [begin, *(begin + round(cut * (end - begin)) for cut in sorted(cuts)), end + 1]
    with TemporaryDirectory() as folder:
        lake = Path(folder) / "lake"
        for number, (since, until) in enumerate(pairwise(edges)):
            came = [one for at, one in arrived if since <= at < until]
            # Satellites have a feed of their own: files that are read side by side.
            by_feed = [[one for one in came if (one.station in feeds.SATELLITES) == far] for far in (False, True)]
            files = [feed.write(Path(folder) / f"arrived-{number}-{k}", part) for k, part in enumerate(by_feed) if part]
            if files:
                lakes.into(lake, files, workers=workers)
        lakes.agree(lake, feed.ordered(heard, troubled))
        if not troubled:
            lakes.agree(lake, feed.once(heard), but=COUNT_RECEPTIONS)


by_the_clock = given(
    kind=st.sampled_from(["sentences", "rows"]), heard=st.integers(0, 1), troubled=st.booleans(),
    order=st.integers(0, 1 << 32), cuts=st.lists(st.floats(0.02, 0.98), max_size=3), workers=st.integers(1, 3),
)  # fmt: skip
# Shrinking builds for ages.
few = settings(max_examples=EXAMPLES, phases=[Phase.explicit, Phase.reuse, Phase.generate])


@few
@by_the_clock
def test_made_traffic(made, kind, heard, troubled, order, cuts, workers):
    check(made[kind], heard, troubled, order, cuts, workers)


@few
@by_the_clock
def test_recorded_traffic(recorded, kind, heard, troubled, order, cuts, workers):
    check(recorded[kind], heard, troubled, order, cuts, workers)


def test_what_is_sent_as_midnight_strikes_is_a_row_on_each_day_and_no_way(made):
    """Copies are joined within a UTC day of the times heard, as docs/cleaning.md says: the track does not mind."""
    lake = Lake.open(str(made["sentences"].ordered(0, False)), lakes.clock)
    told = {table: [row for day in lake.days(table) for row in lake.read(table, day, columns).to_pylist()
                    if row["mmsi"] == feeds.AT_MIDNIGHT]
            for table, columns in (("position", ("t", "t_fix", "mmsi", "track_id")),
                                   ("tracks", ("track_id", "mmsi", "part", "points", "distance_m")))}  # fmt: skip
    before, after = told["position"]
    assert before["t"].date() < after["t"].date()
    assert (before["t_fix"], before["track_id"]) == (after["t_fix"], after["track_id"])
    assert [(row["part"], row["points"], row["distance_m"]) for row in told["tracks"]] == [(0, 1, 0.0), (1, 1, 0.0)]
