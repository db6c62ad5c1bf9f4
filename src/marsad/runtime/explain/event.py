"""Why an event was found: its reason, its evidence, the detector's rule and the parameters with their units."""

from __future__ import annotations

import dataclasses
import inspect
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import pyarrow.compute as pc

from marsad.alerts.doubt import doubts_of, sentence
from marsad.alerts.limits import Limits
from marsad.alerts.reasons.reason import reason_of
from marsad.alerts.rule import Rules
from marsad.plugin.detector import DETECTORS, Detector
from marsad.runtime.clock import Clock
from marsad.runtime.detection.event_files import EventFiles
from marsad.runtime.lake_reading import open_tables
from marsad.schema.event import Event
from marsad.schema.event_lines import event_line
from marsad.schema.event_rows import events_of
from marsad.schema.kinds import KINDS
from marsad.schema.refusal import Refusal

SHORTEST: Final = 4
"""So many first letters of an id are enough."""
_DAYS: Final = 400


def find_event(begin: str, lake: str, data: Path, clock: Clock) -> tuple[Event, bool]:
    """The event whose id begins so, in a lake or among the events of a room; whether the lake has it.

    Raises Refusal where there is none, or several.
    """
    if len(begin) < SHORTEST or not all(c in "0123456789abcdef" for c in begin):
        raise Refusal(f"{begin!r} is no event: give the first letters of its id, {SHORTEST} or more of 0-9 and a-f.")
    in_lake, trouble = _of_lake(begin, lake)
    found = in_lake or _of_room(begin, data, clock)
    if not found:
        raise Refusal(
            f"No event begins with {begin} in {lake} nor in {data}{trouble}: "
            "`marsad export LAKE --table events --to csv` lists those of a lake."
        )
    if len({event.id for event in found}) > 1:
        raise Refusal(f"{len(found)} events begin with {begin}: give more letters of the id.")
    return found[0], bool(in_lake)


def _of_lake(begin: str, lake: str) -> tuple[list[Event], str]:
    try:
        table = open_tables(lake)["events"]
    except Refusal as refusal:
        return [], f" ({refusal})"
    if not table.rows:
        return [], ""
    return list(events_of(table.dataset.to_table(filter=pc.starts_with(pc.field("id"), begin)))), ""


def _of_room(begin: str, data: Path, clock: Clock) -> list[Event]:
    events, _ = EventFiles(data / "detection" / "events", clock).read(_DAYS)
    return [event for event in events if event.id.startswith(begin)]


def explain_event(event: Event) -> dict[str, Any]:
    """The explanation, ready to print as JSON."""
    kind, reason = KINDS[event.kind], reason_of(event)
    judged = Rules().judge(event, Limits())
    return {
        "event": json.loads(event_line(event)),
        "reason": {"en": reason.english, "ar": reason.arabic},
        "doubts": [sentence(code, [event]) for code in doubts_of(event)],
        "kind": {"name": kind.name, "english": kind.english, "arabic": kind.arabic, "meaning": kind.meaning},
        "alert": judged.level or f"none: {judged.why}",
        "rule": rule_of(event, DETECTORS.load()),
    }


def rule_of(event: Event, known: dict[str, Detector]) -> dict[str, Any]:
    """What the detector's own text says of its rule, and the parameters; those it ran with, where they are known."""
    detector = known.get(event.detector)
    if detector is None:
        return {"detector": event.detector, "version": event.version, "text": None, "parameters": [],
                "note": "This detector is not installed here, so its rule cannot be shown."}  # fmt: skip
    module = sys.modules.get(detector.step.__module__)
    text = inspect.getdoc(module) if module is not None else None
    same = detector.parameters.hash() == event.parameters_hash
    note = None if same and detector.version == event.version else (
        f"It ran as version {event.version} with parameters {event.parameters_hash}; what is shown is version "
        f"{detector.version} with its defaults ({detector.parameters.hash()})."
    )  # fmt: skip
    return {"detector": detector.name, "version": event.version, "text": text, "source": detector.source,
            "parameters": list(_parameters(detector)), "note": note}  # fmt: skip


def _parameters(detector: Detector) -> Iterable[dict[str, Any]]:
    for field in dataclasses.fields(detector.parameters):
        told = {name: field.metadata.get(name) for name in ("meaning", "unit", "low", "high", "source")}
        yield {"name": field.name, "value": getattr(detector.parameters, field.name), **told}
