"""Events as they are judged: the newest revision of each, and when a person could have been told."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from math import isfinite
from pathlib import Path
from typing import Any, Literal

from marsad.schema.canonical_json import canonical
from marsad.schema.event import Event
from marsad.schema.event_lines import instant_us
from marsad.schema.kinds import KINDS
from marsad.schema.refusal import Refusal

_TCPA_S = {"tcpa_min": 60.0, "tcpa_s": 1.0, "first_tcpa_s": 1.0}
"""What evidence calls the time to the closest point of approach, in seconds."""

At = Literal["event", "raised"]
"""Which instant is the alert's: when the detector's rule was fulfilled, or the watermark of the first revision."""


@dataclass(frozen=True, slots=True)
class Alert:
    """One event as it is judged. Times are microseconds UTC; `t_end` None: it lasts."""

    id: str
    kind: str
    vessels: tuple[int, ...]
    t_start: int
    t_end: int | None
    t_alert: int
    lon_deg: float | None = None
    lat_deg: float | None = None
    radius_m: float = 0.0
    doubt: str = ""
    """The doubt that it tells, as its evidence names it."""
    severity: str = ""
    """Empty: that of the kind."""
    tcpa_us: int = 0
    """How far ahead the closest point of approach is that it foretells, as its evidence says."""

    def order(self) -> tuple[object, ...]:
        """By which events are put in order, so that the order in which they were given says nothing."""
        return (self.t_alert, self.t_start, -1 if self.t_end is None else self.t_end, self.id, self.kind, self.vessels)


@dataclass(frozen=True)
class Given:
    """The events of one feed by one finder."""

    alerts: tuple[Alert, ...]
    withdrawn: Mapping[str, int] = field(default_factory=dict)
    """By kind: events that were taken back in the end: nobody is judged by them, but they were seen."""


def given_of(events: Iterable[Event], at: At) -> Given:
    """Of events, or their revisions, in any order."""
    return _given(({**{name: getattr(event, name) for name in Event.__slots__}, "vessels": event.vessels,
                    "evidence": json.loads(event.evidence)} for event in events), at)  # fmt: skip


def together(several: Iterable[Given]) -> Given:
    """What several finders gave, as one finder's."""
    alerts, withdrawn = list[Alert](), Counter[str]()
    for given in several:
        alerts += given.alerts
        withdrawn.update(given.withdrawn)
    return Given(tuple(alerts), dict(withdrawn))


def given_of_lines(lines: Iterable[str], at: At, name: str) -> Given:
    """Of lines of JSON as Marsad writes them; `kind`, `vessels` and `t_start` are enough.

    Raises Refusal, which names the line, for one that is no event.
    """
    return _given(_told(lines, name), at)


def _told(lines: Iterable[str], name: str) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            told = json.loads(line)
            if told["kind"] not in KINDS:
                raise ValueError(f"there is no kind {told['kind']}")
            for key in ("t_start", "t_end", "t_event", "t_raised"):
                told[key] = None if told.get(key) is None else instant_us(told[key])
            if told["t_start"] is None:
                raise ValueError("t_start is missing")
            told["vessels"] = [int(one) for one in told["vessels"]]
            told["revision"] = int(told.get("revision") or 1)
            for key in ("lon_deg", "lat_deg", "radius_m"):
                told[key] = None if told.get(key) is None else float(told[key])
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise Refusal(
                f"Line {number} of {name} is no event ({type(error).__name__}: {error}): "
                "give lines as Marsad writes them."
            ) from error
        yield told


def _given(told: Iterable[dict[str, Any]], at: At) -> Given:
    newest: dict[str, dict[str, Any]] = {}
    first: dict[str, tuple[int, int]] = {}
    for one in told:
        name = str(one.get("id") or f"unnamed {len(newest)} {canonical([one['kind'], list(one['vessels'])])}")
        revision, raised = one.get("revision") or 1, one.get("t_raised")
        if name not in newest or revision >= (newest[name].get("revision") or 1):
            newest[name] = one
        if raised is not None and (name not in first or (revision, raised) < first[name]):
            first[name] = (revision, raised)
    kept = {name: one for name, one in newest.items() if one.get("status") != "withdrawn"}
    alerts = [_alert(name, one, first[name][1] if name in first else None, at) for name, one in kept.items()]
    withdrawn = Counter(one["kind"] for name, one in newest.items() if name not in kept)
    return Given(tuple(sorted(alerts, key=Alert.order)), withdrawn)


def _alert(name: str, one: dict[str, Any], raised: int | None, at: At) -> Alert:
    instants = (raised, one.get("t_event")) if at == "raised" else (one.get("t_event"), raised)
    alert = next((instant for instant in instants if instant is not None), one["t_start"])
    evidence = one.get("evidence")
    evidence = evidence if isinstance(evidence, dict) else {}
    doubt = str(evidence.get("doubt") or "")
    return Alert(name, one["kind"], tuple(sorted({*one["vessels"]})), one["t_start"], one.get("t_end"), alert,
                 one.get("lon_deg"), one.get("lat_deg"), one.get("radius_m") or 0.0, doubt,
                 str(one.get("severity") or ""), _tcpa_us(evidence))  # fmt: skip


def _tcpa_us(evidence: Mapping[str, Any]) -> int:
    told = [unit_s * float(evidence[name]) for name, unit_s in _TCPA_S.items()
            if isinstance(evidence.get(name), (int, float))]  # fmt: skip
    return round(1e6 * max(0.0, *told)) if told and all(map(isfinite, told)) else 0


def read(path: str, at: At) -> Given:
    """The events of a file, of standard input (`-`) or of a lake. Raises Refusal where there are none to read."""
    if path == "-":
        import sys

        return given_of_lines(sys.stdin, at, "standard input")
    if "://" in path or Path(path).is_dir():
        return _of_lake(path, at)
    try:
        with open(path, encoding="utf-8") as lines:
            return given_of_lines(lines, at, path)
    except UnicodeDecodeError as error:
        raise Refusal(f"{path} is no text: give lines of JSON, or a lake.") from error


def _of_lake(path: str, at: At) -> Given:
    from marsad.runtime.clock import system_clock
    from marsad.schema.event_rows import events_of
    from marsad.store.lake.lake import Lake

    with Lake.open(path, system_clock) as lake:
        return given_of((event for day in lake.days("events") for event in events_of(lake.read("events", day))), at)


def place_of(events: str, folder: str, seed: int, several: bool) -> str:
    """Where the events of one folder of truth lie.

    `{folder}` and `{seed}` in the name stand for the folder's; a folder holds FOLDER.jsonl, FOLDER/events.jsonl or a
    lake FOLDER of each. Raises Refusal where the events of several feeds would be one.
    """
    if "{folder}" in events or "{seed}" in events:
        return events.replace("{folder}", folder).replace("{seed}", str(seed))
    if "://" not in events and events != "-":
        for lies in (f"{folder}.jsonl", f"{folder}/events.jsonl", folder):
            if (Path(events) / lies).exists():
                return str(Path(events) / lies)
    if several:
        raise Refusal(
            f"{events} does not say which of its events are of {folder}: give a folder that holds {folder}.jsonl and "
            "the others, or write {folder} into the name."
        )
    return events
