"""What is known of a vessel, in plain sentences with their numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from marsad.wire.mmsi import MmsiKind, kind

_HOLDER = {
    MmsiKind.SHIP: "a ship", MmsiKind.COAST_STATION: "a coast station", MmsiKind.GROUP: "a group of ships",
    MmsiKind.SAR_AIRCRAFT: "a search and rescue aircraft", MmsiKind.ATON_PHYSICAL: "an aid to navigation",
    MmsiKind.ATON_VIRTUAL: "a virtual aid to navigation", MmsiKind.ATON: "an aid to navigation",
    MmsiKind.CRAFT: "a craft of a mother ship", MmsiKind.HANDHELD: "a handheld radio",
    MmsiKind.SART: "an AIS-SART (a locating device in distress)", MmsiKind.MOB: "a man-overboard device",
    MmsiKind.EPIRB: "an EPIRB with AIS (a distress beacon)",
    MmsiKind.AUTONOMOUS_DEVICE: "an autonomous device, such as a net marker",
}  # fmt: skip
_STATION = {"class_a": "class A", "class_b": "class B", "sar_aircraft": "SAR aircraft"}
_FIELDS = {"imo": "IMO number", "callsign": "call sign", "name": "name"}


def sentences(vessel: dict[str, Any]) -> list[str]:
    """The sentences about one vessel, in the form of `explain_vessel`."""
    told = [_number(vessel), *_statements(vessel), _heard(vessel)]
    facts = sorted(vessel["evidence"], key=lambda fact: (_ORDER.index(fact["what"]), fact["since"]))
    for fact in facts:
        told.extend(_TELL[fact["what"]](fact))
    if vessel["shares_mmsi"] and not any(fact["what"] == "told_apart" for fact in facts):
        told.append("Another vessel transmits, or has transmitted, under this MMSI.")
    told += [f"The same ship was heard again later as vessel {other}." for other in vessel["later_as"]]
    if not facts and not vessel["shares_mmsi"] and not vessel["later_as"]:
        told.append("Nothing speaks for another vessel under this MMSI, nor for this one under another.")
    return told


def _number(vessel: dict[str, Any]) -> str:
    mmsi = vessel["mmsi"]
    holder = _HOLDER.get(kind(mmsi))
    which = mmsi * 100 != vessel["vessel_id"]
    number = f"MMSI {mmsi:09d}" + (f", vessel {vessel['vessel_id'] % 100} under it (the first is 0)," if which else "")
    if holder is None:
        return f"{number} has no valid form: no country or service has these leading digits."
    country = f" of {vessel['country_name']}" if vessel["country_name"] else ""
    default = "" if vessel["mmsi_valid"] else ", but units carry this number until their own is set: it is not valid"
    return f"{number} has the form of {holder}{country}{default}."


def _statements(vessel: dict[str, Any]) -> Iterator[str]:
    said = [f"{words} {vessel[name]}" for name, words in (("name", "name"), ("callsign", "call sign")) if vessel[name]]
    if vessel["imo"] is not None:
        said.append(f"IMO number {vessel['imo']}")
    if vessel["ship_type"]:
        said.append(f"type {vessel['ship_type']} ({vessel['ship_type_name']})")
    if vessel["length_m"]:
        said.append(f"hull {vessel['length_m']} m" + (f" by {vessel['beam_m']} m" if vessel["beam_m"] else ""))
    station = vessel["station"]
    how = (
        f"It transmits as {_STATION.get(station, station.replace('_', ' '))}"
        if station
        else "What class it transmits as is not told"
    )
    yield f"{how}, and says: {', '.join(said)}." if said else f"{how}, and says nothing of itself."
    if vessel["imo_valid"] is False:
        yield f"IMO number {vessel['imo']} is doubtful: its check digit is wrong, so it links the vessel to no other."


def _heard(vessel: dict[str, Any]) -> str:
    place = vessel["last_place"]
    where = f", last at {_place(place['lat_deg'], place['lon_deg'])}" if place else ", never with a position"
    days = "one day" if vessel["days_heard"] == 1 else f"{vessel['days_heard']} days"
    return (
        f"First heard {vessel['first_heard']}, last heard {vessel['last_heard']}{where}; heard on {days}, "
        f"with {vessel['positions']:,} positions of its own."
    )


def _place(lat: float, lon: float) -> str:
    def minutes(value: float, width: int, signs: str) -> str:
        total = round(abs(value) * 60_000)
        return f"{total // 60_000:0{width}d}-{total % 60_000 / 1000:06.3f}{signs[value < 0]}"

    return f"{minutes(lat, 2, 'NS')} {minutes(lon, 3, 'EW')}"


def _told_apart(fact: dict[str, Any]) -> Iterator[str]:
    yield (
        f"Told apart from vessel {fact['with']} under the same MMSI, since {fact['since']}: "
        f"up to {fact['until']} positions went over from one to the other {_times(fact['switches'])}, "
        f"on average {fact['mean_km']:,} km apart; at {fact['impossible']:,} of these one vessel would have been "
        f"faster than its class can move, and at the fastest it would have needed {fact['top_kn']:,.0f} kn."
    )


def _linked(fact: dict[str, Any]) -> Iterator[str]:
    same = [f"{_FIELDS[name]} {fact[name]}" for name in ("imo", "callsign") if name in fact]
    if "name" in fact and "name_before" not in fact:
        same.append(f"name {fact['name']}")
    if "hull_m" in fact:
        same.append("hull of {} m by {} m".format(*fact["hull_m"]))
    text = f"Taken for the ship that was heard before as vessel {fact['with']}, since {fact['since']}"
    text += ", because it went back to this number" if fact.get("back") else ""
    text += f": the same {_list(same)}" if same else ""
    text += f"; its name was {fact['name_before']} before and is {fact['name']}" if "name_before" in fact else ""
    text += f". {_span(fact['gap_s'])} lie between the last report of the one and the first of the other"
    if "distance_m" in fact:
        text += (
            f", and {fact['distance_m'] / 1000:,.1f} km in {_span(fact['seconds'])} between their places: that asks "
            f"for {fact['needed_kn']} kn, where up to {fact['limit_kn']} kn are taken for possible"
        )
    yield text + "."


def _conflict(fact: dict[str, Any]) -> Iterator[str]:
    same = [f"{_FIELDS[name]} {fact[name]}" for name in ("imo", "callsign") if name in fact]
    if "name" in fact and fact["name"] == fact["name_there"]:
        same.append(f"name {fact['name']}")
    text = f"Conflict: vessel {fact['with']} tells the same {_list(same)}" if same else f"Conflict with {fact['with']}"
    text += f", and both were heard at the same time, from {fact['since']} to {fact['until']}"
    if "distance_m" in fact:
        text += f", {fact['distance_m'] / 1000:,.1f} km apart at the last"
    text += ": two transmitters, so this is no change of MMSI"
    if fact.get("name") and fact["name"] != fact["name_there"]:
        text += f" (the other's name is {fact['name_there']})"
    yield text + (", and the link between them was taken back." if fact.get("was_linked") else ".")


def _contested(fact: dict[str, Any]) -> Iterator[str]:
    more = f" and {fact['distinct'] - len(fact['values'])} more" if fact["distinct"] > len(fact["values"]) else ""
    yield (
        f"Its {_FIELDS[fact['field']]} is doubtful: on one day, from {fact['since']}, it changed "
        f"at least {_times(fact['changes'])}, between {', '.join(fact['values'])}{more}."
    )


def _net_marker(fact: dict[str, Any]) -> Iterator[str]:
    because = f"{fact['because']} ({fact['name']})"
    yield f"It is taken for a net marker that passes for a ship, since {fact['since']}: {because}."


_TELL = {
    "told_apart": _told_apart, "linked": _linked, "conflict": _conflict, "contested": _contested,
    "net_marker": _net_marker,
}  # fmt: skip
_ORDER = list(_TELL)


def _list(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count:,} times"


def _span(seconds: float) -> str:
    """A stretch of time in the unit that suits it."""
    if seconds < 120:
        return f"{seconds:.0f} s"
    if seconds < 7200:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h" if seconds < 172_800 else f"{seconds / 86_400:,.1f} days"
