"""Papers of vessels, for many at once or for one: all follows from the role, a number and a row of draws."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from marsad.testing.simulator.draw import Draw
from marsad.testing.simulator.fleet import words
from marsad.testing.simulator.fleet.kinds import BUILDS
from marsad.testing.simulator.records import PAPER, VESSEL, Records, Role, Station

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

COLUMNS = 20
"""How many numbers are drawn for each vessel."""
CASTS_FROM = 10_000_000
"""Numbers of incidents' own vessels begin here; below are the fleet's."""
_PAPERED = tuple(name for name in PAPER.names or () if name in (VESSEL.names or ()))
_LETTERS = np.frombuffer(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", "S1")
_STATION = {
    Role.BASE_STATION: Station.BASE,
    Role.AID: Station.ATON,
    Role.VIRTUAL_AID: Station.ATON,
    Role.AIRCRAFT: Station.SAR_AIRCRAFT,
    Role.DEVICE: Station.LOCATING_DEVICE,
}
_SERVICE_NAMES = {
    Role.PILOT: b"PILOT ", Role.TUG: b"TUG ", Role.PATROL: b"PATROL ", Role.NAVAL: b"WARSHIP ", Role.BUNKER: b"BUNKER ",
    Role.AIRCRAFT: b"RESCUE ", Role.SERVICE: b"WORKBOAT ", Role.DREDGER: b"DREDGER ", Role.BASE_STATION: b"BASE ",
}  # fmt: skip


def papers_of(draw: Draw, role: Role, number: int, **fixed: object) -> tuple[Records, Records]:
    """The VESSEL and the PAPER row (arrays of one row) of one vessel of a role, as the fleet's are.

    `number` gives her an MMSI that no other number has: below 400,000 for the fleet, from 10,000,000 on for incidents.
    `fixed` names fields of VESSEL or PAPER and their values; `mid` the digits of her flag. Sizes that follow from a
    fixed length do follow.
    """
    drawn = np.array([[draw.share() for _ in range(COLUMNS)]])
    mid = fixed.pop("mid", None)
    length = fixed.get("length_m")
    lengths = None if length is None else np.array([float(str(length))])
    flags = (int(str(mid)),) if mid is not None else ()
    vessels = rows_of(np.array([int(role)]), np.array([number]), drawn, flags, lengths, all_local=bool(flags))
    for name, value in fixed.items():
        if name in (VESSEL.names or ()):
            vessels[name] = value
    papers = papers_from(vessels)
    for name, value in fixed.items():
        if name in (PAPER.names or ()):
            papers[name] = value
    return vessels, papers


def papers_from(vessels: Records) -> Records:
    """PAPER rows that say what the vessels' own rows say; no time of arrival, no mother ship."""
    papers = np.zeros(vessels.size, PAPER)
    for name in _PAPERED:
        papers[name] = vessels[name]
    papers["eta_hour"], papers["eta_minute"] = 24, 60
    return papers


def rows_of(
    roles: Ints,
    numbers: Ints,
    drawn: Floats,
    coast_flags: Sequence[int],
    lengths_m: Floats | None = None,
    all_local: bool = False,
) -> Records:
    """VESSEL rows of many: roles, numbers and draws (rows of `COLUMNS`) beside one another."""
    rows = np.zeros(roles.size, VESSEL)
    rows["role"] = roles
    for role in np.unique(roles):
        at = np.flatnonzero(roles == role)
        _build(rows, at, Role(int(role)), drawn[at], None if lengths_m is None else lengths_m[at])
        _identify(rows, at, Role(int(role)), numbers[at], drawn[at], coast_flags, all_local)
    return rows


def _pick(share: Floats, weights: Sequence[float]) -> Ints:
    return np.minimum(np.searchsorted(np.cumsum(weights) / np.sum(weights), share, side="right"), len(weights) - 1)


def _build(rows: Records, at: Ints, role: Role, u: Floats, lengths_m: Floats | None) -> None:
    """Size, speed and equipment."""
    build = BUILDS[role]
    low, high = (max(end, 0.5) for end in build.length_m)
    # Small ones are the most.
    length = np.round(low * (high / low) ** (u[:, 0] ** 1.15), 0 if high > 30 else 1)
    if high < 1:
        length = np.zeros(at.size)
    if lengths_m is not None:
        length = lengths_m
    size = np.clip((length - low) / max(high - low, 1.0), 0.0, 1.0)
    beam = np.round(length / _between(build.slender, u[:, 1]), 1)
    rows["length_m"][at], rows["beam_m"][at] = length, beam
    bow = np.round(length * np.where(role in _AFT, 0.75 + 0.15 * u[:, 2], 0.3 + 0.3 * u[:, 2]))
    rows["to_bow_m"][at] = bow
    rows["to_stern_m"][at] = np.maximum(np.round(length) - bow, 0)
    port = np.round(beam * (0.4 + 0.2 * u[:, 3]))
    rows["to_port_m"][at] = port
    rows["to_starboard_m"][at] = np.maximum(np.round(beam) - port, 0)
    rows["draught_m"][at] = np.round(beam * build.draught * (0.7 + 0.4 * u[:, 4]), 1)
    rows["antenna_m"][at] = np.round(_between(build.antenna_m, 0.7 * size + 0.3 * u[:, 5]), 1)
    cruise = np.round(_between(build.cruise_kn, 0.4 * size + 0.6 * u[:, 6]), 1)
    rows["cruise_kn"][at], rows["top_kn"][at] = cruise, np.round(cruise * build.sprint, 1)
    rows["turn_deg_min"][at] = np.round(_between(build.turn_deg_min, 1.0 - size), 0)
    rows["accel_mps2"][at] = np.round(_between(build.accel_mps2, 1.0 - size), 3)
    rows["noise_m"][at] = np.round(1.2 + 3.8 * u[:, 7] ** 2, 1)
    rows["gyro"][at] = u[:, 8] < build.gyro
    rows["turn_indicator"][at] = (u[:, 9] < build.indicator) & (u[:, 8] < build.gyro)
    rows["accuracy"][at] = u[:, 10] < 0.35
    kinds = np.array([kind for kind, _ in build.types])
    rows["ship_type"][at] = kinds[_pick(u[:, 11], [weight for _, weight in build.types])]
    if role in _STATION:
        rows["station"][at] = int(_STATION[role])
    else:
        classes = np.array([Station.CLASS_A, Station.CLASS_B_SO, Station.CLASS_B_CS, Station.NONE])
        # The larger carry class A.
        share = np.clip(0.55 * (1.0 - size) + 0.45 * u[:, 12], 0.0, 0.9999) if build.classes[0] < 1 else u[:, 12] * 0.99
        ranked = (
            share if at.size < 50 else (np.argsort(np.argsort(share, kind="stable"), kind="stable") + 0.5) / at.size
        )
        rows["station"][at] = classes[np.searchsorted(np.cumsum(build.classes), ranked, side="right")]
        lifted = (role == Role.FISHING) & (length > 20) & (rows["station"][at] == Station.CLASS_B_CS) & (u[:, 12] < 0.3)
        rows["station"][at] = np.where(lifted, Station.CLASS_A, rows["station"][at])


_AFT = (Role.CARGO, Role.TANKER, Role.BUNKER, Role.DREDGER)


def _between(ends: tuple[float, float], share: Floats) -> Floats:
    return ends[0] + (ends[1] - ends[0]) * share


def _identify(
    rows: Records, at: Ints, role: Role, numbers: Ints, u: Floats, coast_flags: Sequence[int], all_local: bool
) -> None:
    """Flag, MMSI, call sign, IMO number and name."""
    build = BUILDS[role]
    open_mids = np.array([mid for mid, _ in words.OPEN_FLAGS])
    mids = open_mids[_pick(u[:, 13], [weight for _, weight in words.OPEN_FLAGS])]
    if len(coast_flags):
        coast = np.array(coast_flags)[(u[:, 14] * len(coast_flags)).astype(np.int64)]
        mids = np.where((u[:, 15] < build.local) | all_local, coast, mids)
    rows["mmsi"][at] = _mmsi(role, mids, numbers)
    # Numbers from 1000000 to 4999999 were given to no ship.
    casts = numbers >= CASTS_FROM
    digits = 100_000 + np.where(casts, numbers - CASTS_FROM, numbers) % 200_000 * 133_337 % 200_000 + 200_000 * casts
    weights = sum((digits // 10**power % 10) * (power + 2) for power in range(6))
    merchant = (u[:, 16] < build.numbered) & (role not in _STATION)
    rows["imo"][at] = np.where(merchant, digits * 10 + weights % 10, 0)
    rows["callsign"][at] = _call_signs(role, mids, numbers, u)
    rows["name"][at] = _names(role, numbers, u)


def _scattered(numbers: Ints) -> Ints:
    """Six digits, each its own: the fleet's below 550000, those of incidents above; none that units carry unset."""
    casts = numbers >= CASTS_FROM
    own = np.where(casts, numbers - CASTS_FROM, numbers) % 400_000
    scattered: Ints = own * 333_667 % 400_000 + np.where(casts, 550_000, 150_000)
    return scattered


def _mmsi(role: Role, mids: Ints, numbers: Ints) -> Ints:
    if role == Role.BASE_STATION:
        return mids * 10_000 + numbers % 10_000
    if role == Role.AID:
        return 990_000_000 + mids * 10_000 + 1000 + numbers % 1000
    if role == Role.VIRTUAL_AID:
        return 990_000_000 + mids * 10_000 + 6000 + numbers % 1000
    if role == Role.AIRCRAFT:
        return 111_000_000 + mids * 1000 + numbers % 1000
    if role == Role.DEVICE:
        return 970_000_000 + numbers % 1_000_000
    return mids * 1_000_000 + _scattered(numbers)


def _call_signs(role: Role, mids: Ints, numbers: Ints, u: Floats) -> npt.NDArray[np.bytes_]:
    if role in (Role.BASE_STATION, Role.AID, Role.VIRTUAL_AID, Role.DEVICE, Role.NET_MARKER):
        return np.zeros(numbers.size, "S7")
    known, which = np.unique(mids, return_inverse=True)
    begins = np.array([words.CALL_SIGNS.get(int(mid), "Q").encode() for mid in known], "S2")[which]
    code = _scattered(numbers)
    letters = [_LETTERS[code // 26**place % 26] for place in range(2)]
    number = np.char.mod("%d", code // 676 % 10000).astype("S4")
    made: npt.NDArray[np.bytes_] = np.char.add(np.char.add(begins, np.char.add(letters[0], letters[1])), number)
    return made.astype("S7") if u.size else made


def _table(first: Sequence[str], second: Sequence[str]) -> npt.NDArray[np.bytes_]:
    return np.array([f"{one} {other}".encode() for one in first for other in second], "S20")


_MERCHANT = _table(words.FIRST, words.SECOND)
_ARABIC = _table(words.ARABIC_FIRST, words.ARABIC_SECOND)
_CRAFT = np.array([name.encode() for name in words.CRAFT + words.FIRST], "S20")


def _names(role: Role, numbers: Ints, u: Floats) -> npt.NDArray[np.bytes_]:
    code = np.char.mod("%d", numbers % 1000 + 1).astype("S4")
    if role == Role.NET_MARKER:
        charge = np.char.mod("%d", (20 + 80 * u[:, 17]).astype(np.int64)).astype("S3")
        return _long(np.char.add(np.char.add(np.char.add(b"NET ", code), b"-"), np.char.add(charge, b"%")))
    if role == Role.DEVICE:
        return np.zeros(numbers.size, "S20")
    if role in _SERVICE_NAMES:
        return _long(np.char.add(_SERVICE_NAMES[role], code))
    if role in (Role.FISHING, Role.PLEASURE, Role.SAILING, Role.AID, Role.VIRTUAL_AID):
        crafts = np.where(
            u[:, 17] < 0.3,
            _ARABIC[(u[:, 18] * _ARABIC.size).astype(np.int64)],
            _CRAFT[(u[:, 18] * _CRAFT.size).astype(np.int64)],
        )
        return _long(np.where(u[:, 19] < 0.7, np.char.add(np.char.add(crafts, b" "), code), crafts))
    return _long(
        np.where(
            u[:, 17] < 0.15,
            _ARABIC[(u[:, 18] * _ARABIC.size).astype(np.int64)],
            _MERCHANT[(u[:, 18] * _MERCHANT.size).astype(np.int64)],
        )
    )


def _long(names: npt.NDArray[np.bytes_]) -> npt.NDArray[np.bytes_]:
    return names.astype("S20")
