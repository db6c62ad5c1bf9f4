"""What a lake knows of one vessel: its days, its statements, its links."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from marsad.runtime.explain.asked import Asked
from marsad.runtime.explain.sentences import sentences
from marsad.runtime.lake_reading import open_tables
from marsad.schema.refusal import Refusal
from marsad.wire.mid import COUNTRIES
from marsad.wire.ship_type import SHIP_TYPE

MOST_VESSELS = 20
MOST_CHANGES = 1000
_LATEST = ("t", "vessel_id", "mmsi", "kind", "country", "mmsi_valid", "station", "name", "callsign", "imo", "imo_valid",
           "ship_type", "to_bow_m", "to_stern_m", "to_port_m", "to_starboard_m", "t_first", "lon_deg", "lat_deg",
           "shares_mmsi", "linked_to", "evidence")  # fmt: skip
_COUNTRY = {country.code: country.name for country in COUNTRIES}


@dataclass(frozen=True)
class Explanation:
    """The answer: ready to print as JSON, each vessel with its sentences."""

    told: dict[str, Any]


def explain_vessel(lake: str, words: Asked, day: date | None = None) -> Explanation:
    """Explain every vessel that `words` may mean, as known at the end of a day (default: the newest).

    Raises Refusal where the lake cannot be read or knows no such vessel.
    """
    tables = open_tables(lake)
    vessels = tables["vessels"]
    if not vessels.rows:
        raise Refusal(f"{lake} holds no vessels yet: `marsad build FILE --into {lake}` makes them")
    until = None if day is None else datetime.combine(day + timedelta(days=1), datetime.min.time(), UTC)
    before = pc.scalar(True) if until is None else pc.field("t") < pa.scalar(until, pa.timestamp("us", "UTC"))
    found = vessels.dataset.to_table(["vessel_id", "mmsi"], filter=before & _meant(words))
    mmsi = sorted(set(found["mmsi"].to_pylist()))
    if not mmsi:
        when = "" if day is None else f" up to {day}"
        raise Refusal(
            f"{lake} knows no vessel of {' or '.join(words.readings())} {words.words}{when}: "
            f"`marsad export {lake} --table vessels --to csv` lists those it knows"
        )
    if len(mmsi) > MOST_VESSELS:
        raise Refusal(
            f"{len(mmsi)} numbers tell {' or '.join(words.readings())} {words.words}, so it names no vessel: "
            f"give an MMSI, such as {mmsi[0]:09d}"
        )
    rows = vessels.dataset.to_table([*_LATEST, "positions"], filter=before & pc.field("mmsi").isin(mmsi))
    rows = rows.sort_by([("vessel_id", "ascending"), ("t", "ascending")]).to_pylist()
    after = vessels.dataset.to_table(
        ["vessel_id", "linked_to", "t"], filter=before & pc.field("linked_to").isin([row["vessel_id"] for row in rows])
    ).to_pylist()
    history = tables["static_history"].dataset.to_table(
        ["t", "vessel_id", "mmsi", "field", "before", "value", "source", "station"],
        filter=before & pc.field("mmsi").isin(mmsi),
    )
    changes = history.sort_by([("t", "ascending"), ("mmsi", "ascending")]).to_pylist()
    told = [_vessel(days, after, changes) for days in _by_vessel(rows)]
    return Explanation({
        "asked": words.words,
        "read_as": words.readings(),
        "lake": lake,
        "as_of": max(row["t"] for row in rows).date().isoformat() if day is None else day.isoformat(),
        "vessels": told,
    })  # fmt: skip


def _meant(words: Asked) -> pc.Expression:
    meant = pc.scalar(False)
    for name in ("mmsi", "imo", "callsign", "vessel_id"):
        value = getattr(words, name)
        if value is not None:
            meant |= pc.field(name) == value
    return meant


def _by_vessel(rows: Iterable[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    days: dict[int, list[dict[str, Any]]] = {}
    for row in rows:
        days.setdefault(row["vessel_id"], []).append(row)
    return list(days.values())


def _vessel(days: list[dict[str, Any]], after: list[dict[str, Any]], changes: list[dict[str, Any]]) -> dict[str, Any]:
    newest = days[-1]
    placed = next((row for row in reversed(days) if row["lon_deg"] is not None), None)
    told: dict[str, Any] = {
        name: newest[name] for name in _LATEST if name not in {"t", "t_first", "lon_deg", "lat_deg"}
    }
    told |= {
        "country_name": _COUNTRY.get(newest["country"]),
        "ship_type_name": None if newest["ship_type"] is None else SHIP_TYPE[newest["ship_type"]].en,
        "length_m": _sum(newest, "to_bow_m", "to_stern_m"),
        "beam_m": _sum(newest, "to_port_m", "to_starboard_m"),
        "first_heard": _instant(min(row["t_first"] for row in days)),
        "last_heard": _instant(newest["t"]),
        "days_heard": len(days),
        "positions": sum(row["positions"] for row in days),
        "last_place": None if placed is None else {"lon_deg": placed["lon_deg"], "lat_deg": placed["lat_deg"]},
        "evidence": json.loads(newest["evidence"]) if newest["evidence"] else [],
        "later_as": _later(newest["vessel_id"], after),
    }
    told["sentences"] = sentences(told)
    own = [row for row in changes if row["mmsi"] == newest["mmsi"] and row["vessel_id"] in (None, newest["vessel_id"])]
    told["changes"] = len(own)
    told["history"] = [
        {"t": _instant(row["t"]), **{name: row[name] for name in ("field", "before", "value", "source", "station")}}
        for row in own[-MOST_CHANGES:]
    ]
    return told


def _later(vessel_id: int, after: list[dict[str, Any]]) -> list[int]:
    """Vessels that were linked to this one on their newest day."""
    newest: dict[int, dict[str, Any]] = {}
    for row in sorted(after, key=lambda row: row["t"]):
        newest[row["vessel_id"]] = row
    return sorted(other for other, row in newest.items() if row["linked_to"] == vessel_id)


def _sum(row: dict[str, Any], *names: str) -> int | None:
    values = [row[name] for name in names]
    return None if None in values or not any(values) else sum(values)


def _instant(t: datetime) -> str:
    return f"{t.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
