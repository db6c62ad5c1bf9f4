"""Port visits in plain Python: every report in turn, every port asked, distances on the plane that touches there."""

from __future__ import annotations

import math

M = 111_195.0797


def metres(lon1, lat1, lon2, lat2):
    east = (lon2 - lon1 + 180.0) % 360.0 - 180.0
    return M * math.hypot(east * math.cos(math.radians((lat1 + lat2) / 2.0)), lat2 - lat1)


def beyond(port, lon, lat):
    """How far beyond the edge of a port; a disc, or a rectangle (west, south, east, north)."""
    if "box" not in port:
        return metres(lon, lat, port["lon"], port["lat"]) - port["radius"]
    west, south, east, north = port["box"]
    x = (lon - west + 180.0) % 360.0 - 180.0
    wide, across = (east - west + 360.0) % 360.0, math.cos(math.radians(lat))
    out_x, out_y = max(-x, x - wide, 0.0), max(south - lat, lat - north, 0.0)
    if out_x or out_y:
        return M * math.hypot(out_x * across, out_y)
    return -M * min(x * across, (wide - x) * across, lat - south, north - lat)


def most(port, p):
    return p.in_m if "box" not in port else p.polygon_m


def visits(rows, ports, p, w):
    """(start, true, end) of each visit of one ship; end None while it lasts."""
    events, ship = [], None

    def close(t_end):
        if ship and ship["visit"]:
            ship["visit"][2] = max(ship["visit"][0], t_end)

    def silent(until):
        quiet = ship and not ship["visit"] and ship["reports"] > 1 and ship["knots"] < p.slow_kn
        if not quiet or until <= ship["t"] + p.gap_h * 3.6e9:
            return
        if "box" in ship["port"] and beyond(ship["port"], *ship["at"]) > p.polygon_m:
            return
        ship["visit"] = [ship["t"], ship["t"] + round(p.gap_h * 3.6e9), None]
        ship["still"], ship["last"], ship["away"] = ship["at"], ship["t"], None
        events.append(ship["visit"])

    for row in rows:
        t, at = int(row["t"]), (float(row["lon_deg"]), float(row["lat_deg"]))
        if math.isnan(at[0]) or math.isnan(at[1]) or row["outcome"] != 0:
            continue
        knots = float(row["made_kn"]) if math.isnan(row["sog_kn"]) else float(row["sog_kn"])
        silent(t)
        if ship and beyond(ship["port"], *at) > p.out_m:
            close(ship["last"] if ship["visit"] else 0)
            ship = None
        if ship is None:
            near = [(beyond(port, *at), n) for n, port in enumerate(ports) if port["from"] <= t < port["to"]]
            near = [(way, n) for way, n in near if way <= most(ports[n], p)]
            if not near:
                continue
            ship = {"port": ports[min(near)[1]], "visit": None, "since": None, "still": None, "reports": 0,
                    "away": None, "last": None}  # fmt: skip
        ship["reports"] += 1
        ship |= {"t": t, "at": at, "knots": 0.0 if math.isnan(knots) else knots}
        if ship["visit"]:
            if metres(*at, *ship["still"]) <= p.berth_m:
                ship["last"], ship["away"] = t, None
            elif ship["away"] is None:
                ship["away"] = t
            elif t - ship["away"] >= p.away_min * 6e7:
                close(ship["last"])
                ship |= {"visit": None, "since": None, "away": None}
            continue
        if knots > p.still_kn or (ship["since"] is not None and metres(*at, *ship["still"]) > p.berth_m):
            ship["since"] = None
        if knots <= p.still_kn and ship["since"] is None:
            ship["since"], ship["still"] = t, at
        if ship["since"] is not None and t - ship["since"] >= p.lay_min * 6e7:
            outside = "box" in ship["port"] and beyond(ship["port"], *at) > p.polygon_m
            if row["status"] != 1 and not outside:
                ship["visit"] = [ship["since"], t, None]
                ship["last"], ship["away"] = t, None
                events.append(ship["visit"])
    silent(w + 1)
    return [tuple(one) for one in events]
