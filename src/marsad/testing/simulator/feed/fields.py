"""What each message says, as columns for the encoder: from transmissions, and from papers where it is static.

A raw value stays as it is: it is divided by the scale of its field, and the encoder multiplies it again.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from marsad.decode.ais.blocks import CARRIER_SENSE_STATE
from marsad.testing.simulator.feed.columnar import Column
from marsad.testing.simulator.records import Records

Fields = dict[str, Column]

GPS, SURVEYED = 1, 7
"""Position-fixing devices (wire/epfd)."""
_RESERVED = (("increment", 11), ("timeout", 3), ("slots", 4), ("offset", 12))


def bits_and_fields(number: int, part: int, tx: Records, papers: Records) -> tuple[int, Fields]:
    """Length and columns of messages of one number (of 24 also one part); `papers` are those that the rows name."""
    if number in (1, 2, 3):
        return 168, _head(tx) | _class_a(tx)
    if number == 4:
        return 168, _head(tx) | _base_station(tx)
    if number == 5:
        return 424, _head(tx) | _papers_a(papers)
    if number == 9:
        return 168, _head(tx) | _aircraft(tx)
    if number == 18:
        return 168, _head(tx) | _moves_b(tx) | _unit_b(tx)
    if number == 19:
        own: Fields = {"name": papers["name"], "ship_type": papers["ship_type"], "epfd": GPS, "dte_ready": True}
        return 312, _head(tx) | _moves_b(tx) | _hull(papers) | own
    if number == 20:
        return 72, _head(tx) | _reserved(tx)
    if number == 21:
        return 272, _head(tx) | _aid(tx, papers)
    if number == 24 and part == 0:
        return 160, _head(tx) | {"part": 0, "name": papers["name"]}
    if number == 24:
        return 168, _head(tx) | _papers_b(papers)
    if number == 27:
        return 96, _head(tx) | _long_range(tx)
    raise ValueError(f"the simulator sends no message {number}")


def is_craft_of_a_ship(tx: Records, papers: Records) -> npt.NDArray[np.bool_]:
    """Where message 24 B names a mother ship in place of the hull: MMSI 98MIDxxxx."""
    told: npt.NDArray[np.bool_] = (tx["mmsi"] // 10_000_000 == 98) & (papers["mothership_mmsi"] > 0)
    return told


def _head(tx: Records) -> Fields:
    return {"mmsi": tx["mmsi"], "repeat": tx["repeat"]}


def _place(tx: Records) -> Fields:
    return {"lon_e4min": tx["lon_raw"], "lat_e4min": tx["lat_raw"], "accuracy": tx["accuracy"], "raim": tx["raim"]}


def _class_a(tx: Records) -> Fields:
    return _place(tx) | {
        "status": tx["status"], "rot_raw": tx["rot_raw"], "sog_kn": tx["sog_raw"] / 10, "cog_deg": tx["cog_raw"] / 10,
        "heading_deg": tx["heading_raw"], "second": tx["second"], "radio": tx["radio"],
    }  # fmt: skip


def _base_station(tx: Records) -> Fields:
    clock = np.array(tx["t"] // 1_000_000, "datetime64[s]")
    month, day = clock.astype("datetime64[M]"), clock.astype("datetime64[D]")
    seconds = tx["t"] // 1_000_000
    return _place(tx) | {
        "year": clock.astype("datetime64[Y]").astype(np.int64) + 1970,
        "month": month.astype(np.int64) % 12 + 1,
        "day": (day - month).astype(np.int64) + 1,
        "hour": seconds // 3600 % 24, "minute": seconds // 60 % 60, "second": seconds % 60,
        "epfd": SURVEYED, "radio": tx["radio"],
    }  # fmt: skip


def _papers_a(papers: Records) -> Fields:
    same = ("name", "callsign", "imo", "ship_type", "destination", "eta_month", "eta_day", "eta_hour", "eta_minute")
    draught = np.minimum(papers["draught_m"].astype(np.float64), 25.5)
    return _hull(papers) | {name: papers[name] for name in same} | {
        "draught_m": draught, "ais_version": 2, "epfd": GPS, "dte_ready": True,
    }  # fmt: skip


def _aircraft(tx: Records) -> Fields:
    """Speed comes in whole knots; the height of the antenna is the altitude."""
    return _place(tx) | {
        "altitude_m": np.clip(np.rint(tx["antenna_m"].astype(np.float64)), 0, 4094), "sog_kn": tx["sog_raw"],
        "cog_deg": tx["cog_raw"] / 10, "second": tx["second"], "radio": tx["radio"],
    }  # fmt: skip


def _moves_b(tx: Records) -> Fields:
    return _place(tx) | {
        "sog_kn": tx["sog_raw"] / 10, "cog_deg": tx["cog_raw"] / 10, "heading_deg": tx["heading_raw"],
        "second": tx["second"],
    }  # fmt: skip


def _unit_b(tx: Records) -> Fields:
    """A carrier-sense unit is known by the constant that it sends in place of a comm state."""
    sensing = tx["radio"] == CARRIER_SENSE_STATE
    return {"cs_unit": sensing, "display": ~sensing, "dsc": True, "band": True, "msg22": True, "radio": tx["radio"]}


def _reserved(tx: Records) -> Fields:
    """One block, its 30 bits as on the wire in `radio`: offset, slots, time-out, increment."""
    rest, told = tx["radio"].astype(np.int64), Fields()
    for name, width in _RESERVED:
        told[f"reserved_{name}_1"] = rest & ((1 << width) - 1)
        rest = rest >> width
    return told


def _aid(tx: Records, papers: Records) -> Fields:
    """An aid whose MMSI is 99MID6xxx is virtual (ITU-R M.585)."""
    virtual = tx["mmsi"] // 1000 % 10 == 6
    return _place(tx) | _hull(papers) | {
        "aid_type": papers["ship_type"], "name": papers["name"], "epfd": np.where(virtual, SURVEYED, GPS),
        "second": tx["second"], "off_position": tx["off_position"], "virtual": virtual,
    }  # fmt: skip


def _papers_b(papers: Records) -> Fields:
    told: Fields = {"part": 1, "ship_type": papers["ship_type"], "callsign": papers["callsign"], "vendor_id": b"SIM"}
    whose = {"mothership_mmsi": papers["mothership_mmsi"]} if papers["mothership_mmsi"].any() else _hull(papers)
    return told | whose | {"epfd": GPS}


def _long_range(tx: Records) -> Fields:
    """Place in 1/10 minute, whole knots and degrees."""
    return {
        "status": tx["status"], "accuracy": tx["accuracy"], "raim": tx["raim"], "sog_kn": tx["sog_raw"],
        "lon_e4min": tx["lon_raw"].astype(np.int64) * 1000, "lat_e4min": tx["lat_raw"].astype(np.int64) * 1000,
        "cog_deg": tx["cog_raw"],
    }  # fmt: skip


def _hull(papers: Records) -> Fields:
    most = {"to_bow_m": 511, "to_stern_m": 511, "to_port_m": 63, "to_starboard_m": 63}
    return {name: np.minimum(papers[name], limit) for name, limit in most.items()}
