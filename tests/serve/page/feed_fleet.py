"""Vessels for the feed player: a fleet that moves by itself, packed as the live protocol's rows."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field

import numpy as np

ROW = np.dtype(
    [
        ("slot", "<u4"), ("x", "<i4"), ("y", "<i4"), ("sog", "<u2"), ("cog", "<u2"), ("heading", "<u2"), ("rot", "<i2"),
        ("kind", "u1"), ("type_code", "u1"), ("nav", "u1"), ("state", "u1"), ("t", "<u4"),
    ]
)  # fmt: skip
assert ROW.itemsize == 28

WORLD = 2.0**32
STATIC_FIELDS = (
    "slot", "mmsi", "name", "callsign", "imo", "to_bow_m", "to_stern_m", "to_port_m", "to_starboard_m",
)  # fmt: skip
SHIP_TYPES = (30, 36, 37, 52, 50, 60, 70, 70, 70, 71, 79, 80, 81, 84, 89, 40, 35, 51, 0)
NAMES = ("SANA", "BAHR", "MINA", "NOUR", "STAR", "PEARL", "OCEAN", "HOPE", "ATLAS", "DELTA")


def mercator_x(lon_deg: np.ndarray | float) -> np.ndarray | float:
    """Units of the live protocol, before rounding: 2^32 round the world, east positive."""
    return lon_deg / 360.0 * WORLD


def mercator_y(lat_deg: np.ndarray | float) -> np.ndarray | float:
    """As `mercator_x`, south positive."""
    s = np.sin(np.radians(lat_deg))
    return -np.log((1 + s) / (1 - s)) / (4 * math.pi) * WORLD


@dataclass
class FeedFleet:
    """`rows` is what a client is told; `static` one list per slot, columns as STATIC_FIELDS."""

    rows: np.ndarray
    static: list[list[object]]
    lon: np.ndarray
    lat: np.ndarray
    extra: dict[int, dict[str, object]] = field(default_factory=dict)  # MMSI -> further details fields

    @property
    def count(self) -> int:
        return len(self.rows)

    def place(self, slots: np.ndarray) -> None:
        self.rows["x"][slots] = np.clip(np.round(mercator_x(self.lon[slots])), -(2**31), 2**31 - 1).astype(np.int32)
        self.rows["y"][slots] = np.round(mercator_y(self.lat[slots])).astype(np.int32)

    def move(self, slots: np.ndarray, seconds: float, now_s: int) -> None:
        """Moves vessels along their course for `seconds` and stamps their time."""
        moving = slots[(self.rows["sog"][slots] < 1023) & (self.rows["cog"][slots] < 3600)]
        metres = self.rows["sog"][moving] * 0.1 * 1852 / 3600 * seconds
        way = np.radians(self.rows["cog"][moving] * 0.1)
        self.lat[moving] += metres * np.cos(way) / 111_195
        self.lon[moving] += metres * np.sin(way) / (111_195 * np.cos(np.radians(self.lat[moving])))
        self.place(moving)
        self.rows["t"][slots] = now_s

    def static_json(self, slots: np.ndarray) -> bytes:
        return b"\x03" + json.dumps([self.static[int(slot)] for slot in slots], ensure_ascii=False).encode()


def generated(count: int, box: tuple[float, float, float, float], now_s: int, seed: int = 1) -> FeedFleet:
    """`count` vessels spread over a box (west, south, east, north), of every kind and state, the same for a seed."""
    draw = np.random.default_rng(seed)
    west, south, east, north = box
    rows = np.zeros(count, ROW)
    rows["slot"] = np.arange(count)
    kind = draw.choice([1, 2, 3, 4, 5, 6, 8, 0], count, p=[0.66, 0.24, 0.01, 0.03, 0.02, 0.005, 0.025, 0.01])
    resting = draw.random(count) < 0.25
    rows["kind"] = kind
    rows["sog"] = np.where(resting, draw.integers(0, 4, count), draw.integers(20, 220, count))
    rows["cog"] = draw.integers(0, 3600, count)
    rows["heading"] = np.where(draw.random(count) < 0.8, rows["cog"] // 10, 65535)
    rows["rot"] = -32768
    rows["type_code"] = draw.choice(SHIP_TYPES, count)
    rows["nav"] = np.where(kind == 1, np.where(resting, 1, 0), 255)
    state = draw.choice([0, 1, 2], count, p=[0.9, 0.07, 0.03]).astype(np.uint8)
    rows["state"] = state | (resting.astype(np.uint8) << 5) | ((draw.random(count) < 0.01).astype(np.uint8) << 2)
    still = np.isin(kind, (3, 4, 5))
    for name in ("sog", "cog", "heading"):
        rows[name][still] = 65535
    rows["t"] = now_s - np.where(state == 0, 0, np.where(state == 1, 600, 3600))
    fleet = FeedFleet(rows, [], draw.uniform(west, east, count), draw.uniform(south, north, count))
    fleet.place(np.arange(count))
    for slot in range(count):
        length = int(draw.integers(12, 330))
        beam = max(4, length // 7)
        bow = int(length * draw.uniform(0.1, 0.9))
        port = int(draw.integers(1, beam))
        name = f"{NAMES[slot % len(NAMES)]} {slot}"
        fleet.static.append(
            [slot, 200_000_000 + slot, name, f"C{slot:05d}", 9_000_000 + slot, bow, length - bow, port, beam - port]
        )
    return fleet
