"""Scenarios: a TOML file says what a simulation is made of (docs/simulate.md describes it).

Those that are shipped lie in `scenarios/`; their `plain-` variants without incidents and the incident worlds are
derived from them.
"""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from marsad.schema.kinds import KINDS
from marsad.schema.refusal import Refusal, UsageRefusal
from marsad.testing.simulator.scenario_file import parse
from marsad.testing.simulator.scenario_format import SIZES, ErrorRates, Receiver, SatelliteSpec, Scenario, Stage

__all__ = ["SIZES", "ErrorRates", "Receiver", "SatelliteSpec", "Scenario", "Stage", "load", "names"]

_TEMPLATE = "incident-world"
_PLAIN, _INCIDENTS = "plain-", "incidents-"
INCIDENTS_A_WORLD, LOOK_ALIKES_A_WORLD = 2, 10


@cache
def names() -> tuple[str, ...]:
    """All names that `load` knows: the seas, their plain variants, and a world for each kind of incident."""
    folder = files("marsad.testing.simulator") / "scenarios"
    seas = sorted(one.name[:-5] for one in folder.iterdir() if one.name.endswith(".toml"))
    seas = [name for name in seas if name != _TEMPLATE]
    worlds = [_INCIDENTS + kind.replace("_", "-") for kind in KINDS]
    return (*seas, *(_PLAIN + name for name in seas), *worlds)


def load(name_or_path: str | Path, size: str = "small") -> Scenario:
    """A shipped scenario by its name, or one's own TOML file by its path. Raises Refusal for what cannot be read."""
    if size not in SIZES:
        raise UsageRefusal(f"The size {size!r} is unknown: give one of {', '.join(SIZES)}.")
    name = str(name_or_path)
    if name in names():
        return _shipped(name, size)
    path = Path(name_or_path)
    if path.suffix != ".toml":
        raise UsageRefusal(f"The scenario {name!r} is unknown: give a .toml file or one of {', '.join(names())}.")
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise Refusal(f"The scenario file {name} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise Refusal(f"The scenario file {name} is not UTF-8 text: save it as such.") from error
    return parse(_table(text, name), path.stem, name, size)


def _shipped(name: str, size: str) -> Scenario:
    if name.startswith(_PLAIN):
        sea = _read(name.removeprefix(_PLAIN), size)
        return replace(sea, name=name, title=f"{sea.title}, without incidents", kind="plain", incidents={})
    if name.startswith(_INCIDENTS):
        kind = name.removeprefix(_INCIDENTS).replace("-", "_")
        return replace(
            _read(_TEMPLATE, size),
            name=name,
            title=f"Incidents of the kind {kind}, and what looks like it",
            kind="incidents",
            incidents={kind: float(INCIDENTS_A_WORLD)},
            look_alikes={kind: float(LOOK_ALIKES_A_WORLD)},
        )
    return _read(name, size)


def _read(name: str, size: str) -> Scenario:
    text = (files("marsad.testing.simulator") / "scenarios" / f"{name}.toml").read_text("utf-8")
    return parse(_table(text, f"{name}.toml"), name, f"{name}.toml", size)


def _table(text: str, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refusal(f"The scenario file {name} is not TOML: {error}.") from error
