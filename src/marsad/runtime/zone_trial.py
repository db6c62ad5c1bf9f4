"""What zones would have told of, had they held over the last days of a room's raw log: tried before they are saved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from marsad.alerts.level import ARABIC, ENGLISH
from marsad.alerts.limits import HOUR, Limits
from marsad.alerts.reasons.reason import reason_of
from marsad.decode.decoder import Decoder
from marsad.plugin.areas import tables_of
from marsad.plugin.side import Side
from marsad.runtime.archive_desk import ArchiveDesk, in_order, steps_of
from marsad.runtime.detection.chosen import chosen
from marsad.runtime.detection.detection import Detection
from marsad.runtime.places.journal_zones import KIND, zones_of
from marsad.runtime.recent_log import last_stamp_us, recent_lines
from marsad.runtime.rule_records import rules_from
from marsad.runtime.settings import Settings
from marsad.schema.event import Event
from marsad.schema.refusal import Refusal
from marsad.store.disk.files import OsFiles
from marsad.store.raw.segment import segments

DAYS: Final = 7.0
MOST_BYTES: Final = 96 << 20
"""Of a longer week only the newest segments of about this size are read: some seconds of decoding."""
SHOWN: Final = 200
_DAY_US: Final = 24 * HOUR
_DETECTOR: Final = "zone"


class Said(msgspec.Struct, frozen=True):
    """The same in both languages."""

    en: str
    ar: str


class TrialAlert(msgspec.Struct, frozen=True):
    """An alert that would have been raised, at `t_ms` (milliseconds UTC); the place where it began, null: not known."""

    t_ms: int
    level: str
    level_words: Said
    mmsi: list[int]
    reason: Said
    lon_deg: float | None
    lat_deg: float | None


class Trial(msgspec.Struct, frozen=True):
    """How it went, over the reports from `since_ms` to `until_ms`; null where nothing was heard.

    `alerts` would have been raised, `shown` are the newest of them; `events` were found in all. `is_cut`: the log of
    the days asked for is longer than what is read at once.
    """

    since_ms: int | None
    until_ms: int | None
    reports: int
    events: int
    alerts: int
    per_day: float
    levels: dict[str, int]
    shown: list[TrialAlert]
    is_cut: bool


class _Written(msgspec.Struct, frozen=True):
    """A zone as a record that holds from the beginning: it is tried on what was before it."""

    body: dict[str, Any]
    t: int = 0
    kind: str = KIND


def zone_trial(
    raw: Path,
    bodies: Iterable[Mapping[str, Any]],
    settings: Settings,
    rules: Mapping[str, Mapping[str, Any]],
    now_us: int,
    days: float = DAYS,
    tell: Callable[[float], None] = lambda share: None,
) -> Trial:
    """Lead the zone detector alone through the raw log with these zones alone, and a desk with `rules` through what it
    finds. `tell` is told the share of the log that is through. Raises Refusal where zones are switched off."""
    detectors = [one for one in chosen(settings.detectors) if one.name == _DETECTOR]
    if not detectors:
        raise Refusal("The zone detector is switched off: set [detectors.zone] on = true to try zones.")
    untimed = [{**body, "properties": _without_times(body["properties"])} for body in bodies]
    side = Side(tables_of(zones_of([_Written(dict(body)) for body in untimed])))
    detection, found = Detection(detectors, side, lanes=settings.lanes.lanes()), dict[str, Event]()
    detection.listen(lambda events, _: found.update((event.id, event) for event in events))
    since = now_us - round(days * _DAY_US)
    whole = sum(one.bytes for one in segments(raw, OsFiles())) if raw.is_dir() else 0
    decoder, read, reports = Decoder(), 0, 0
    first: int | None = None
    last: int | None = None
    for chunk in recent_lines(raw, since, MOST_BYTES):
        tables = decoder.feed(chunk).tables
        stamp = last_stamp_us(chunk)
        if "position" in tables:
            reports += tables["position"].num_rows
            first = first or pc.min(tables["position"].column("t").cast(pa.int64())).as_py()
        if stamp is not None:
            last = stamp
            detection.take(tables, stamp)
            detection.advance(stamp)
        read += len(chunk)
        tell(min(0.99, read / max(1, 5 * min(whole, MOST_BYTES))))
    if last is not None:
        detection.finish(last)
    return _told(list(found.values()), rules, settings.alerts.limits(), first, last, reports, whole > MOST_BYTES)


def _told(
    events: list[Event], rules: Mapping[str, Mapping[str, Any]], limits: Limits, first: int | None, last: int | None,
    reports: int, is_cut: bool,
) -> Trial:  # fmt: skip
    desk = ArchiveDesk(rules_from(rules)[0], limits)
    held = [event for event in events if event.status != "withdrawn"]
    desk.take(in_order(step for event in held for step in steps_of(event)))
    alerts = sorted((one.alert for one in desk.lived.values() if not one.alert.why and not one.alert.gone),
                    key=lambda alert: (-alert.t_start, alert.id))  # fmt: skip
    span_days = max(1.0 / 24, ((last or 0) - (first or 0)) / _DAY_US)
    shown = []
    for alert in alerts[:SHOWN]:
        reason = reason_of(alert.live[-1]) if alert.live else None
        shown.append(TrialAlert(
            alert.t_start // 1000, alert.level, Said(ENGLISH[alert.level], ARABIC[alert.level]),
            list(alert.vessels[:5]), Said(reason.english, reason.arabic) if reason else Said(alert.kind, alert.kind),
            alert.lon_deg, alert.lat_deg,
        ))  # fmt: skip
    return Trial(
        None if first is None else first // 1000, None if first is None or last is None else last // 1000,
        reports, len(held), len(alerts), len(alerts) / span_days, dict(Counter(alert.level for alert in alerts)),
        shown, is_cut,
    )  # fmt: skip


def _without_times(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in properties.items() if name not in ("since", "until")}
