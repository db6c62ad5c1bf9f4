"""Transmissions with any values that the wire holds, and what a reader must make of them."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from marsad.decode.ais.blocks import CARRIER_SENSE_STATE
from marsad.testing.simulator.records import PAPER, TX

NUMBERS = (1, 2, 3, 4, 5, 9, 14, 18, 19, 20, 21, 24, 27)
T0_US = 1_767_225_600_000_000
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789-.<>/"
PAPERS = 40


def text(longest, shortest=0):
    return st.text(LETTERS, min_size=shortest, max_size=longest).map(str.strip)


def whole(low, high, *more):
    return st.integers(low, high) | st.sampled_from(more) if more else st.integers(low, high)


papers = st.fixed_dictionaries({
    "name": text(20), "callsign": text(7), "imo": st.integers(0, 2**30 - 1), "ship_type": whole(20, 31, 0),
    "destination": text(20), "to_bow_m": st.integers(0, 600), "to_stern_m": st.integers(0, 511),
    "to_port_m": st.integers(0, 63), "to_starboard_m": st.integers(0, 63),
    "draught_m": st.integers(0, 300).map(lambda n: n / 10), "eta_month": st.integers(0, 12),
    "eta_day": st.integers(0, 31), "eta_hour": st.integers(0, 24), "eta_minute": st.integers(0, 60),
    "mothership_mmsi": st.sampled_from([0, 211_000_123]),
})  # fmt: skip

moves = st.fixed_dictionaries({
    "t": st.integers(0, 86_400_000_000 - 1), "channel": st.integers(0, 1), "type": st.sampled_from(NUMBERS),
    "part": st.integers(0, 1), "repeat": st.integers(0, 3), "words": st.integers(0, PAPERS - 1),
    "mmsi": st.sampled_from([211_000_001, 982_110_001, 992_116_001, 992_111_001, 111_211_501]),
    "status": st.integers(0, 15), "rot_raw": whole(-127, 127, -128), "sog_raw": whole(0, 62),
    "lon_raw": whole(-108_000, 108_000, 108_600), "lat_raw": whole(-54_000, 54_000, 54_600),
    "cog_raw": whole(0, 359), "heading_raw": whole(0, 359, 511), "second": st.integers(0, 59),
    "accuracy": st.booleans(), "raim": st.booleans(), "off_position": st.booleans(),
    "radio": st.integers(0, 2**19 - 1), "antenna_m": st.sampled_from([3.0, 20.0, 450.0]),
    "fine": st.integers(0, 999), "tenth": st.integers(0, 9), "sensing": st.booleans(),
})  # fmt: skip


def transmissions(rows):
    """Rows of TX from what was drawn: values beyond message 27's resolution where the message has them."""
    tx = np.zeros(len(rows), TX)
    for at, row in enumerate(rows):
        row = dict(row)
        fine, tenth, sensing = row.pop("fine"), row.pop("tenth"), row.pop("sensing")
        number = row["type"]
        if number != 27:
            for name, na in (("lon_raw", 108_600), ("lat_raw", 54_600)):
                known = row[name] != na
                row[name] = row[name] * 1000 + (fine if known and abs(row[name]) < 53_999 else 0)
            row["cog_raw"] = row["cog_raw"] * 10 + tenth
        if number not in (9, 27):
            row["sog_raw"] = row["sog_raw"] * 10 + tenth
        if number == 18 and sensing:
            row["radio"] = CARRIER_SENSE_STATE
        if number == 27:
            row["channel"] += 2
        row["t"] = T0_US + row["t"]
        row["part"] = row["part"] if number == 24 else 0
        for name, value in row.items():
            tx[at][name] = value
    return tx


def paper_rows(drawn):
    out = np.zeros(PAPERS, PAPER)
    for at in range(PAPERS):
        for name, value in drawn[at % len(drawn)].items():
            out[at][name] = value
    return out


def meant(tx, paper, words):
    """What a transmission says, by the column names of the schema; None is not available."""
    number = int(tx["type"])
    out = {"mmsi": int(tx["mmsi"]), "repeat": int(tx["repeat"])}
    hull = {
        "to_bow_m": min(int(paper["to_bow_m"]), 511), "to_stern_m": int(paper["to_stern_m"]),
        "to_port_m": int(paper["to_port_m"]), "to_starboard_m": int(paper["to_starboard_m"]),
    }  # fmt: skip
    if not any(hull.values()):
        hull = dict.fromkeys(hull)
    if number in (1, 2, 3, 4, 9, 18, 19, 21, 27):
        unit, na = (600, 108_600) if number == 27 else (600_000, 108_600_000)
        lon, lat = int(tx["lon_raw"]), int(tx["lat_raw"])
        out |= {
            "lon_deg": None if lon == na else lon / unit, "lat_deg": None if lat == na // 181 * 91 else lat / unit,
            "accuracy": bool(tx["accuracy"]), "raim": bool(tx["raim"]),
        }  # fmt: skip
    if number in (1, 2, 3, 9, 18, 19, 27):
        out |= {
            "sog_kn": int(tx["sog_raw"]) / (1 if number in (9, 27) else 10),
            "cog_deg": int(tx["cog_raw"]) / (1 if number == 27 else 10),
        }
    if number in (1, 2, 3, 18, 19):
        out["heading_deg"] = None if tx["heading_raw"] == 511 else int(tx["heading_raw"])
    if number in (1, 2, 3, 9, 18, 19, 21):
        out["second"] = int(tx["second"])
    if number in (1, 2, 3, 27):
        out["status"] = int(tx["status"])
    if number in (1, 2, 3, 4, 9, 18):
        out["radio"] = int(tx["radio"])
    if number in (1, 2, 3):
        out["rot_raw"] = None if tx["rot_raw"] == -128 else int(tx["rot_raw"])
    if number == 9:
        out["altitude_m"] = int(tx["antenna_m"])
    if number == 18:
        out["cs_unit"] = int(tx["radio"]) == CARRIER_SENSE_STATE
    if number == 4:
        clock = np.datetime64(int(tx["t"]) // 1_000_000, "s").item()
        out |= {name: getattr(clock, name) for name in ("year", "month", "day", "hour", "minute", "second")}
    if number == 14:
        out["text"] = words[int(tx["words"])]
    if number == 20:
        out |= {"reserved_offset_1": int(tx["radio"]) >> 18, "reserved_increment_1": int(tx["radio"]) & 2047}
    if number in (5, 19, 21, 24):
        named = number != 24 or tx["part"] == 0
        out |= {"name": paper["name"].decode()} if named else {}
        if number in (5, 19, 21):
            out |= hull
        if number in (5, 19) or (number == 24 and tx["part"] == 1):
            out["ship_type"] = int(paper["ship_type"]) or None
        if number == 21:
            out |= {"aid_type": int(paper["ship_type"]) or None, "off_position": bool(tx["off_position"]),
                    "virtual": int(tx["mmsi"]) // 1000 % 10 == 6}  # fmt: skip
        if number == 24 and tx["part"] == 1:
            of_a_ship = int(tx["mmsi"]) // 10_000_000 == 98
            out["callsign"] = paper["callsign"].decode()
            if not of_a_ship:
                out |= hull
            elif paper["mothership_mmsi"]:
                out["mothership_mmsi"] = int(paper["mothership_mmsi"])
        if number == 5:
            out |= {
                "callsign": paper["callsign"].decode(), "destination": paper["destination"].decode(),
                "imo": int(paper["imo"]) or None, "eta_month": int(paper["eta_month"]) or None,
                "eta_hour": None if paper["eta_hour"] == 24 else int(paper["eta_hour"]),
                "eta_minute": None if paper["eta_minute"] == 60 else int(paper["eta_minute"]),
                "draught_m": min(round(float(paper["draught_m"]), 1), 25.5) or None,
            }  # fmt: skip
    return out
