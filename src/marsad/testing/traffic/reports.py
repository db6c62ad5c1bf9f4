"""The fleet's own reports, batch by batch: positions of class A and B, papers of both."""

from __future__ import annotations

import datetime as dt

import numpy as np
import numpy.typing as npt

from marsad.testing.traffic import schedule
from marsad.testing.traffic.columnar import Column
from marsad.testing.traffic.fleet import AT_ANCHOR, CLASS_A, MOORED, Vessel
from marsad.testing.traffic.lines import Lines
from marsad.testing.traffic.motion import Motion
from marsad.testing.traffic.schedule import Times
from marsad.testing.traffic.transmit import station_near, transmitted

Ints = npt.NDArray[np.int64]

STATIC_US = 360_000_000
TURNING_DEG_MIN = 10.0
"""5 degrees in half a minute is a change of course, and triples the rate (M.1371-6 annex 2, 4.3.1)."""


class Reports:
    """What the vessels of a fleet send between two instants."""

    def __init__(self, vessels: list[Vessel], seed: int, start_us: int) -> None:
        self.seed, self.start_us = seed, start_us
        self.motion = Motion([vessel.way for vessel in vessels], seed)
        papers = {name: np.array([getattr(v, name) for v in vessels]) for name in Vessel._fields if name != "way"}
        self.papers = {k: a.astype(np.bytes_) if a.dtype.kind == "U" else a for k, a in papers.items()}
        everyone = np.arange(len(vessels))
        is_a = self.papers["ais_class"] == CLASS_A
        self.class_a, self.class_b = everyone[is_a], everyone[~is_a]
        self.at_rest = np.isin(self.papers["status"], (AT_ANCHOR, MOORED))
        self.station = station_near(np.array([v.way.lon[0] for v in vessels]))
        start = dt.datetime(1970, 1, 1) + dt.timedelta(microseconds=start_us)
        arrivals = [start + dt.timedelta(hours=6 + 5 * v % 300, minutes=15 * (v % 4)) for v in range(len(vessels))]
        self.eta = {f"eta_{part}": np.array([getattr(eta, part) for eta in arrivals], np.int64)
                    for part in ("month", "day", "hour", "minute")}  # fmt: skip

    def between(self, t0_us: int, t1_us: int) -> list[Lines]:
        """All reports of the fleet heard in t0 <= t < t1."""
        return [
            *self._positions_a(t0_us, t1_us),
            *self._positions_b(t0_us, t1_us),
            *self._papers_a(t0_us, t1_us),
            *self._papers_b(t0_us, t1_us),
        ]

    def _times(self, purpose: int, who: Ints, interval_us: Ints, t0_us: int, t1_us: int, fine: int = 1) -> Times:
        return schedule.transmissions(self.seed, purpose, who, interval_us, t0_us, t1_us, fine)

    def _positions_a(self, t0_us: int, t1_us: int) -> list[Lines]:
        speed, rest = self.motion.speed_kn[self.class_a], self.at_rest[self.class_a]
        interval = schedule.class_a_interval_us(speed, rest)
        sailing = self._times(10, self.class_a[~rest], interval[~rest], t0_us, t1_us, fine=3)
        resting = self._times(11, self.class_a[rest], interval[rest], t0_us, t1_us)
        turning = np.abs(self.motion.state(sailing.vessel, self._scenario_s(sailing)).rot_deg_min) > TURNING_DEG_MIN
        regular = sailing.nth % 3 == 0
        # A report between the regular ones is announced by ITDMA (message 3); so are those far apart.
        return [
            self._position_a(1, _pick(sailing, regular)),
            self._position_a(3, _pick(sailing, turning & ~regular)),
            self._position_a(3, resting),
        ]

    def _position_a(self, number: int, times: Times) -> Lines:
        state = self.motion.state(times.vessel, self._scenario_s(times))
        speed = self.motion.speed_kn[times.vessel]
        radio = schedule.sotdma(times, received=60) if number == 1 else schedule.itdma(np.where(speed > 0, 0, 6750))
        curve = 4.733 * np.sqrt(np.abs(state.rot_deg_min)) * np.sign(state.rot_deg_min)
        has_indicator = times.vessel % 5 > 0
        return self._lines(number, 168, times, {
            "status": self.papers["status"][times.vessel],
            "rot_raw": np.where(has_indicator, np.clip(curve, -126, 126), np.nan),
            "sog_kn": state.sog_kn,
            "lon_deg": state.lon_deg,
            "lat_deg": state.lat_deg,
            "accuracy": times.vessel % 3 == 0,
            "cog_deg": np.where(state.sog_kn < 0.05, np.nan, _tenths(state.cog_deg)),
            "heading_deg": np.floor(state.heading_deg),
            "second": self._second(times),
            "radio": radio,
        })  # fmt: skip

    def _positions_b(self, t0_us: int, t1_us: int) -> list[Lines]:
        interval = schedule.class_b_interval_us(self.motion.speed_kn[self.class_b])
        times = self._times(12, self.class_b, interval, t0_us, t1_us)
        state = self.motion.state(times.vessel, self._scenario_s(times))
        return [self._lines(18, 168, times, {
            "sog_kn": state.sog_kn,
            "lon_deg": state.lon_deg,
            "lat_deg": state.lat_deg,
            "cog_deg": _tenths(state.cog_deg),
            "second": self._second(times),
            "cs_unit": True, "dsc": True, "band": True, "msg22": True,
            "radio": schedule.CARRIER_SENSE,
        })]  # fmt: skip

    def _papers_a(self, t0_us: int, t1_us: int) -> list[Lines]:
        times = self._times(13, self.class_a, np.full(self.class_a.size, STATIC_US), t0_us, t1_us)
        own = {name: column[times.vessel] for name, column in (self.papers | self.eta).items()}
        fields = {name: own[name] for name in ("name", "callsign", "imo", "ship_type", "destination", *self.eta)}
        draught = own["draught_m"]
        return [self._lines(5, 424, times, fields | self._hull(times) | {
            "ais_version": 2, "epfd": 1, "dte_ready": True, "draught_m": draught,
        })]  # fmt: skip

    def _papers_b(self, t0_us: int, t1_us: int) -> list[Lines]:
        everyone = np.full(self.class_b.size, STATIC_US)
        own = self.papers
        a, b = (self._times(purpose, self.class_b, everyone, t0_us, t1_us) for purpose in (14, 15))
        return [
            self._lines(24, 160, a, {"part": 0, "name": own["name"][a.vessel]}),
            self._lines(24, 168, b, self._hull(b) | {
                "part": 1, "ship_type": own["ship_type"][b.vessel], "callsign": own["callsign"][b.vessel],
                "vendor_id": b"SIM", "epfd": 1,
            }),
        ]  # fmt: skip

    def _hull(self, times: Times) -> dict[str, Column]:
        length, beam = (np.asarray(self.papers[name], np.int64)[times.vessel] for name in ("length_m", "beam_m"))
        stern, port = length // 5, beam // 2
        return {"to_bow_m": length - stern, "to_stern_m": stern, "to_port_m": port, "to_starboard_m": beam - port}

    def _lines(self, number: int, bits: int, times: Times, fields: dict[str, Column]) -> Lines:
        own = {"mmsi": self.papers["mmsi"][times.vessel], **fields}
        return transmitted(number, bits, times, self.station[times.vessel], own)

    def _scenario_s(self, times: Times) -> npt.NDArray[np.float64]:
        return (times.t_us - self.start_us) / 1e6

    @staticmethod
    def _second(times: Times) -> Ints:
        return times.t_us // 1_000_000 % 60


def _pick(times: Times, kept: npt.NDArray[np.bool_]) -> Times:
    return Times(*(column[kept] for column in times))


def _tenths(course: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """A course on tenths of a degree, 359.96 being 0 and not 360, which says not available."""
    return np.mod(np.rint(course * 10), 3600) / 10
