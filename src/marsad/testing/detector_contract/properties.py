"""The properties that every detector has, each a function that raises ContractBroken where one has it not."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import replace
from typing import Final

import numpy as np

from marsad.plugin.detector import Detector
from marsad.plugin.rows import FAMILIES, join, no_rows
from marsad.runtime.advance.archive import last_of
from marsad.schema.event import Event, event_id
from marsad.testing.detector_contract import running
from marsad.testing.detector_contract.feed import (
    END_US,
    START_US,
    Feed,
    calm,
    feed_of,
    renumbered,
    repeated,
    stages,
    whole,
)
from marsad.testing.detector_contract.imports import forbidden
from marsad.testing.detector_contract.running import ContractBroken, hours, lead, run, same
from marsad.testing.detector_contract.tracks import Leg, Ship, sail

_MINUTE_US: Final = 60_000_000


def chunk(detector: Detector, rng: np.random.Generator) -> None:
    """Wherever time is cut, the events are the same: at hours, at random, beside rows, beside what was found."""
    feed = whole()
    leading = running.advance(detector, feed)
    asked = running.facts(lead(leading, feed, hours(feed)))
    known = {int(fact) for facts in asked.values() for fact in facts[3:6] if isinstance(fact, int)}
    beside = [at + by for at in sorted(known) for by in (-1, 0, 1)]
    chosen = rng.choice(feed.rows.position["t"], 20)
    for how, cuts in (
        ("in one step", []),
        ("cut beside what was found", beside),
        ("cut at and beside rows", [int(t) + by for t in chosen for by in (-1, 0)]),
        ("cut at random", rng.integers(START_US, END_US, 30).tolist()),
    ):
        same(detector, run(detector, feed, cuts), asked, how)


def partition(detector: Detector, rng: np.random.Generator) -> None:
    """What has nothing to do with one another may be run apart."""
    feed = whole()
    asked = run(detector, feed, hours(feed))
    if detector.partition in ("row", "vessel"):
        same(detector, run(detector, feed, hours(feed), parts=3), asked, "in three parts by MMSI")
    if detector.partition == "row":
        same(detector, run(detector, feed, feed.rows.position["t"][::50].tolist()), asked, "row by row")
    if detector.partition != "all":
        apart: dict[str, tuple[object, ...]] = {}
        for number in rng.permutation(len(stages())):
            apart |= run(detector, feed_of((stages()[number],)), hours(feed))
        same(detector, apart, asked, "stage by stage")


def restart(detector: Detector, rng: np.random.Generator) -> None:
    """A run that ends and another that goes on with its state find what one run finds, in whatever order the tables of
    a detector of vessels come: those of vessels that were run again are put behind the others."""
    feed = whole()
    asked = run(detector, feed, hours(feed))
    ends = sorted(rng.integers(START_US, END_US, 6).tolist())
    leading, given = running.advance(detector, feed), list[list[Event]]()
    for end in ends:
        given += lead(leading, replace(feed, end_us=end), hours(feed))
        state = pickle.loads(pickle.dumps(leading.state()))  # noqa: S301 - our own bytes
        for part in state if detector.partition == "vessel" else ():
            tables = part.states[detector.name].tables if detector.name in part.states else {}
            tables.update({name: rng.permutation(rows) for name, rows in tables.items()})
        leading = running.advance(detector, feed)
        leading.go_on(state, end)
    given += lead(leading, feed, hours(feed))
    same(detector, running.facts(given), asked, f"stopped and gone on at {ends}")


def permuted(detector: Detector, rng: np.random.Generator) -> None:
    """Rows that come in another order, up to half an hour late, end in the events of the ordered feed."""
    feed = feed_of(stages()[1:6])
    asked = run(detector, feed, hours(feed))
    late = {family: rng.integers(0, 30 * _MINUTE_US, len(feed.rows.of(family))) for family in FAMILIES}
    late = {family: np.where(rng.random(len(by)) < 0.05, by, 0) for family, by in late.items()}
    leading = running.advance(detector, feed, horizon_us=2 * running.HOUR_US)
    given, prev = list[list[Event]](), feed.start_us
    for w in [*range(START_US, END_US, 20 * _MINUTE_US), END_US + running.HOUR_US]:
        come = {family: np.flatnonzero(_between(feed.rows.of(family)["t"] + late[family], prev, w))
                for family in FAMILIES}  # fmt: skip
        rows = feed.rows.cut({family: rng.permutation(some) for family, some in come.items()})
        leading.take(rows)
        given.append(leading.to(min(w, feed.end_us)))
        running.check_faults(leading)
        prev = w
    if leading.too_late:
        raise ContractBroken(f"{leading.too_late} rows came too late for the run: mend the kit")
    same(detector, running.facts(given), asked, "with rows late and in disorder")


def _between(
    t: np.ndarray[tuple[int], np.dtype[np.int64]], prev: int, w: int
) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return (t > prev) & (t <= w)


def duplicate(detector: Detector, rng: np.random.Generator) -> None:
    """A transmission that comes several times counts once, also when it comes again later."""
    feed = feed_of(stages()[1:6])
    asked = run(detector, feed, hours(feed))
    leading, given, old = running.advance(detector, feed, horizon_us=running.HOUR_US), list[list[Event]](), no_rows()
    for w in [*hours(feed)[1:], feed.end_us]:
        rows = feed.rows.within(leading.w or 0, w)
        leading.take(join([rows, old]))
        for _ in range(2):
            leading.take(rows.cut({"position": rng.integers(0, max(len(rows.position), 1), len(rows.position))}))
        given.append(leading.to(w))
        running.check_faults(leading)
        old = rows.cut({"position": rng.integers(0, max(len(rows.position), 1), len(rows.position) // 9)})
    same(detector, running.facts(given), asked, "with every row several times")


def interval(detector: Detector, rng: np.random.Generator) -> None:
    """What a step finds was known in (prev, w], and says what an event can say."""
    feed = whole()
    state, began = detector.first_state(), dict[tuple[object, ...], int]()
    rows, ids = running.seated(feed.rows)
    dtype = state.vessels.dtype
    state.ids, state.vessels = ids, np.zeros(len(ids), dtype)
    prev = feed.start_us
    for w in [*hours(feed)[1:], feed.end_us]:
        found, state = detector.step(
            detector.parameters, state, rows.within(prev, w).only(detector.reads), prev, w,
            feed.side.only(detector.side),
        )  # fmt: skip
        for one in sorted(found, key=lambda one: one.t_known):
            name = (one.kind, one.vessel_ids if one.began_with is None else one.began_with, one.t_start)
            first = began.setdefault(name, one.t_known)
            ended = one.t_end is None or one.t_start <= one.t_end
            for good, what in (
                (prev < one.t_known <= w, "was not known in (prev, w]"),
                (one.t_event == first, "changed the instant at which its condition became true"),
                (one.t_start <= one.t_event and ended, "starts after it became true, or ends before it starts"),
                (one.kind in detector.kinds, "is of a kind that the detector does not name"),
                (one.vessel_ids == tuple(sorted(set(one.vessel_ids))), "names vessels in disorder or twice"),
                (one.lon_deg is None or -180 <= one.lon_deg <= 180, "lies beyond the date line"),
                (one.lat_deg is None or -90 <= one.lat_deg <= 90, "lies beyond a pole"),
            ):
                if not good:
                    raise ContractBroken(f"{detector.name}: what was found in ({prev}, {w}] {what}: {one}")
        prev = w


def purity(detector: Detector, rng: np.random.Generator) -> None:
    """It writes into nothing but its state, keeps nothing beside it, and imports nothing that is not pure."""
    if reason := forbidden(detector):
        raise ContractBroken(f"{detector.name} {reason}")
    feed, other = renumbered(whole(), int(rng.integers(1, 1000)) * 1000), feed_of(stages()[2:5])
    first = run(detector, feed, [START_US + running.HOUR_US])
    run(detector, other, hours(other))
    same(detector, run(detector, feed, [START_US + running.HOUR_US]), first, "run again after another feed")
    side_by_side = [running.advance(detector, feed), running.advance(detector, feed)]
    given: list[list[list[Event]]] = [[], []]
    for w in [*hours(feed)[1:], feed.end_us]:
        for leading, events in zip(side_by_side, given, strict=True):
            leading.take(feed.rows.within(leading.w or 0, w))
            events.append(leading.to(w))
    same(detector, running.facts(given[0]), running.facts(given[1]), "two runs in turns")
    same(detector, running.facts(given[0]), first, "two runs in turns, against one alone")


def empty(detector: Detector, rng: np.random.Generator) -> None:
    """Steps without rows raise nothing and change nothing; a sea without anybody has no events."""
    feed = feed_of(stages()[1:4])
    nobody = replace(feed, rows=no_rows())
    if found := run(detector, nobody, hours(feed)):
        raise ContractBroken(f"{detector.name} found {next(iter(found.values()))} where nothing was heard")
    asked = run(detector, feed, hours(feed))
    same(detector, run(detector, feed, list(range(START_US, END_US, 7 * _MINUTE_US))), asked, "in steps mostly empty")


def sentinel(detector: Detector, rng: np.random.Generator) -> None:
    """Not available is not 0: ships on a steady way are nothing to find, whatever they leave out."""
    feed = calm()
    if found := run(detector, feed, hours(feed)):
        raise ContractBroken(f"{detector.name} found {next(iter(found.values()))} among ships on a steady way")
    nothing: dict[str, float] = {"sog_kn": np.nan, "cog_deg": np.nan, "heading_deg": np.nan, "rot_deg_min": np.nan,
                                 "status": -1, "second": -1, "accuracy": -1, "raim": -1, "step_m": np.nan,
                                 "made_kn": np.nan, "made_deg": np.nan, "turn_deg_min": np.nan}  # fmt: skip
    for names in (*((name,) for name in nothing), tuple(nothing), ("lon_deg", "lat_deg", *nothing)):
        position = feed.rows.position.copy()
        for name in names:
            position[name] = nothing.get(name, np.nan)
        for rows in (replace(feed.rows, position=position), replace(feed.rows, position=position).only(("position",))):
            if found := run(detector, replace(feed, rows=rows), hours(feed)):
                raise ContractBroken(f"{detector.name} found {next(iter(found.values()))} where ships on a steady way "
                                     f"do not tell {', '.join(names)}")  # fmt: skip


def antimeridian(detector: Detector, rng: np.random.Generator) -> None:
    """What happens over the date line is found as elsewhere."""
    for stage in stages():
        here, there = feed_of((stage.at(-160.0),)), feed_of((stage.at(180.0),))
        found = [{facts[:7] for facts in run(detector, feed, hours(feed)).values()} for feed in (here, there)]
        if found[0] != found[1]:
            odd = sorted(map(str, found[0] ^ found[1]))[0]
            raise ContractBroken(f"{detector.name} differs over the date line on the stage {stage.name}: {odd}")


def stable_id(detector: Detector, rng: np.random.Generator) -> None:
    """An event's name says what it is and nothing else: vessels that were heard before it change no name."""
    feed = feed_of(stages()[1:])
    asked = run(detector, feed, hours(feed))
    for event in last_of(lead(running.advance(detector, feed), feed, hours(feed))):
        named = event_id(event.kind, event.vessel_ids, event.t_start, detector.name)
        if event.id != named and detector.partition != "all":
            raise ContractBroken(f"{detector.name} names an event {event.id} as its facts do not: {event}")
    strangers = [sail(Ship(636_000_000 + n), START_US - running.HOUR_US, -120.0 - 3 * n, -40.0, [Leg(0.9, 12.0, 180.0)])
                 for n in range(5)]  # fmt: skip
    rows = join([feed.rows, *(replace(no_rows(), position=track) for track in strangers)])
    crowded = replace(feed, rows=rows, start_us=START_US - running.HOUR_US - 1)
    found = last_of(lead(running.advance(detector, crowded), crowded, hours(crowded)))
    known = {int(track["mmsi"][0]) for track in strangers}
    mine = {event.id: event.facts() for event in found if not known.intersection(event.vessels)}
    same(detector, mine, asked, "with strangers heard first")


def bounded(detector: Detector, rng: np.random.Generator) -> None:
    """The state is bounded by the fleet and the look-back: four times as long a feed of the same fleet adds nothing."""
    feed = feed_of(stages()[:9])
    long = repeated(feed, 4)
    leading, sizes = running.advance(detector, long), list[int]()
    for w in range(feed.start_us, long.end_us + 1, running.HOUR_US * 2):
        leading.take(long.rows.within(leading.w or 0, w))
        leading.to(w)
        running.check_faults(leading)
        sizes.append(leading.size_bytes)
    quarter = len(sizes) // 4
    first, last = max(sizes[: quarter + 2]), max(sizes[-quarter:])
    if last > 1.25 * first + 512:
        raise ContractBroken(f"{detector.name} remembers {first} bytes of the first quarter and {last} of the last")


def forgetting(detector: Detector, rng: np.random.Generator) -> None:
    """Where there are too many vessels, those that were heard once go first, and nobody else notices."""
    feed = feed_of(stages()[:9])
    mine = len(np.unique(np.concatenate([feed.rows.of(f)["vessel"] for f in FAMILIES if f != "contact"])))
    early = START_US - 2 * running.HOUR_US
    far = [sail(Ship(636_000_000 + n), early + n * running.HOUR_US // 40, -120.0 - n % 50, -40.0 + n // 50,
                [Leg(0.02, 12.0, 180.0)])[:1] for n in range(400)]  # fmt: skip
    rows = join([feed.rows, *(replace(no_rows(), position=one) for one in far)])
    # Some come before the fleet: when they go, it moves up to their slots.
    crowded = replace(feed, rows=rows, start_us=early - 1)
    strangers = {int(one["mmsi"][0]) for one in far}
    tight = running.advance(detector, crowded, most_vessels=mine + 100)
    lists = [last_of(lead(leading, crowded, hours(crowded))) for leading in (tight, running.advance(detector, crowded))]
    found, asked = ({one.id: one.facts() for one in told if not strangers.intersection(one.vessels)} for told in lists)
    if len(far) - tight.forgotten > 150:
        raise ContractBroken(f"only {tight.forgotten} of {len(far)} vessels were forgotten")
    same(detector, found, asked, "with little room for vessels")


def hostile(detector: Detector, rng: np.random.Generator) -> None:
    """Rows that hold anything their schema allows raise nothing, and cutting changes nothing of them."""
    from marsad.testing.detector_contract.strategies import any_rows

    for rows in any_rows(rng, 6):
        feed = Feed(rows, calm().side, START_US - 1, START_US + running.HOUR_US)
        asked = run(detector, feed, [])
        same(detector, run(detector, feed, rng.integers(feed.start_us, feed.end_us, 9).tolist()), asked, "on any rows")


Property = Callable[[Detector, np.random.Generator], None]
PROPERTIES: Final[dict[str, Property]] = {
    one.__name__: one
    for one in (chunk, partition, restart, permuted, duplicate, interval, purity, empty, sentinel, antimeridian,
                stable_id, bounded, forgetting, hostile)
}  # fmt: skip
"""Every property by its name."""


def check(detector: Detector, name: str, seed: int = 0) -> None:
    """Try one property of a detector. Raises ContractBroken where it has it not, which names the seed."""
    try:
        PROPERTIES[name](detector, np.random.default_rng([seed, len(name)]))
    except ContractBroken as broken:
        raise ContractBroken(f"{name} (seed {seed}): {broken}") from broken


def check_all(detector: Detector, seed: int = 0) -> None:
    """Try every property of a detector."""
    for name in PROPERTIES:
        check(detector, name, seed)
