"""The part of a record on alerts: by priority, as the end of the period found them."""

from __future__ import annotations

from itertools import groupby

from marsad.alerts.alert import OCCURRENCE, Alert
from marsad.alerts.level import ARABIC, ENGLISH
from marsad.alerts.reasons.told import chart_place
from marsad.runtime.watch_record.alerts_told import reason
from marsad.runtime.watch_record.gather import Record
from marsad.runtime.watch_record.part_words import PartWords
from marsad.runtime.watch_record.sheet import Sheet, clock, ltr, own, pieces
from marsad.schema.kinds import KINDS

_MOST_VESSELS = 8


def write_alerts(sheet: Sheet, record: Record, said: PartWords) -> None:
    """Each priority under its name; nothing where nothing became of any alert."""
    if not record.told:
        return
    sheet.heading(said.alerts)
    sheet.line(said.as_of, 8, soft=True)
    numbers = {spot.alert.id: spot.number for spot in record.spots if spot.alert is not None}
    for level, some in groupby(record.told, lambda alert: alert.shown_level):
        sheet.below((ARABIC if sheet.rtl else ENGLISH).get(level, level).capitalize())
        for alert in some:
            _write(sheet, alert, said, numbers.get(alert.id))
    if record.untold:
        sheet.line(said.untold.format(record.untold), 9, bold=True)


def why(sheet: Sheet, alert: Alert) -> str:
    """The reason of an alert in the language of the sheet."""
    told = reason(alert)
    return pieces(told.arabic if sheet.rtl else told.english)


def _write(sheet: Sheet, alert: Alert, said: PartWords, number: int | None) -> None:
    sheet.keep(18)
    kind = KINDS.get(alert.kind)
    called = alert.kind if kind is None else kind.arabic if sheet.rtl else kind.english
    ships = ", ".join(map(str, alert.vessels[:_MOST_VESSELS])) + (", ..." if alert.vessels[_MOST_VESSELS:] else "")
    head = [
        said.withdrawn if alert.withdrawn_us is not None else "",
        called,
        ltr(f"MMSI {ships}") if ships else "",
        own(alert.place) if alert.place else "",
        "" if alert.lat_deg is None or alert.lon_deg is None else ltr(chart_place(alert.lat_deg, alert.lon_deg)),
        said.on_map.format(number) if number is not None else "",
    ]
    withdrawn = alert.withdrawn_us is not None
    sheet.line(" · ".join(filter(None, head)), 10, bold=not withdrawn, soft=withdrawn)
    sheet.line(why(sheet, alert), 9, soft=withdrawn)
    sheet.line(" · ".join(_life(alert, said)), 8, soft=True)
    sheet.rule()


def _life(alert: Alert, said: PartWords) -> list[str]:
    """What became of it."""

    def at(t_us: int) -> str:
        return ltr(clock(t_us // 1000))

    told = [said.raised.format(at(alert.raised_us))]
    if alert.acknowledged_us is not None:
        told.append(said.acknowledged.format(own(alert.acknowledged_by), at(alert.acknowledged_us)))
    elif alert.withdrawn_us is None:
        told.append(said.not_acknowledged)
    if alert.shelved_until_us is not None:
        ends = said.for_occurrence if alert.shelved_until_us == OCCURRENCE else at(alert.shelved_until_us)
        told.append(said.shelved.format(own(alert.shelved_by), ends))
    if alert.assigned_to:
        told.append(said.assigned.format(own(alert.assigned_to)))
    if alert.unreliable:
        told.append(said.doubtful)
    if alert.withdrawn_us is not None:
        told.append(said.withdrawn_at.format(at(alert.withdrawn_us)))
    elif alert.active:
        told.append(said.active)
    elif alert.cleared_us is not None:
        told.append(said.cleared.format(at(alert.cleared_us)))
    return told
