"""Silence of ships, minute by minute: where she would be, who is heard there, and whether chance can explain it."""

import math

import numpy as np
from numba import njit

from marsad.detectors.cells.table_kernel import place_of
from marsad.detectors.gap_rule.coverage_kernel import (
    ahead,
    beside,
    cell_of,
    count,
    heard_last,
    metres,
    spread,
)
from marsad.geo.land_kernel import one_is_land

NONE = -(1 << 63)
_NEVER = (1 << 62) + 0
_MINUTE = 60_000_000
_KNOT = 0.514444
_MEMORY_S = 900.0
"""How well a ship is heard is that of the last quarter of an hour."""
_LOST_US = 10 * _MINUTE
_FEW = 3.0
_NEVER_FASTER = 40.0 * _KNOT
_CORRELATED = 4.0
"""Losses come in rows: so many lost reports say as much as one would alone."""
_BUFFER_S = 20.0


@njit(cache=True, nogil=True)
def interval_s(class_b, at_anchor, knots):
    """Seconds between reports as the standard has it; of class B that of carrier-sense units, the slower ones."""
    if class_b:
        return 180.0 if knots <= 2.0 else 30.0
    if at_anchor and not knots > 3.0:
        return 180.0
    return 2.0 if knots > 23.0 else 6.0 if knots > 14.0 else 10.0


@njit(cache=True, nogil=True)
def _best(ship):
    """The receiver that heard her most often: its place among all; 0, the feed as a whole, where none is named."""
    ears, n_ears = ship["ears"], ship["n_ears"]
    best, most = np.int64(0), 0
    for n in range(ears.size):
        if n_ears[n] > most:
            best, most = np.int64(ears[n]) - 1, n_ears[n]
    return best


@njit(cache=True, nogil=True)
def _received(row, ships, receivers):
    """Who heard her, and that it is up."""
    slot = row["slot"]
    if slot < 0:
        return
    ship = ships[slot]
    ears, t_ears, n_ears = ship["ears"], ship["t_ears"], ship["n_ears"]
    oldest, at = 0, np.int64(-1)
    for n in range(ears.size):
        if ears[n] > 0 and receivers[ears[n] - 1]["id"] == row["receiver"]:
            oldest, at = n, np.int64(ears[n]) - 1
            break
        if t_ears[n] < t_ears[oldest]:
            oldest = n
    if at < 0:
        for n in range(receivers.size):
            if receivers[n]["id"] == row["receiver"]:
                at = np.int64(n)
                break
        ears[oldest], n_ears[oldest] = at + 1, 0
    heard_last(receivers[at], row["vessel"], row["t"])
    t_ears[oldest] = row["t"]
    n_ears[oldest] += 1
    if n_ears[oldest] > 1_000:
        for n in range(ears.size):
            n_ears[n] //= 2


@njit(cache=True, nogil=True)
def _told(out, ship, t_end, t_known):
    out["t_start"], out["t_end"], out["t_event"], out["t_known"] = ship["t"], t_end, ship["t_event"], t_known
    out["a"], out["b"], out["radius_m"] = ship["vessel"], 0, np.nan
    out["lon_deg"], out["lat_deg"] = ship["lon_deg"], ship["lat_deg"]
    told = ship["told"]
    out["code"] = 1 if ship["class_b"] or (told[3] == 0.0 and told[4] == 0.0) else 0
    for n in range(told.size):
        out["n"][n] = told[n]


@njit(cache=True, nogil=True)
def _reported(row, ships, receivers, cells, out, n, p):
    """A position report: she is heard. Gives how many events were told in all, and how many cells are new."""
    slot, type_ = row["slot"], row["type"]
    class_a = 1 <= type_ <= 3
    if not (200_000_000 <= row["mmsi"] < 800_000_000) or not (class_a or 18 <= type_ <= 19 or type_ == 27) or slot < 0:
        return n, 0
    ship, t, new = ships[slot], row["t"], 0
    first = ship["vessel"] == 0
    if ship["open"]:
        _told(out[n], ship, t, t)
        ship["open"] = False
        n += 1
    since_us = t - ship["t"]
    place_known = not math.isnan(row["lon_deg"]) and not math.isnan(row["lat_deg"]) and row["outcome"] == 0
    from_space = row["satellite"] or type_ == 27
    if from_space:
        if first or since_us > max(3 * _MINUTE, np.int64(3e6 * ship["interval_s"])):
            ship["gone"], ship["n"] = True, 0
    else:
        heard_last(receivers[0], row["vessel"], t)
        passed_s = since_us * 1e-6
        missed = 0.0
        if not first and since_us < _LOST_US and not ship["from_space"]:
            if passed_s > ship["interval_s"] + _BUFFER_S:
                missed = min(max(math.floor(passed_s / ship["interval_s"] + 0.5) - 1.0, 0.0), 60.0)
        elif not first and since_us < 180 * _MINUTE and place_known and not ship["from_space"] and ship["n"] >= 10:
            way = metres(ship["lon_deg"], ship["lat_deg"], row["lon_deg"], row["lat_deg"])
            if 500.0 < way < _NEVER_FASTER * passed_s and not ship["at_rest"] and ship["told"][0] == 0.0:
                steps = np.int64(min(max(way / 1_000.0, 1.0), 100.0))
                new += spread(cells, ship["lon_deg"], ship["lat_deg"], row["lon_deg"], row["lat_deg"],
                              5.0 * steps, steps)  # fmt: skip
        faded = math.exp(-passed_s / _MEMORY_S) if not first else 0.0
        if since_us >= 3 * _LOST_US or first:
            faded, ship["n"] = 0.0, 0
        ship["heard"], ship["missed"] = ship["heard"] * faded + 1.0, ship["missed"] * faded + missed
        ship["n"] = min(ship["n"] + 1, 1_000)
        ship["gone"] = False
        ears = receivers[_best(ship)]
        ears["heard"] += 1.0
        ears["missed"] += missed
        ears["usual_heard"] += 1.0
        ears["usual_missed"] += missed
        if place_known and class_a:
            at, more = count(cells, cell_of(row["lon_deg"], row["lat_deg"]), 1.0, missed)
            heard_last(cells[at], row["vessel"], t)
            new += more
    ship["vessel"], ship["t"], ship["from_space"] = row["vessel"], t, from_space
    ship["told"][0] = 0.0
    ship["way_m"], ship["expected"], ship["neighbours"] = 0.0, 0.0, 0
    if place_known:
        ship["t_place"], ship["lon_deg"], ship["lat_deg"] = t, row["lon_deg"], row["lat_deg"]
        ship["t_now"], ship["lon_now_deg"], ship["lat_now_deg"] = t, row["lon_deg"], row["lat_deg"]
        ship["sog_kn"], ship["cog_deg"] = row["sog_kn"], row["cog_deg"]
    if class_a or 18 <= type_ <= 19:
        ship["class_b"] = not class_a
        moored = row["status"] == 1 or row["status"] == 5 or row["status"] == 6
        knots = row["sog_kn"]
        ship["interval_s"] = interval_s(not class_a, row["status"] == 1 or row["status"] == 5, knots)
        ship["at_rest"] = (moored and not knots > 3.0) or not knots >= p[4]
    return n, new


@njit(cache=True, nogil=True)
def _share(heard, missed):
    return heard / (heard + missed) if heard + missed > 0.0 else 1.0


@njit(cache=True, nogil=True)
def _watched(ship, p):
    """Whether reports of hers were to be expected when she was heard last: under way, and well heard ashore."""
    return (ship["vessel"] != 0 and not ship["at_rest"] and not ship["gone"] and not ship["from_space"]
            and ship["n"] >= 10 and ship["t_now"] != 0)  # fmt: skip


@njit(cache=True, nogil=True)
def _seen_here(cells, key, vessel, since):
    """How many other ships were heard about a cell since an instant, each once."""
    names = np.zeros(18, np.int64)
    n = 0
    for north in range(-1, 2):
        for east in range(-1, 2):
            near = beside(key, north, east)
            at = place_of(near, cells) if near else np.int64(-1)
            if at < 0:
                continue
            for who, t in ((cells[at]["v1"], cells[at]["t1"]), (cells[at]["v2"], cells[at]["t2"])):
                if who != 0 and who != vessel and t >= since:
                    known = False
                    for m in range(n):
                        known = known or names[m] == who
                    if not known:
                        names[n] = who
                        n += 1
    return n


@njit(cache=True, nogil=True)
def _coverage(cells, key, coverage, now):
    """Reports heard and missed in a cell, by what was heard since the start and what was known before."""
    heard, missed = 0.0, 0.0
    at = place_of(key, cells)
    if at >= 0:
        heard, missed = np.float64(cells[at]["heard"]), np.float64(cells[at]["missed"])
    if coverage.size:
        hour = (now // 3_600_000_000) % 24
        low, high = 0, coverage.size
        while low < high:
            middle = (low + high) // 2
            if coverage[middle]["cell"] < key:
                low = middle + 1
            else:
                high = middle
        while low < coverage.size and coverage[low]["cell"] == key:
            one = coverage[low]
            if (one["hour"] == -1 or one["hour"] == hour) and one["t_from"] <= now < one["t_to"]:
                heard += one["heard"]
                missed += one["missed"]
            low += 1
    return heard, missed


@njit(cache=True, nogil=True)
def _in_any(lon, lat, places, now, more_m):
    for n in range(places.size):
        one = places[n]
        if (one["t_from"] <= now < one["t_to"] and abs(one["lat_deg"] - lat) < 5.0
                and metres(lon, lat, one["lon_deg"], one["lat_deg"]) <= one["radius_m"] + more_m):  # fmt: skip
            return True
    return False


@njit(cache=True, nogil=True)
def _near_station(ship, receivers, stations, now, share):
    """Whether she would be so near a receiver that heard her that no cape or hull is likely to be between."""
    for n in range(stations.size):
        one = stations[n]
        if not one["t_from"] <= now < one["t_to"]:
            continue
        for m in range(ship["ears"].size):
            at = np.int64(ship["ears"][m]) - 1
            if at > 0 and receivers[at]["id"] == one["receiver"] and ship["t"] - ship["t_ears"][m] <= _LOST_US:
                horizon_m = 4_120.0 * (math.sqrt(max(one["antenna_m"], 1.0)) + math.sqrt(10.0))
                away = metres(ship["lon_now_deg"], ship["lat_now_deg"], one["lon_deg"], one["lat_deg"])
                if away <= share * horizon_m:
                    return True
    return False


@njit(cache=True, nogil=True)
def _minute(now, ships, receivers, cells, side, land, p, out, n):
    """What is to be said at a full minute; gives how many events were told in all."""
    stations, advised, ports, coverage = side
    known = receivers.size
    loud, quiet = np.zeros(known, np.int64), np.zeros(known, np.int64)
    for nth in range(known):
        ears = receivers[nth]
        ears["heard"] *= 0.9
        ears["missed"] *= 0.9
        ears["usual_heard"] *= 0.9995
        ears["usual_missed"] *= 0.9995
    for slot in range(ships.size):
        ship = ships[slot]
        if ship["vessel"] == 0 or now - ship["t"] > 60 * _MINUTE:
            continue
        at, silent = _best(ship), now - ship["t"]
        if silent <= max(3 * _MINUTE, np.int64(3e6 * ship["interval_s"])):
            loud[at] += 1
        elif _watched(ship, p):
            quiet[at] += 1
    for slot in range(ships.size):
        ship = ships[slot]
        if ship["open"] or not _watched(ship, p):
            continue
        silent = now - ship["t"]
        if silent < max(3 * _MINUTE, np.int64(3e6 * ship["interval_s"])):
            continue
        if silent > np.int64(p[5] * 3.6e9):
            ship["gone"] = True
            continue
        # Where she would be by now.
        passed_s = (now - ship["t_now"]) * 1e-6
        course, speed = ship["cog_deg"], np.float64(ship["sog_kn"]) * _KNOT
        way = 0.0 if math.isnan(course) else speed * passed_s
        lon, lat = ship["lon_now_deg"], ship["lat_now_deg"]
        if way > 0.0:
            lon, lat = ahead(lon, lat, course, way)
        ship["t_now"], ship["lon_now_deg"], ship["lat_now_deg"] = now, lon, lat
        if one_is_land(lon, lat, land[0], land[1], land[2], land[3], land[4], land[5]) or _in_any(
            lon, lat, ports, now, 3_000.0
        ):
            ship["gone"] = True  # she must have turned, or lies in port
            continue
        # Who could have heard her, and did it hear anybody else?
        up, shared, swamped = 0, False, False
        first = _best(ship)
        for m in range(ship["ears"].size):
            at = np.int64(ship["ears"][m]) - 1
            if at < 0 or ship["t"] - ship["t_ears"][m] > _LOST_US:
                continue
            ears = receivers[at]
            other = ears["t1"] if ears["v1"] != ship["vessel"] else ears["t2"]
            up += 1 if other != 0 and now - other <= _LOST_US else 0
        if first == 0:
            ears = receivers[0]
            other = ears["t1"] if ears["v1"] != ship["vessel"] else ears["t2"]
            up += 1 if other != 0 and now - other <= _LOST_US else 0
        others = quiet[first] - (1 if silent <= 60 * _MINUTE else 0)
        shared = others > 0 and others >= loud[first]
        ears = receivers[first]
        usual = _share(ears["usual_heard"], ears["usual_missed"])
        swamped = ears["heard"] + ears["missed"] >= _FEW and _share(ears["heard"], ears["missed"]) < 0.4 * usual
        own = _share(ship["heard"], ship["missed"])
        if shared or swamped or own < p[3] * usual:
            continue
        # Is she where she would be heard?
        key = cell_of(lon, lat)
        heard, missed = _coverage(cells, key, coverage, now)
        share = _share(heard, missed)
        neighbours = _seen_here(cells, key, ship["vessel"], now - 10 * _MINUTE)
        weight = 0.0
        if neighbours > 0 and share >= p[12] * usual:
            weight = 3.0
        elif heard >= 10.0 and share >= p[12] * usual and up > 0:
            weight = 1.5
        elif missed < 5.0 and stations.size and _near_station(ship, receivers, stations, now, p[6]):
            weight = 1.0
        if weight > 0.0:
            ship["way_m"] += weight * max(way, 2.5 * passed_s)
            ship["expected"] += passed_s / ship["interval_s"] * min(share, 1.0)
            ship["neighbours"] = max(ship["neighbours"], neighbours)
        if silent < np.int64(_MINUTE * (p[2] if ship["class_b"] else p[1])):
            continue
        chance = math.exp(ship["expected"] / _CORRELATED * math.log(1.0 - 0.9 * own))
        chance += p[7] * math.exp(-ship["way_m"] / p[8])
        minutes = silent / _MINUTE
        chance += 0.001 if up > 0 else p[9] * math.exp(-minutes / p[10])
        if ship["class_b"]:
            chance += math.exp(-minutes / p[11])
        if chance >= p[0]:
            continue
        if _in_any(ship["lon_deg"], ship["lat_deg"], advised, now, 0.0) or _in_any(lon, lat, advised, now, 0.0):
            ship["gone"] = True
            continue
        ship["open"], ship["t_event"] = True, now
        told = ship["told"]
        told[0], told[1], told[2] = math.floor(minutes), math.floor(ship["expected"]), math.floor(own * 100.0) / 100.0
        told[3], told[4] = ship["neighbours"], up
        told[5], told[6] = math.floor(ship["way_m"] / 100.0) / 10.0, math.floor(chance * 1e5) / 1e5
        told[7], told[8] = ship["sog_kn"], ship["cog_deg"]
        _told(out[n], ship, NONE, now)
        n += 1
    return n


@njit(cache=True, nogil=True)
def lead(position, reception, ships, receivers, cells, used, side, land, p, i, j, tick, w, every, out):
    """Lead all ships on to `w`: gives how far it came (rows of both families, next tick), events told, cells used, and
    whether it is done; else the table of cells or of events is full."""
    n = 0
    while True:
        t_position = position[i]["t"] if i < len(position) else _NEVER
        t_reception = reception[j]["t"] if j < len(reception) else _NEVER
        t = min(t_position, t_reception)
        if n + ships.size + 1 > len(out):
            return i, j, tick, n, used, False
        if t > tick and tick <= w:
            n = _minute(tick, ships, receivers, cells, side, land, p, out, n)
            tick += every
            continue
        if t == _NEVER:
            return i, j, tick, n, used, True
        if t_reception <= t_position:
            _received(reception[j], ships, receivers)
            j += 1
            continue
        if (used + 200) * 10 > cells.size * 7:
            return i, j, tick, n, used, False
        n, new = _reported(position[i], ships, receivers, cells, out, n, p)
        used += new
        i += 1
