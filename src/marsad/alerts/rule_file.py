"""Rules as a person writes them, checked before they are saved."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, Final

from marsad.alerts.area import Area, AreaRefusal, Disc, polygon
from marsad.alerts.level import LEVELS
from marsad.alerts.quantity import QuantityRefusal, quantity
from marsad.alerts.rule import NONE, Rule
from marsad.schema.event_lines import instant_us
from marsad.schema.kinds import KINDS
from marsad.schema.refusal import Refusal

FIELDS: Final = ("priority", "kinds", "vessels", "places", "area", "valid_from", "valid_to", "lasts")
PRIORITIES: Final = (*LEVELS, NONE)
MOST_RULES: Final = 1000
_WIDEST_M: Final = 2_000_000.0
_DAY: Final = 86_400.0


class RuleRefusal(Refusal):
    """A rule that cannot be meant: the sentence names it, the place in it and what to write."""


def rules_of(told: Mapping[str, Any], where: str) -> dict[str, dict[str, Any]]:
    """The tables `[rules.NAME]` (or `[alerts.rules.NAME]`) of a file, as they stand there, each of them checked."""
    alerts = told.get("alerts")
    tables = told.get("rules", alerts.get("rules") if isinstance(alerts, Mapping) else None)
    if not isinstance(tables, Mapping) or not tables:
        raise RuleRefusal(f"{where} holds no rules: write [rules.NAME] and below it priority = ...")
    if len(tables) > MOST_RULES:
        raise RuleRefusal(f"{where} holds {len(tables)} rules: {MOST_RULES} can be used")
    found = {}
    for name, table in tables.items():
        if not isinstance(table, Mapping):
            raise RuleRefusal(f"{where}: rule {name} is no table: write [rules.{name}] and below it priority = ...")
        plain = _plain(dict(table))
        read_rule(name, plain)
        found[name] = plain
    return found


def read_rule(name: str, told: Mapping[str, Any]) -> Rule:
    """A rule. Raises RuleRefusal where it cannot be meant."""
    try:
        return _read(name, told)
    except (AreaRefusal, QuantityRefusal) as refusal:
        raise RuleRefusal(f"Rule {name}: {refusal}.") from None


def faults_of(name: str, told: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with a rule, by the field (of FIELDS, or `name`) beside which it is to be said; none where it can
    be meant."""
    faults: dict[str, str] = {}
    for word, value in told.items():
        # of a priority by itself only its word is judged: whether it silences too much is for the whole
        alone = (
            {"priority": "emergency"}
            if word == "priority" and value in PRIORITIES
            else {"priority": "emergency", word: value}
        )
        try:
            read_rule("x", alone)
        except RuleRefusal as refusal:
            faults[word] = str(refusal).removeprefix("Rule x: ")
    if faults:
        return faults
    try:
        read_rule(name, told)
    except RuleRefusal as refusal:
        said = str(refusal)
        beside = ("name" if said.startswith("A rule cannot be called") else "valid_to" if "valid_to" in said else
                  "kinds" if "distress" in said else "priority")  # fmt: skip
        faults[beside] = said.removeprefix(f"Rule {name}: ")
    return faults


def _read(name: str, told: Mapping[str, Any]) -> Rule:
    def refuse(why: str) -> RuleRefusal:
        return RuleRefusal(f"Rule {name}: {why}.")

    if not name.strip() or len(name) > 100 or not name.isprintable():
        raise RuleRefusal(f"A rule cannot be called {name!r}: give it a name of up to 100 letters.")
    for word in told:
        if word not in FIELDS:
            near = difflib.get_close_matches(word, FIELDS, 1, 0.5)
            raise refuse(f"there is no {word}; " + (f"did you mean {near[0]}?" if near else f"use {', '.join(FIELDS)}"))
    priority = told.get("priority")
    if priority not in PRIORITIES:
        raise refuse(f"priority is one of {', '.join(PRIORITIES)}, not {priority!r}")
    kinds = _words(told, "kinds", refuse)
    for kind in kinds:
        if kind not in KINDS:
            near = difflib.get_close_matches(kind, KINDS, 1, 0.5)
            raise refuse(f"there is no kind {kind}" + (f"; did you mean {near[0]}?" if near else ""))
    if "distress" in kinds and priority != "emergency":
        raise refuse("distress is never lowered nor silenced: leave it out of kinds")
    vessels = told.get("vessels", [])
    if not isinstance(vessels, list) or not all(type(v) is int and 0 < v < 10**9 for v in vessels):
        raise refuse("vessels is a list of MMSI, such as [235098383]")
    start, until = (_instant(told, word, refuse) for word in ("valid_from", "valid_to"))
    if start is not None and until is not None and start >= until:
        raise refuse("valid_to lies before valid_from: it would never hold")
    lasts = quantity(told["lasts"], "time", 0.0, 30 * _DAY) if "lasts" in told else 0.0
    narrow = (kinds, vessels, told.get("places"), told.get("area"), start, until, lasts)
    if priority == NONE and not any(narrow):
        raise refuse("it would silence everything: say which kinds, vessels, places, area or time")
    return Rule(name, str(priority), frozenset(kinds), frozenset(vessels), frozenset(_words(told, "places", refuse)),
                _area(told["area"], refuse) if "area" in told else None, start, until, lasts)  # fmt: skip


def _words(told: Mapping[str, Any], word: str, refuse: Any) -> list[str]:
    value = told.get(word, [])
    if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
        raise refuse(f'{word} is a list of words, such as {word} = ["gap"]')
    return value


def _instant(told: Mapping[str, Any], word: str, refuse: Any) -> int | None:
    if word not in told:
        return None
    try:
        return instant_us(told[word])
    except (TypeError, ValueError):
        raise refuse(f"{word} is an instant with its zone, such as 2026-03-01T00:00:00Z") from None


def _area(told: Any, refuse: Any) -> Area:
    if isinstance(told, Mapping):
        if set(told) != {"lon_deg", "lat_deg", "radius"}:
            raise refuse('area is a list of points, or {lon_deg = 45.0, lat_deg = 12.0, radius = "5 nm"}')
        lon, lat = told["lon_deg"], told["lat_deg"]
        if not all(isinstance(v, int | float) and abs(v) <= most for v, most in ((lon, 180), (lat, 90))):
            raise refuse(f"{lon}, {lat} is no place: write longitude and latitude in degrees")
        radius = quantity(told["radius"], "distance", 1.0, 1e9)
        if radius > _WIDEST_M:
            raise refuse("the area covers the world: leave it out, or say where the rule is to hold")
        return Disc(float(lon), float(lat), radius)
    good = isinstance(told, list) and all(
        isinstance(point, list) and len(point) == 2 and all(isinstance(v, int | float) for v in point) for point in told
    )
    if not good:
        raise refuse("area is a list of points [longitude, latitude] in degrees, or a disc")
    return polygon(told)


def _plain(value: Any) -> Any:
    """TOML's own times as text, so that a journal can keep them."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z") if value.tzinfo else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): _plain(inner) for name, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, list) else value
