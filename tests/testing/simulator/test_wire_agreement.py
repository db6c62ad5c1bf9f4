"""A generated hour on the wire: three decoders read all of it, and find the truth to the wire's resolution."""

from __future__ import annotations

import shutil
from typing import Any

import numpy as np
import pyais
import pytest

from marsad.decode.decoder import Decoder
from marsad.testing.simulator.draw import Draw, Purpose
from marsad.testing.simulator.feed.encode import encode
from marsad.testing.simulator.feed.sentences import sentences
from marsad.testing.simulator.fleet.papers import papers_of
from marsad.testing.simulator.motion.states import states
from marsad.testing.simulator.records import PAPER, RX, STATE, Kind, Records, Role, Station
from tests.decode.agreement import gpsd
from tests.testing.simulator.radio.stage import HOUR, MINUTE, START, every_class, turning

STATION = "SIMTEST"
MOVES = (1, 2, 3, 9, 18, 19)
PLACED = (*MOVES, 4, 21)


class Hour:
    """The transmissions of an hour, the lines of a receiver that hears them all, and the truth at each fix."""

    def __init__(self) -> None:
        stage = every_class()
        ship = stage.add(Station.CLASS_A, turning(9.0))
        stage.texts += ["SECURITE SECURITE A BUOY IS ADRIFT IN 12-10N 048-20E"]
        stage.effect(ship, Kind.TEXT, START + 10 * MINUTE, START + 50 * MINUTE, a=0.0, b=300.0)
        bases = np.flatnonzero(np.concatenate(stage.rows)["station"] == Station.BASE)
        stage.effect(int(bases[0]), Kind.RESERVE, START, START + 20 * MINUTE, a=60.0)
        self.stage = stage
        draw = Draw(1, Purpose.FLEET, 7)
        self.papers: Records = np.concatenate(
            [papers_of(draw, Role(int(row["role"][0])), n)[1] for n, row in enumerate(stage.rows)]
        ).astype(PAPER)
        radio = stage.radio()
        self.tx = radio.block(stage.course, START, START + HOUR)
        rx = np.zeros(self.tx.size, RX)
        rx["tx"], rx["t"] = np.arange(self.tx.size), self.tx["t"] // 1000 * 1000
        self.lines = sentences(encode(self.tx, self.papers, radio.texts), rx, rx["tx"], STATION)
        whole = self.tx["t"] // 1_000_000
        self.fix = (whole - (whole - self.tx["second"].astype(np.int64)) % 60) * 1_000_000
        self.true: Records = states(stage.course, self.tx["vessel"], self.fix).astype(STATE)


@pytest.fixture(scope="module")
def hour() -> Hour:
    return Hour()


def agrees(hour: Hour, kinds: list[int], told: list[dict[str, float | None]], rounded_deg: float = 0.0) -> None:
    """`told` of each transmission: mmsi, lon_deg, lat_deg, sog_kn, cog_deg; not available is None."""
    tx, true = hour.tx, hour.true
    assert kinds == tx["type"].tolist()
    assert [one["mmsi"] for one in told] == tx["mmsi"].tolist()
    timed = np.isin(tx["type"], PLACED) & (tx["second"] < 60)
    placed = np.array([one.get("lon_deg") is not None for one in told])
    devices = np.concatenate(hour.stage.rows)["station"][tx["vessel"]] == Station.LOCATING_DEVICE
    assert placed[timed & ~devices].all()
    rows = np.flatnonzero(timed & placed)
    assert rows.size > 10_000
    lon = np.array([told[row]["lon_deg"] for row in rows], float)
    lat = np.array([told[row]["lat_deg"] for row in rows], float)
    step = 0.5001 / 600_000 + 1e-9 + rounded_deg
    assert np.abs(lon - true["lon"][rows]).max() <= step
    assert np.abs(lat - true["lat"][rows]).max() <= step
    rows = np.flatnonzero(timed & placed & np.isin(tx["type"], MOVES))
    sog = np.array([told[row]["sog_kn"] for row in rows], float)
    cog = np.array([told[row]["cog_deg"] for row in rows], float)
    half = np.where(tx["type"][rows] == 9, 0.5, 0.05)
    assert (np.abs(sog - true["sog_kn"][rows]) <= half + 1e-4).all()
    assert np.abs((cog - true["cog_deg"][rows] + 180) % 360 - 180).max() <= 0.0501


def test_every_kind_of_message_is_sent(hour: Hour) -> None:
    assert set(hour.tx["type"].tolist()) >= {1, 3, 4, 5, 9, 14, 18, 19, 20, 21, 24, 27}


def test_marsad_reads_the_truth_and_rejects_nothing(hour: Hour) -> None:
    decoder = Decoder()
    batch = decoder.feed(hour.lines)
    assert batch.counts.reject_lines == batch.counts.other_lines == 0
    assert decoder.flush().counts.reject_lines == 0
    rows: dict[int, dict[str, Any]] = {}
    for name, table in batch.tables.items():
        assert name != "reject"
        for row in table.to_pylist():
            merged = {key: value for key, value in row.items() if value is not None}
            rows[row["offset"]] = rows.get(row["offset"], {}) | merged
    told = [row for _, row in sorted(rows.items())]
    agrees(hour, [row["type"] for row in told], told)
    assert {row["station"] for row in told} == {STATION}


def test_pyais_reads_the_truth_and_rejects_nothing(hour: Hour) -> None:
    parts = [line.split(b"\\")[-1] for line in hour.lines.splitlines()]
    told, at = [], 0
    while at < len(parts):
        count = int(parts[at].split(b",")[1])
        told.append(pyais.decode(*parts[at : at + count]).asdict())
        at += count
    rows = [
        {
            "mmsi": int(one["mmsi"]), "lon_deg": None if one.get("lon", 181) == 181 else one["lon"],
            "lat_deg": one.get("lat"), "sog_kn": one.get("speed"), "cog_deg": one.get("course"),
        }
        for one in told
    ]  # fmt: skip
    agrees(hour, [int(one["msg_type"]) for one in told], rows, 5e-7)  # it rounds to six decimals


@pytest.mark.skipif(shutil.which("gpsdecode") is None, reason="no gpsdecode here: install gpsd-clients")
def test_gpsdecode_reads_the_truth_and_rejects_nothing(hour: Hour) -> None:
    told = gpsd.run(hour.lines)
    rows = [
        {
            "mmsi": one["mmsi"],
            "lon_deg": None if one.get("lon", 108_600_000) == 108_600_000 else one["lon"] / 600_000,
            "lat_deg": one.get("lat", 0) / 600_000, "sog_kn": one.get("speed", 0) / (1 if one["type"] == 9 else 10),
            "cog_deg": one.get("course", 0) / 10,
        }
        for one in told
    ]  # fmt: skip
    agrees(hour, [one["type"] for one in told], rows)
