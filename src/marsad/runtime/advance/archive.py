"""The batch shell: detectors over the days of a lake."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime

from marsad.plugin.detector import Detector, DetectorError
from marsad.plugin.rows import FAMILIES, Rows
from marsad.plugin.side import Side
from marsad.runtime.advance.advance import Advance
from marsad.runtime.advance.part import Fault
from marsad.runtime.advance.rows_of import COLUMNS, rows_of
from marsad.schema.event import Event
from marsad.store.lake.lake import Lake

DAY_US = 86_400_000_000
_STEP_US = 3_600_000_000
MOST_VESSELS = 600_000
"""So many are remembered over the years at most: about 2 GB."""


def over_lake(
    lake: Lake,
    detectors: Iterable[Detector],
    side: Side | None = None,
    *,
    since_us: int | None = None,
    until_us: int | None = None,
    satellites: frozenset[str] = frozenset(),
    step_us: int = _STEP_US,
    vessel_parts: int = 1,
    report: Callable[[Fault], None] | None = None,
) -> Iterator[list[Event]]:
    """Lead detectors through a lake: after each step the events that changed, see `last_of`.

    It ends with the coverage: at the last row, or at `until_us`. A UTC day without any row is none that was silent but
    one that nobody listened to: detection ends before it with what is then open, and begins anew after it, knowing
    nothing. Memory holds one day of rows. `report` is told of each
    detector that raised, while the others go on; without it the run stops there with DetectorError.
    """
    detectors = tuple(detectors)
    days = days_of(lake, detectors, since_us, until_us)
    advance: Advance | None = None
    for at, day in enumerate(days):
        rows = day_rows(lake, day, detectors, since_us, until_us, satellites)
        first, last = span(rows)
        if first is None or last is None:
            continue
        if advance is None or begin_us(day) - DAY_US > begin_us(days[at - 1]):
            advance = Advance(
                detectors,
                side,
                start_us=first - 1,
                vessel_parts=vessel_parts,
                checkpoint_us=DAY_US,
                most_vessels=MOST_VESSELS,
            )
        goes_on = at + 1 < len(days) and begin_us(days[at + 1]) == begin_us(day) + DAY_US
        end = begin_us(day) + DAY_US - 1 if goes_on else last
        while advance.w is not None and advance.w < end:
            w = min((advance.w // step_us + 1) * step_us, end)
            advance.take(rows.within(advance.w, w))
            yield _told(advance, w, report)
    if until_us is not None and advance is not None and advance.w is not None and advance.w < until_us:
        yield _told(advance, until_us, report)


def _told(advance: Advance, w: int, report: Callable[[Fault], None] | None) -> list[Event]:
    events = advance.to(w)
    for fault in advance.faults:
        if report is None:
            raise DetectorError(f"Detector {fault.detector} failed ({fault.sentence}): mend it, or leave it out.")
        report(fault)
    advance.faults.clear()
    return events


def last_of(runs: Iterable[list[Event]]) -> list[Event]:
    """The newest revision of every event, in the order (t_start, id); those withdrawn are among them."""
    newest = {event.id: event for events in runs for event in events}
    return sorted(newest.values(), key=lambda event: (event.t_start, event.id))


def days_of(lake: Lake, detectors: Iterable[Detector], since_us: int | None, until_us: int | None) -> list[date]:
    """The days that have rows which some detector reads."""
    days = {day for family in families_of(detectors) for day in lake.days(family)}
    return [
        day for day in sorted(days)
        if (since_us is None or begin_us(day) + DAY_US > since_us)
        and (until_us is None or begin_us(day) <= until_us)
    ]  # fmt: skip


def families_of(detectors: Iterable[Detector]) -> tuple[str, ...]:
    """The families that some detector reads; `static` is always read where positions are, for their hulls."""
    wanted = {family for detector in detectors for family in detector.reads}
    if "position" in wanted:
        wanted.add("static")
    return tuple(family for family in FAMILIES if family in wanted)


def day_rows(
    lake: Lake, day: date, detectors: Iterable[Detector], since_us: int | None, until_us: int | None,
    satellites: frozenset[str],
) -> Rows:  # fmt: skip
    """All rows of a day."""
    rows = rows_of({family: lake.read(family, day, COLUMNS[family]) for family in families_of(detectors)}, satellites)
    low = -(1 << 62) if since_us is None else since_us - 1
    return rows.within(low, (1 << 62) if until_us is None else until_us)


def span(rows: Rows) -> tuple[int | None, int | None]:
    """The first and the last instant at which something was heard."""
    ends = [(int(some["t"][0]), int(some["t"][-1])) for family in FAMILIES if len(some := rows.of(family))]
    return (min(first for first, _ in ends), max(last for _, last in ends)) if ends else (None, None)


def begin_us(day: date) -> int:
    """The instant at which a UTC day begins."""
    return round(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) * 1_000_000
