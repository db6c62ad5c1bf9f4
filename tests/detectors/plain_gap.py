"""The rule of the detector of gaps once more, in plain Python: slow, with dictionaries, to hold the kernel against."""

import math
from dataclasses import dataclass, field

import numpy as np

from marsad.geo.land import is_land

MINUTE = 60_000_000
F = np.float32


@dataclass
class Cell:
    heard: np.float32 = field(default_factory=F)
    missed: np.float32 = field(default_factory=F)
    last: list = field(default_factory=list)  # (vessel, t), the newest first, of two names

    def add(self, heard, missed):
        self.heard, self.missed = F(self.heard + F(heard)), F(self.missed + F(missed))
        if self.heard + self.missed > 200.0:
            self.heard, self.missed = F(self.heard * F(0.5)), F(self.missed * F(0.5))


def noted(last, vessel, t):
    return [(vessel, t), *[one for one in last if one[0] != vessel][:1]]


def cell_of(lon, lat):
    return math.floor((min(max(lat, -90.0), 89.9999) + 90.0) * 40), math.floor((lon + 180.0) * 40) % 14_400


def distance(lon, lat, to_lon, to_lat):
    east = (to_lon - lon + 180.0) % 360.0 - 180.0
    return 111_195.0797 * math.hypot(to_lat - lat, east * math.cos(math.radians((lat + to_lat) / 2.0)))


class PlainGap:
    """All ships heard by one feed that names no receivers; no side tables."""

    def __init__(self, p):
        self.p, self.ships, self.cells, self.feed = p, {}, {}, []
        self.now_heard = self.now_missed = self.usual_heard = self.usual_missed = 0.0
        self.events = {}

    def run(self, rows, prev, w):
        tick = (prev // MINUTE + 1) * MINUTE
        for row in rows:
            while tick < row["t"]:
                self.minute(tick)
                tick += MINUTE
            self.report(row)
        while tick <= w:
            self.minute(tick)
            tick += MINUTE
        return self.events

    def report(self, row):
        type_, vessel, t = int(row["type"]), int(row["vessel"]), int(row["t"])
        class_a = type_ in (1, 2, 3)
        if not 200_000_000 <= row["mmsi"] < 800_000_000 or type_ not in (1, 2, 3, 18, 19, 27):
            return
        known = vessel in self.ships
        ship = self.ships.setdefault(vessel, {
            "t": 0, "n": 0, "heard": F(0), "missed": F(0), "interval": F(0), "b": False, "rest": False, "space": False,
            "gone": False, "open": None, "now": None, "way": 0.0, "expected": 0.0, "neighbours": 0, "raised": False,
        })  # fmt: skip
        if ship["open"] is not None:
            self.events[ship["open"]]["t_end"] = t
            ship["open"] = None
        since = t - ship["t"]
        placed = not np.isnan(row["lon_deg"]) and not np.isnan(row["lat_deg"]) and row["outcome"] == 0
        space = bool(row["satellite"]) or type_ == 27
        if space:
            if not known or since > max(3 * MINUTE, int(3e6 * ship["interval"])):
                ship["gone"], ship["n"] = True, 0
        else:
            self.feed = noted(self.feed, vessel, t)
            passed, missed = since * 1e-6, 0.0
            if known and since < 10 * MINUTE and not ship["space"]:
                if passed > ship["interval"] + 20.0:
                    missed = min(max(math.floor(passed / ship["interval"] + 0.5) - 1.0, 0.0), 60.0)
            elif known and since < 180 * MINUTE and placed and not ship["space"] and ship["n"] >= 10:
                way = distance(*ship["at"], row["lon_deg"], row["lat_deg"])
                if 500.0 < way < 40.0 * 0.514444 * passed and not ship["rest"] and not ship["raised"]:
                    steps = min(max(int(way / 1_000.0), 1), 100)
                    east = (row["lon_deg"] - ship["at"][0] + 180.0) % 360.0 - 180.0
                    for n in range(steps):
                        part = (n + 0.5) / steps
                        there = ship["at"][0] + part * east, ship["at"][1] + part * (row["lat_deg"] - ship["at"][1])
                        self.cells.setdefault(cell_of(*there), Cell()).add(0.0, 5.0)
            faded = math.exp(-passed / 900.0) if known else 0.0
            if since >= 30 * MINUTE or not known:
                faded, ship["n"] = 0.0, 0
            ship["heard"], ship["missed"] = F(ship["heard"] * faded + 1.0), F(ship["missed"] * faded + missed)
            ship["n"], ship["gone"] = min(ship["n"] + 1, 1_000), False
            self.now_heard += 1.0
            self.now_missed += missed
            self.usual_heard += 1.0
            self.usual_missed += missed
            if placed and class_a:
                cell = self.cells.setdefault(cell_of(row["lon_deg"], row["lat_deg"]), Cell())
                cell.add(1.0, missed)
                cell.last = noted(cell.last, vessel, t)
        ship["t"], ship["space"], ship["raised"] = t, space, False
        ship["way"], ship["expected"], ship["neighbours"] = 0.0, 0.0, 0
        if placed:
            ship["at"] = float(row["lon_deg"]), float(row["lat_deg"])
            ship["now"] = (t, *ship["at"])
            ship["sog"], ship["cog"] = float(row["sog_kn"]), float(row["cog_deg"])
        if class_a or type_ in (18, 19):
            knots, status = float(row["sog_kn"]), int(row["status"])
            ship["b"] = not class_a
            if not class_a:
                ship["interval"] = 180.0 if knots <= 2.0 else 30.0
            elif status in (1, 5) and not knots > 3.0:
                ship["interval"] = 180.0
            else:
                ship["interval"] = 2.0 if knots > 23.0 else 6.0 if knots > 14.0 else 10.0
            ship["rest"] = (status in (1, 5, 6) and not knots > 3.0) or not knots >= self.p.under_way_kn

    def watched(self, ship):
        return not (ship["rest"] or ship["gone"] or ship["space"]) and ship["n"] >= 10 and ship["now"] is not None

    def minute(self, now):
        self.now_heard *= 0.9
        self.now_missed *= 0.9
        self.usual_heard *= 0.9995
        self.usual_missed *= 0.9995
        loud = quiet = 0
        for ship in self.ships.values():
            if now - ship["t"] > 60 * MINUTE:
                continue
            if now - ship["t"] <= max(3 * MINUTE, int(3e6 * ship["interval"])):
                loud += 1
            elif self.watched(ship):
                quiet += 1
        for vessel, ship in self.ships.items():
            silent = now - ship["t"]
            if ship["open"] is not None or not self.watched(ship):
                continue
            if silent >= max(3 * MINUTE, int(3e6 * ship["interval"])):
                self.silent(vessel, ship, now, silent, loud, quiet)

    def silent(self, vessel, ship, now, silent, loud, quiet):
        p = self.p
        if silent > p.hours * 3.6e9:
            ship["gone"] = True
            return
        before, lon, lat = ship["now"]
        passed = (now - before) * 1e-6
        way = 0.0 if math.isnan(ship["cog"]) else ship["sog"] * 0.514444 * passed
        if way > 0.0:
            angle = math.radians(ship["cog"])
            to_lat = min(max(lat + way * math.cos(angle) / 111_195.0797, -89.9), 89.9)
            narrow = max(math.cos(math.radians((lat + to_lat) / 2.0)), 0.01)
            lon, lat = lon + way * math.sin(angle) / (111_195.0797 * narrow), to_lat
            lon -= 360.0 * math.floor((lon + 180.0) / 360.0)
        ship["now"] = now, lon, lat
        if is_land(lon, lat):
            ship["gone"] = True
            return
        up = any(who != vessel and now - t <= 10 * MINUTE for who, t in self.feed)
        others = quiet - (silent <= 60 * MINUTE)
        usual = self.usual_heard / (self.usual_heard + self.usual_missed)
        swamped = self.now_heard + self.now_missed >= 3.0 and (
            self.now_heard / (self.now_heard + self.now_missed) < 0.4 * usual
        )
        own = float(ship["heard"]) / float(ship["heard"] + ship["missed"])
        if (others > 0 and others >= loud) or swamped or own < p.well_heard * usual:
            return
        row, column = cell_of(lon, lat)
        cell = self.cells.get((row, column), Cell())
        share = float(cell.heard) / float(cell.heard + cell.missed) if cell.heard + cell.missed > 0 else 1.0
        near = [self.cells.get((row + north, (column + east) % 14_400), Cell()) for north in (-1, 0, 1)
                for east in (-1, 0, 1)]  # fmt: skip
        neighbours = len({who for one in near for who, t in one.last if who != vessel and t >= now - 10 * MINUTE})
        weight = 0.0
        if neighbours and share >= p.well_heard_cell * usual:
            weight = 3.0
        elif cell.heard >= 10.0 and share >= p.well_heard_cell * usual and up:
            weight = 1.5
        if weight:
            ship["way"] += weight * max(way, 2.5 * passed)
            ship["expected"] += passed / ship["interval"] * share
            ship["neighbours"] = max(ship["neighbours"], neighbours)
        if silent < MINUTE * (p.minutes_b if ship["b"] else p.minutes):
            return
        minutes = silent / MINUTE
        chance = math.exp(ship["expected"] / 4.0 * math.log(1.0 - 0.9 * own))
        chance += p.hole * math.exp(-ship["way"] / (1_000.0 * p.hole_km))
        chance += 0.001 if up else p.outage * math.exp(-minutes / p.outage_minutes)
        chance += math.exp(-minutes / p.quiet_minutes) if ship["b"] else 0.0
        if chance < p.limit:
            ship["open"], ship["raised"] = (vessel, ship["t"]), True
            self.events[vessel, ship["t"]] = {"t_event": now, "t_end": None, "neighbours": ship["neighbours"],
                                              "up": int(up), "minutes": math.floor(minutes)}  # fmt: skip
