"""How many links are right, and how many are found, in a generated fleet that does what ships do to identities."""

from __future__ import annotations

import gzip
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as csv
import pytest

from marsad.schema.flags import Flag
from tests.rows import columns
from tests.tracks.identity.days import DAY_S, Reports, Told, hull, identify

HOUR = 3600
DAYS = 6


def imo_number(k: int) -> int:
    """The k-th IMO number with a right check digit."""
    six = 900_000 + k
    return six * 10 + sum(six // 10**i % 10 * (i + 2) for i in range(6)) % 10


@dataclass
class Fleet:
    """What ships do, and which links are true: MMSI to the one it had before."""

    seed: int
    reports: Reports = field(default_factory=Reports)
    true: dict[int, int] = field(default_factory=dict)
    kind_of: dict[int, str] = field(default_factory=dict)
    used: int = 0

    def __post_init__(self) -> None:
        self.random = np.random.default_rng(self.seed)

    def mmsi(self) -> int:
        self.used += 1
        return int(self.random.choice([353, 636, 477, 538, 229, 563])) * 1_000_000 + 1_000 + self.used * 37

    def ship(self, imo: bool = True) -> dict[str, int | str]:
        k = self.used = self.used + 1
        length = int(self.random.integers(20, 380))
        return {
            **({"imo": imo_number(k * 7)} if imo else {}), "callsign": f"{'ABCDEV'[k % 6]}{k:03d}XY",
            "name": str(self.random.choice(["FREEDOM", "LIBERTY", "ANDIAMO", f"OWN NAME {k}"])),
            "ship_type": 70, **hull(length, max(length // 6, 4)),
        }  # fmt: skip

    def sail(self, mmsi: int, begin: float, end: float, lon: float, lat: float, knots: float, says: dict) -> float:
        return self.reports.sail(mmsi, begin, end, lon, lat, knots, every_s=900, **says)[0]

    def place(self) -> tuple[float, float, float]:
        return (
            float(self.random.uniform(-100, 100)),
            float(self.random.uniform(-50, 50)),
            float(self.random.uniform(0, 20)),
        )

    def clean(self) -> None:
        lon, lat, knots = self.place()
        begin = float(self.random.uniform(0, 3 * DAY_S))
        self.sail(self.mmsi(), begin, begin + 2 * DAY_S, lon, lat, knots, self.ship(bool(self.random.integers(2))))

    def default(self) -> None:
        """Ships in turn that all say IMO 1234567, name and call sign left empty."""
        lon, lat, _ = self.place()
        says = {"imo": 1_234_567, "name": "NONAME", "callsign": "NONE", **hull(50, 10)}
        for k in range(3):
            self.sail(self.mmsi(), k * DAY_S, (k + 0.5) * DAY_S, lon, lat, 0.0, says)

    def lent_callsign(self) -> None:
        """A call sign given out again after its ship fell silent, to one of another size."""
        lon, lat, _ = self.place()
        old, new = self.ship(False), self.ship(False)
        old_hull, new_hull = hull(200, 30), hull(30, 8)
        self.sail(self.mmsi(), 0, DAY_S, lon, lat, 5.0, old | old_hull)
        self.sail(self.mmsi(), 3 * DAY_S, 4 * DAY_S, lon, lat, 5.0, new | new_hull | {"callsign": old["callsign"]})

    def wrong_imo(self) -> None:
        """Another ship's IMO number typed in, while that one is heard."""
        lon, lat, knots = self.place()
        one, other = self.ship(), self.ship()
        self.sail(self.mmsi(), 0, 2 * DAY_S, lon, lat, knots, one)
        self.sail(self.mmsi(), DAY_S, 3 * DAY_S, lon + 5, lat, knots, other | {"imo": one["imo"]})

    def test_number(self) -> None:
        """A ship under a yard's default number, then under its own: the default is many ships', so no link is due."""
        _lon, _lat, _ = self.place()
        says = self.ship()
        self.sail(412_000_000, 0, 6 * HOUR, 120.0, 30.0, 0.0, says)
        self.sail(self.mmsi(), DAY_S, 2 * DAY_S, 120.0, 30.0, 0.0, says)

    def change(self, imo: bool, renamed: bool, kind: str) -> None:
        lon, lat, knots = self.place()
        old, new = self.mmsi(), self.mmsi()
        says = self.ship(imo)
        gap = float(self.random.choice([600, 2 * HOUR, 12 * HOUR, 2 * DAY_S]))
        lon = self.sail(old, 0, DAY_S, lon, lat, knots, says)
        lon += knots * 1852 / 111_195 / np.cos(np.radians(lat)) * gap / HOUR
        after = says | ({"name": f"NEW NAME {new}"} if renamed else {})
        after |= {"callsign": f"Z{new % 1000:03d}AB"} if imo else {}
        self.sail(new, DAY_S + gap, 2 * DAY_S + gap, lon, lat, knots, after)
        self.true[new], self.kind_of[new] = old, kind

    def swap(self) -> None:
        lon, lat, _ = self.place()
        numbers, ships = (self.mmsi(), self.mmsi()), (self.ship(), self.ship())
        for begin, end, order in ((0, DAY_S + 9 * HOUR, (0, 1)), (DAY_S + 9 * HOUR, 3 * DAY_S, (1, 0))):
            for place, which in enumerate(order):
                self.sail(numbers[which], begin, end, lon + place * 0.03, lat, 0.1, ships[place])
        for one, other in (numbers, numbers[::-1]):
            self.true[one], self.kind_of[one] = other, "swap"


def fleet(seed: int) -> Fleet:
    made = Fleet(seed)
    for _ in range(40):
        made.clean()
    for _ in range(6):
        made.lent_callsign()
        made.wrong_imo()
        made.swap()
        made.change(imo=True, renamed=False, kind="IMO number")
        made.change(imo=True, renamed=True, kind="IMO number, renamed")
        made.change(imo=False, renamed=False, kind="call sign and name")
    made.default()
    made.test_number()
    return made


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_links_of_a_generated_fleet(seed: int) -> None:
    made = fleet(seed)
    told = identify(made.reports, DAYS)
    found = {vessel // 100: old // 100 for day in range(DAYS) for vessel, old in told.links(day).items()}
    wrong = {new: old for new, old in found.items() if made.true.get(new) != old}
    missed = Counter(made.kind_of[new] for new, old in made.true.items() if found.get(new) != old)
    of = dict(Counter(made.kind_of.values()))
    print(f"seed {seed}: {len(found)} links, {len(wrong)} wrong, missed {dict(missed)} of {of}")
    assert wrong == {}
    assert sum(missed.values()) <= 0.05 * len(made.true)


def test_no_two_clean_vessels_of_a_recorded_day_are_linked(corpora: Path) -> None:
    """10,631 vessels off the coasts of the United States: the ten that share an IMO number do so at the same time."""
    with gzip.open(corpora / "tracks" / "marinecadastre-2022-01-03.csv.gz") as file:
        read = csv.read_csv(file)
    told = Told()
    told.day(*_recorded(read))
    assert told.days[0].num_rows == 10_631
    assert told.links() == {}
    doubtful = told.days[0].filter(pc.is_valid(told.days[0]["evidence"]))["mmsi"].to_pylist()
    assert doubtful == [
        338_411_000, 352_147_000, 355_369_000, 368_006_020, 368_041_830, 377_039_000, 377_039_001, 538_006_973,
        538_007_150, 671_087_100,
    ]  # fmt: skip


def _recorded(read: pa.Table) -> tuple[pa.Table, pa.Table]:
    """Positions, and the statements of each vessel once, as the file has them."""
    rows = read.num_rows
    common = {
        "t": pc.cast(read["BaseDateTime"], pa.timestamp("us")).cast(pa.int64()), "mmsi": read["MMSI"],
        "type": pc.if_else(pc.equal(read["TransceiverClass"], "A"), 1, 18), "flags": pa.array([int(Flag.TABLE)] * rows),
        "digest": pa.array(range(rows)),
    }  # fmt: skip
    common = {name: column.to_numpy() for name, column in common.items()}
    places = {"lon_deg": read["LON"].to_numpy(), "lat_deg": read["LAT"].to_numpy(), "sog_kn": read["SOG"].to_numpy()}
    positions = columns("position", rows, **common, **places)
    imo = pc.cast(pc.if_else(pc.equal(read["IMO"], ""), "IMO0", read["IMO"]), pa.string())
    number = pc.cast(pc.utf8_slice_codeunits(imo, 3, 13), pa.int64())
    number = pc.if_else(pc.and_(pc.greater(number, 0), pc.less(number, 1 << 30)), number, pa.scalar(None, pa.int64()))
    told = {
        "name": _word(read["VesselName"]), "callsign": _word(read["CallSign"]), "imo": number.combine_chunks(),
        "to_bow_m": pc.fill_null(read["Length"], 0).combine_chunks(), "to_stern_m": np.zeros(rows, np.int64),
        "to_port_m": pc.fill_null(read["Width"], 0).combine_chunks(), "to_starboard_m": np.zeros(rows, np.int64),
    }  # fmt: skip
    _, first = np.unique(read["MMSI"].to_numpy(), return_index=True)
    return positions, columns("static", rows, **common, **told).take(pa.array(first))


def _word(column: pa.ChunkedArray) -> pa.Array:
    return pc.if_else(pc.equal(column, ""), pa.scalar(None, pa.string()), column).combine_chunks()
