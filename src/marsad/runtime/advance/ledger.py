"""What became known of each event, and what was said of it: turns what detectors find into revisions of events."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from marsad.plugin.detector import Detector
from marsad.plugin.found import Found
from marsad.schema.canonical_json import canonical
from marsad.schema.event import Event, event_id
from marsad.schema.kinds import KINDS


@dataclass
class Entry:
    known: list[Found] = field(default_factory=list)
    """In the order of `t_known`; what is older than any rerun can reach is folded into one."""
    said: Event | None = None


_Whom = tuple[str, str, tuple[int, ...]]


class Ledger:
    """The events of a run that can still change."""

    def __init__(self) -> None:
        self.entries: dict[str, dict[str, Entry]] = {}
        """By detector and by the event's id."""
        self._joining: dict[_Whom, set[str]] = {}
        """Events that may go on by what a detector finds that remembers nothing, by whom they are of."""

    def take(self, detector: Detector, found: Iterable[Found], w: int) -> list[Event]:
        """What a step found, as revisions of events raised at the watermark `w`."""
        entries, touched = self.entries.setdefault(detector.name, {}), dict[str, None]()
        given = []
        for one in found:
            touched[self._put_down(detector, entries, one)] = None
        for name in touched:
            event = _revised(detector, name, entries[name], w, None)
            if event is not None:
                given.append(event)
        return given

    def again(
        self, detector: Detector, mmsi: frozenset[int] | None, since: int, found: Iterable[Found], w: int
    ) -> list[Event]:
        """What a rerun from the instant `since` found, of the vessels under some MMSI (None: of all), in place of what
        had been found there: new, amended and withdrawn events."""
        entries = self.entries.setdefault(detector.name, {})
        touched = {name for name, entry in entries.items() if _recent(entry, mmsi, since)}
        for name in touched:
            entry = entries[name]
            entry.known = [one for one in entry.known if one.t_known <= since]
        for one in found:
            touched.add(self._put_down(detector, entries, one))
        gone = {name: entries[name].said for name in touched if not entries[name].known}
        given = []
        for name in sorted(touched):
            superseded = next((old.id for old in gone.values() if old and _place_of(old, entries[name])), None)
            event = _revised(detector, name, entries[name], w, superseded)
            if event is not None:
                given.append(event)
        return given

    def _put_down(self, detector: Detector, entries: dict[str, Entry], one: Found) -> str:
        """Note what was found, in the order in which it became known; gives the name of its event."""
        if one.joins_us:
            one = self._joined(detector.name, entries, one)
        name = _name(detector, one)
        entries.setdefault(name, Entry()).known.append(one)
        if one.joins_us:
            self._joining.setdefault(_whom(detector.name, one), set()).add(name)
        return name

    def _joined(self, detector: str, entries: dict[str, Entry], one: Found) -> Found:
        names = self._joining.get(_whom(detector, one), set())
        lasts = [entries[name].known[-1] for name in names if name in entries and entries[name].known]
        near = [last for last in lasts if 0 <= one.t_known - last.t_known <= one.joins_us]
        if not near:
            return one
        last = max(near, key=lambda last: (last.t_known, last.t_start))
        return replace(one, t_start=last.t_start, t_event=last.t_event)

    def forget(self, before: int) -> None:
        """No rerun begins before this instant any more: drop what has ended, fold what was known."""
        for entries in self.entries.values():
            for name in [name for name, entry in entries.items() if _over(entry, before)]:
                del entries[name]
            for entry in entries.values():
                old = [one for one in entry.known if one.t_known <= before]
                if len(old) > 1:
                    entry.known = [old[-1], *entry.known[len(old) :]]
        left = ((whom, names & self.entries[whom[0]].keys()) for whom, names in self._joining.items())
        self._joining = {whom: names for whom, names in left if names}

    def put(self, detector: str, name: str, known: list[Found], said: Event | None) -> None:
        """What another ledger knew of an event."""
        self.entries.setdefault(detector, {})[name] = Entry(known, said)
        if known and known[-1].joins_us:
            self._joining.setdefault(_whom(detector, known[-1]), set()).add(name)

    def knows(self, detector: str, name: str) -> bool:
        """Whether something is known of an event."""
        entry = self.entries.get(detector, {}).get(name)
        return entry is not None and bool(entry.known)

    def busy(self) -> set[int]:
        """The vessels of events that have not ended."""
        return {vessel for entries in self.entries.values() for entry in entries.values()
                if entry.known and entry.known[-1].t_end is None for vessel in entry.known[-1].vessel_ids}  # fmt: skip

    def __len__(self) -> int:
        return sum(map(len, self.entries.values()))


def _whom(detector: str, one: Found) -> _Whom:
    return detector, one.kind, one.vessel_ids


def _name(detector: Detector, one: Found) -> str:
    whom = one.vessel_ids if one.began_with is None else one.began_with
    return event_id(one.kind, whom, one.t_start, detector.name)


def _recent(entry: Entry, mmsi: frozenset[int] | None, since: int) -> bool:
    last = entry.known[-1] if entry.known else None
    if last is None or last.t_known <= since:
        return False
    return mmsi is None or any(vessel // 100 in mmsi for vessel in last.vessel_ids)


def _over(entry: Entry, before: int) -> bool:
    if not entry.known:
        return entry.said is None or entry.said.t_raised <= before
    last = entry.known[-1]
    return last.t_end is not None and last.t_known + last.joins_us <= before


def _place_of(old: Event, entry: Entry) -> bool:
    """Whether a new event is what a withdrawn one was meant to be: the same kind and vessels, at the same time."""
    if entry.said is not None or not entry.known:
        return False
    new = entry.known[-1]
    over = (old.t_end is None or new.t_start <= old.t_end) and (new.t_end is None or old.t_start <= new.t_end)
    return over and old.kind == new.kind and old.vessel_ids == new.vessel_ids


def _seven(degrees: float | None) -> float | None:
    """To a centimetre: the last bits of a mathematical library are no fact."""
    return None if degrees is None else round(degrees, 7)


def _revised(detector: Detector, name: str, entry: Entry, w: int, supersedes: str | None) -> Event | None:
    """The next revision of an event, or None where nothing changed."""
    said = entry.said
    if not entry.known:
        if said is None or said.status == "withdrawn":
            return None
        entry.said = replace(said, status="withdrawn", revision=said.revision + 1, t_raised=w)
        return entry.said
    one = entry.known[-1]
    vessels = tuple(sorted(one.vessel_ids))
    event = Event(
        name, one.kind, vessels, one.t_start, one.t_end, one.t_event, w, "open" if one.t_end is None else "closed", 1,
        supersedes if said is None else said.supersedes, _seven(one.lon_deg), _seven(one.lat_deg), one.radius_m,
        one.severity or KINDS[one.kind].severity, canonical(one.evidence), detector.name, detector.version,
        detector.parameters.hash(),
    )  # fmt: skip
    if said is not None:
        if said.facts() == event.facts():
            return None
        event = replace(event, revision=said.revision + 1)
    entry.said = event
    return event
