"""The truth of a simulation, as `marsad simulate` left it in a folder."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from marsad.schema.event_lines import instant_us
from marsad.schema.kinds import KINDS
from marsad.schema.refusal import Refusal, UsageRefusal

MARK: Final = "scenario.json"
"""Every folder of a simulation has it; it is written last."""
_OWN_WORLD = "incidents-"


@dataclass(frozen=True, slots=True)
class Incident:
    """Something that happened, or (with the name of a look-alike) only looked like it. Times are microseconds UTC."""

    id: str
    kind: str
    vessels: tuple[int, ...]
    """MMSI as told on air, ascending; of an area those that it touched."""
    t_start: int
    t_end: int
    t_due: int
    """By when an alert is worth something."""
    lon_deg: float
    lat_deg: float
    radius_m: float
    observable: bool
    """Whether enough was received of it that anybody could have noticed."""
    doubt: str = ""
    """Empty, test or forged: it must be told all the same."""
    look_alike: str = ""


@dataclass(frozen=True)
class Truth:
    """One folder."""

    path: Path
    name: str
    """Of the folder: seed-100, and the like."""
    scenario: str
    seed: int
    start_us: int
    end_us: int
    incidents: tuple[Incident, ...]
    negatives: tuple[Incident, ...]
    vessel_days: float
    """Days that its vessels were there, all together."""

    @property
    def hours(self) -> float:
        return (self.end_us - self.start_us) / 3.6e9

    @property
    def own_kinds(self) -> frozenset[str]:
        """The kinds whose truth it tells whole: of a sea all, of an incident world those that it stages."""
        if self.scenario.startswith(_OWN_WORLD):
            return frozenset(one.kind for one in (*self.incidents, *self.negatives))
        return frozenset(KINDS)

    @property
    def staged(self) -> bool:
        """Whether it is an incident world: what is not in its truth did not happen."""
        return self.scenario.startswith(_OWN_WORLD)


def purpose_of(seed: int) -> str:
    """What a seed is for: 1 to 99 tuning, 100 to 199 reporting."""
    return "tuning" if 1 <= seed <= 99 else "reporting" if 100 <= seed <= 199 else "neither"


def is_truth(path: Path) -> bool:
    """Whether a path is a folder of a simulation, or holds some."""
    return path.is_dir() and ((path / MARK).is_file() or any(path.glob(f"*/{MARK}")))


def folders(paths: Iterable[Path]) -> list[Path]:
    """The folders of simulations that are named, or lie in folders that are named; none twice, by seed.

    Raises Refusal for a path without one.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        inside = [path] if (path / MARK).is_file() else sorted((one.parent for one in path.glob(f"*/{MARK}")), key=_age)
        if not inside:
            raise Refusal(f"{path} holds no simulation: name a folder that `marsad simulate -o` wrote, or one of such.")
        for one in inside:
            found.setdefault(one.resolve(), one)
    if not found:
        raise UsageRefusal("no truth is named: add the folder that `marsad simulate -o` wrote")
    return list(found.values())


def read(path: Path) -> Truth:
    """A folder. Raises Refusal where something of it is missing or cannot be read."""
    told = _json(path / MARK)
    try:
        start, end = instant_us(told["start"]), instant_us(told["end"])
        scenario, seed, vessels = str(told["scenario"]), int(told["seed"]), int(told["vessels"])
    except (KeyError, TypeError, ValueError) as error:
        raise Refusal(f"{path / MARK} says not what it should ({error}): simulate it again.") from error
    return Truth(
        path, path.resolve().name, scenario, seed, start, end, _records(path / "events.jsonl"),
        _records(path / "negatives.jsonl"), _vessel_days(path, vessels, (end - start) / 8.64e10),
    )  # fmt: skip


def _json(path: Path) -> dict[str, Any]:
    try:
        told = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise Refusal(f"{path} cannot be read ({error}): simulate it again.") from error
    if not isinstance(told, dict):
        raise Refusal(f"{path} says not what it should: simulate it again.")
    return told


def _records(path: Path) -> tuple[Incident, ...]:
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise Refusal(f"{path} cannot be read: simulate it again, with `events` among its outputs.") from error
    return tuple(incident_of(json.loads(line), f"{path}, line {n}") for n, line in enumerate(lines, 1) if line.strip())


def incident_of(told: dict[str, Any], where: str) -> Incident:
    """One record. Raises Refusal that names `where` for one that is none."""
    try:
        if told["kind"] not in KINDS:
            raise ValueError(f"there is no kind {told['kind']}")
        return Incident(
            str(told["id"]), told["kind"], tuple(sorted({int(one) for one in told["vessels"]})),
            instant_us(told["t_start"]), instant_us(told["t_end"]), instant_us(told["t_due"]),
            float(told["lon_deg"]), float(told["lat_deg"]), float(told["radius_m"]), bool(told["observable"]),
            str(told["doubt"]), str(told["look_alike"]),
        )  # fmt: skip
    except (KeyError, TypeError, ValueError) as error:
        raise Refusal(f"{where}: this is no incident ({type(error).__name__}: {error}): simulate it again.") from error


def _vessel_days(path: Path, vessels: int, days: float) -> float:
    """From the states each minute where they were written, else all vessels all the time."""
    import pyarrow.parquet as pq

    states = path / "truth.parquet"
    return pq.read_metadata(states).num_rows / 1440.0 if states.is_file() else vessels * days


def _age(path: Path) -> list[tuple[bool, int, str]]:
    """Digits are compared as numbers: seed-9 before seed-10."""
    return [(part.isdigit(), int(part) if part.isdigit() else 0, part) for part in re.split(r"(\d+)", path.name)]
