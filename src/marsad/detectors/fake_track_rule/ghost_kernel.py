"""Long hulls that run faster than any of their kind, or turn where they stand at sea speed."""

import math

import numpy as np
from numba import njit

NONE = -(1 << 63)
SPEED, TURN = 1, 2
_MPS = 1852.0 / 3600.0
_HELD_DEG = 25.0
"""A turn counts when the courses before and after it are steady to so much."""

GHOST = np.dtype(
    [("t", "i8"), ("sog_kn", "f4"), ("cog_deg", "f4"), ("t_before", "i8"), ("cog_before", "f4"), ("fast_since", "i8"),
     ("fast_count", "i8"), ("fastest_kn", "f4"), ("turn_t", "i8"), ("turn_lon", "f8"), ("turn_lat", "f8"),
     ("turn_from", "f4"), ("turn_to", "f4"), ("turn_m", "f4"), ("turn_kn", "f4"), ("turns", "i8"), ("last_turn", "i8"),
     ("first_turn", "i8"), ("vessel", "i8"), ("ev_lon", "f8"), ("ev_lat", "f8"), ("t_start", "i8"), ("t_event", "i8"),
     ("last", "i8"), ("why", "i8"), ("knots", "f8"), ("limit", "f8"), ("radius_m", "f8"), ("length_m", "f8"),
     ("number", "f8"), ("open", "?")]
)  # fmt: skip
"""How one vessel was told to move, and since when that cannot be."""


@njit(cache=True, nogil=True)
def _turned(one, other):
    turn = abs(np.float64(one) - np.float64(other)) % 360.0
    return min(turn, 360.0 - turn)


@njit(cache=True, nogil=True)
def _tell(out, record, t_end, t_known):
    out["t_start"], out["t_end"], out["t_event"], out["t_known"] = record["t_start"], t_end, record["t_event"], t_known
    out["a"], out["b"], out["code"] = record["vessel"], 0, record["why"]
    out["lon_deg"], out["lat_deg"], out["radius_m"] = record["ev_lon"], record["ev_lat"], np.nan
    out["n"][0], out["n"][1], out["n"][2] = record["knots"], record["limit"], record["length_m"]
    out["n"][3], out["n"][4] = record["radius_m"], record["number"]


@njit(cache=True, nogil=True)
def _limit_kn(ship_type, merchant_kn, other_kn):
    """The most that a long hull of a type runs; a passenger ship, a fast craft or one of no type has no limit here."""
    if 70 <= ship_type < 90:
        return merchant_kn
    if 40 <= ship_type < 50 or 60 <= ship_type < 70 or ship_type <= 0:
        return math.inf
    return other_kn


@njit(cache=True, nogil=True)
def _raise(record, row, since, why, out):
    record["open"], record["t_start"], record["t_event"], record["why"] = True, since, row["t"], why
    record["last"], record["vessel"], record["length_m"] = row["t"], row["vessel"], row["length_m"]
    _tell(out, record, NONE, row["t"])


@njit(cache=True, nogil=True)
def ghosts(
    rows, own, state, long_m, merchant_kn, other_kn, fast_us, sea_kn, hulls, turns, apart_us, silence_us, w, out
):
    """How many records of `out` were written; `out` has two for each row, one for each slot.

    A report is looked at when it continues the track of its vessel and the speed told is the one made good. True
    when a hull of `long_m` goes over the limit of her type for `fast_us`, or when she has `turns` times in `apart_us`
    changed course within a circle of less than `hulls` lengths at `sea_kn` and more and gone on so. It ends
    when neither was seen for `silence_us`.
    """
    n = 0
    for i in range(len(rows)):
        row = rows[i]
        slot = row["slot"]
        sog = row["sog_kn"]
        if row["outcome"] != 0 or not own[slot]:
            continue
        record = state[slot]
        t = row["t"]
        if record["open"] and t > record["last"] + silence_us:
            _tell(out[n], record, record["last"], record["last"] + silence_us)
            record["open"] = False
            n += 1
        made = row["made_kn"]
        cog = row["cog_deg"]
        # NaN fails each comparison: what is not told cannot be judged.
        if not (sog >= sea_kn and abs(made - sog) <= 0.2 * sog):
            turning = record["turn_t"] != 0 and t - record["turn_t"] <= 60_000_000 and sog >= sea_kn
            record["fast_since"] = 0
            if not turning:
                record["t"], record["turn_t"] = 0, 0
                continue
        length = row["length_m"]
        limit = _limit_kn(row["ship_type"], merchant_kn, other_kn)
        if min(sog, made) > limit and length >= long_m:
            if record["fast_since"] == 0 or t - record["t"] > 600_000_000:
                record["fast_since"], record["fastest_kn"], record["fast_count"] = t, 0.0, 0
            record["fastest_kn"] = max(record["fastest_kn"], min(sog, made))
            record["fast_count"] += 1
            if record["open"]:
                record["last"] = t
            elif t - record["fast_since"] >= fast_us and record["fast_count"] >= 10:
                record["knots"], record["limit"], record["radius_m"] = record["fastest_kn"], limit, np.nan
                record["number"] = (t - record["fast_since"]) / 6e7
                record["ev_lon"], record["ev_lat"] = row["lon_deg"], row["lat_deg"]
                _raise(record, row, record["fast_since"], SPEED, out[n])
                n += 1
        else:
            record["fast_since"] = 0
        if math.isnan(cog):
            record["t"] = 0
            continue
        dt = (t - record["t"]) / 1e6
        if record["turn_t"] != 0 and t - record["turn_t"] >= 45_000_000:
            # She has gone on for a while: on the new course, it was a turn.
            if _turned(cog, record["turn_to"]) <= _HELD_DEG and t - record["turn_t"] <= 300_000_000:
                if record["turns"] == 0 or record["turn_t"] - record["last_turn"] > apart_us:
                    record["turns"], record["first_turn"] = 0, record["turn_t"]
                    record["ev_lon"], record["ev_lat"] = record["turn_lon"], record["turn_lat"]
                record["turns"] += 1
                record["last_turn"] = record["turn_t"]
                if record["open"]:
                    record["last"] = t
                elif record["turns"] >= turns and length >= long_m and record["turn_m"] <= hulls * length:
                    record["knots"], record["limit"], record["radius_m"] = record["turn_kn"], sea_kn, record["turn_m"]
                    record["number"] = record["turns"]
                    _raise(record, row, record["first_turn"], TURN, out[n])
                    n += 1
            record["turn_t"] = 0
        if record["t"] != 0 and 0.5 <= dt <= 21.0 and record["turn_t"] == 0:
            turn = _turned(cog, record["cog_deg"])
            if (
                turn >= 45.0
                and record["t_before"] != 0
                and _turned(record["cog_before"], record["cog_deg"]) <= _HELD_DEG
            ):
                radius = sog * _MPS * dt / math.radians(turn)
                if radius <= 300.0 * hulls and min(record["sog_kn"], sog) >= 0.8 * max(record["sog_kn"], sog):
                    record["turn_t"], record["turn_m"], record["turn_kn"] = t, radius, sog
                    record["turn_from"], record["turn_to"] = record["cog_deg"], cog
                    record["turn_lon"], record["turn_lat"] = row["lon_deg"], row["lat_deg"]
        elif record["turn_t"] != 0 and t - record["turn_t"] <= 15_000_000:
            # The rest of a turn that a report fell into.
            record["turn_to"] = cog
        record["t_before"], record["cog_before"] = record["t"], record["cog_deg"]
        record["t"], record["sog_kn"], record["cog_deg"] = t, sog, cog
    for slot in range(len(state)):
        record = state[slot]
        if record["open"] and record["last"] + silence_us <= w:
            _tell(out[n], record, record["last"], record["last"] + silence_us)
            record["open"] = False
            n += 1
    return n
