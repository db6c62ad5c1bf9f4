"""Unusual traffic: the kernel against the rule in plain Python, lanes, and counted passages."""

import json
import math

import numpy as np
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from marsad.detectors.abnormal import DETECTOR, Abnormal
from marsad.geo.polygon import in_polygon
from marsad.plugin.side import ALWAYS, LANE, NORMAL, POINT, Side
from tests.detectors.fleets import MINUTE, T0, led, reports, sea

LON, LAT = -160.0, 30.0
SPEEDS = (3.0, 8.0, 13.0, 18.0, 25.0)


def lane(course, west=LON - 0.2, east=LON + 0.2, south=LAT - 0.02, north=LAT + 0.02):
    """A lane, and its mirror to the north for the other direction."""
    other = north + (north - south)
    records = [(0, 0, 4, course, west, east, south, north, *ALWAYS, b""),
               (1, 4, 4, (course + 180.0) % 360.0, west, east, north, other, *ALWAYS, b"")]  # fmt: skip
    corners = [(west, south), (east, south), (east, north), (west, north),
               (west, north), (east, north), (east, other), (west, other)]  # fmt: skip
    return Side({"lanes": np.array(records, LANE), "lane_points": np.array(corners, POINT)})


def plain(rows, side, p, w):
    """The rule once more: a look at each ship a minute, hits in a row, misses in a row."""
    ships, counted, events = {}, {}, {}
    for row in rows:
        vessel, t = int(row["vessel"]), int(row["t"])
        ship = ships.setdefault(vessel, {"t": None, "key": None, "hits": 0, "calm": 0, "open": None})
        if ship["t"] is not None and t - ship["t"] < MINUTE:
            continue
        if ship["t"] is not None and t - ship["t"] > 30 * MINUTE:
            if ship["open"]:
                events[ship["open"]]["t_end"] = ship["last"]
            ship |= {"key": None, "hits": 0, "calm": 0, "open": None}
        ship["t"] = t
        why = ""
        if row["sog_kn"] >= 3.0:
            why, key, course, speed = looked_at(row, side, counted, p, ship)
            if key != ship["key"]:
                counts = counted.setdefault(key, (np.zeros(8), np.zeros(5)))
                counts[0][course] += 1
                counts[1][speed] += 1
                ship |= {"key": key, "own": (course, speed)}
        if not why:
            ship["calm"] += 1
            if not ship["open"]:
                ship["hits"] = 0
            elif ship["calm"] >= p.lower_after:
                events[ship["open"]]["t_end"] = ship["last"]
                ship |= {"open": None, "hits": 0}
            continue
        ship |= {"calm": 0, "last": t}
        if not ship["open"]:
            if ship["hits"] == 0:
                ship["first"] = t
            ship["hits"] += 1
            if ship["hits"] >= p.raise_after:
                ship["open"] = vessel, ship["first"]
                events[ship["open"]] = {"t_event": t, "t_end": None, "because": why}
    for ship in ships.values():
        if ship["open"] and ship["t"] + 30 * MINUTE <= w:
            events[ship["open"]]["t_end"] = ship["last"]
    return events


def looked_at(row, side, counted, p, ship):
    kind, lon, lat = int(row["ship_type"]), float(row["lon_deg"]), float(row["lat_deg"])
    group = 4 if row["type"] == 18 else 0 if 70 <= kind < 90 else 2 if kind == 30 else 3
    key = math.floor((lat + 90.0) * 120), math.floor((lon + 180.0) * 120) % 43_200, group
    course = math.floor((float(row["cog_deg"]) + 22.5) / 45.0) % 8
    speed = sum(row["sog_kn"] >= limit for limit in SPEEDS) - 1
    at_work = row["status"] in (1, 2, 3, 5, 6) or 31 <= kind <= 35 or 50 <= kind <= 55 or kind == 58
    turns = []
    for one in side.table("lanes"):
        points = side.table("lane_points")[one["first"] : one["first"] + one["count"]]
        if in_polygon(np.array([lon]), np.array([lat]), points["lon_deg"], points["lat_deg"], (0,))[0]:
            turns.append(abs((float(row["cog_deg"]) - one["course_deg"] + 180.0) % 360.0 - 180.0))
    if turns and min(turns) > p.against_deg and not at_work and kind not in (36, 37):
        return "against_lane", key, course, speed
    courses, speeds = (counts.copy() for counts in counted.get(key, (np.zeros(8), np.zeros(5))))
    if key == ship["key"]:
        courses[ship["own"][0]] -= 1
        speeds[ship["own"][1]] -= 1
    whole = courses.sum()
    if whole < p.passages or at_work:
        return "", key, course, speed
    by_course = (courses[[course - 1, course, (course + 1) % 8]].sum() + 0.5) / (whole + 1.0)
    by_speed = (speeds[max(speed - 1, 0) : speed + 2].sum() + 0.5) / (whole + 1.0)
    if min(by_course, by_speed) >= p.probability:
        return "", key, course, speed
    return "course" if by_course <= by_speed else "speed", key, course, speed


@st.composite
def fleets(draw):
    tracks = []
    for number in range(draw(st.integers(1, 8))):
        since = draw(st.integers(5, 60))
        silent = [(since, since + draw(st.integers(0, 60)))] if draw(st.booleans()) else []
        tracks.append(reports(
            number, (draw(st.integers(0, 60)), 150), LON + 0.03 * draw(st.integers(-8, 8)),
            LAT + 0.011 * draw(st.integers(-3, 6)), draw(st.sampled_from([1.0, 5.0, 12.0, 16.0, 30.0])),
            draw(st.sampled_from([90.0, 270.0, 0.0, 225.0])), every_s=draw(st.sampled_from([10.0, 45.0])),
            silent=silent, type_=draw(st.sampled_from([1, 3, 18])), status=draw(st.sampled_from([0, 0, 3])),
            ship_type=draw(st.sampled_from([70, 80, 30, 52, 36, 0])),
        ))  # fmt: skip
    return tracks


@given(fleets(), st.sampled_from([10.0, 250.0]))
@settings(max_examples=40, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))  # each is long
def test_the_kernel_is_the_rule_in_plain_words(tracks, passages):
    rows, side, w = sea(tracks), lane(90.0), 200
    p = Abnormal(passages=passages, probability=0.1)
    asked = plain(rows.position, side, p, T0 + w * MINUTE)
    found = led(with_(p), rows, w, side)
    told = {(e.vessel_ids[0], e.t_start): (e.t_event, e.t_end, json.loads(e.evidence)["because"]) for e in found}
    assert told == {key: (one["t_event"], one["t_end"], one["because"]) for key, one in asked.items()}


def with_(p):
    from dataclasses import replace

    return replace(DETECTOR, parameters=p)


def test_against_the_lane_she_is_told_of_after_three_looks_and_until_she_has_left_it():
    rows = sea([reports(0, (0, 200), LON + 0.3, LAT, 10.0, 270.0), reports(1, (0, 200), LON - 0.3, LAT, 10.0, 90.0)])
    event, = led(DETECTOR, rows, 200, lane(90.0))  # fmt: skip
    told = json.loads(event.evidence)
    assert event.vessel_ids == (21100010000,)
    assert told["because"] == "against_lane"
    assert told["normal_course_deg"] == 90.0
    assert event.t_event - event.t_start == 2 * MINUTE
    inside_min = 0.4 * 111_195.0 * math.cos(math.radians(LAT)) / (10.0 * 0.514444 * 60.0)
    assert abs((event.t_end - event.t_start) / MINUTE - inside_min) <= 2.0


def test_who_crosses_or_works_is_left_alone():
    crossing = reports(0, (0, 200), LON, LAT - 0.3, 10.0, 5.0)
    dredger = reports(1, (0, 200), LON + 0.3, LAT, 5.0, 270.0, ship_type=33)
    assert not led(DETECTOR, sea([crossing, dredger]), 200, lane(90.0))


def test_over_the_date_line_a_lane_is_one_lane():
    rows = sea([reports(0, (0, 200), -179.8, LAT, 10.0, 270.0)])
    side = lane(90.0, west=179.9, east=-179.9)
    points = side.table("lane_points")
    assert set(np.sign(points["lon_deg"])) == {-1.0, 1.0}
    assert len(led(DETECTOR, rows, 200, side)) == 1


def history(courses, speeds):
    """Every cell of the sea about, counted before."""
    rows = []
    for north in range(-40, 41):
        for east in range(-60, 61):
            cell = (math.floor((LAT + 90.0) * 120) + north) * 43_200 + math.floor((LON + 180.0) * 120) + east
            rows.append((cell, 0, -1, courses, speeds, *ALWAYS))
    return Side({"normal": np.sort(np.array(rows, NORMAL), order="cell")})


def test_what_nobody_of_hundreds_did_is_unusual_and_the_evidence_says_what_is_usual():
    side = history([0, 0, 400, 0, 0, 0, 0, 0], [0, 300, 100, 0, 0])
    ships = [reports(0, (0, 60), LON, LAT, 12.0, 90.0), reports(1, (0, 60), LON, LAT + 0.1, 12.0, 270.0),
             reports(2, (0, 60), LON, LAT + 0.2, 27.0, 90.0)]  # fmt: skip
    found = {event.vessel_ids[0]: json.loads(event.evidence) for event in led(DETECTOR, sea(ships), 60, side)}
    assert {vessel: told["because"] for vessel, told in found.items()} == {21100010100: "course", 21100010200: "speed"}
    told = found[21100010100]
    assert told["normal_course_deg"] == 90.0
    assert told["normal_speed_kn"] == 10.5
    assert told["passages_counted"] >= 400
    assert told["probability"] < 0.0025


def test_few_passages_prove_nothing():
    side = history([0, 0, 100, 0, 0, 0, 0, 0], [0, 100, 0, 0, 0])
    assert not led(DETECTOR, sea([reports(0, (0, 60), LON, LAT, 12.0, 270.0)]), 60, side)
