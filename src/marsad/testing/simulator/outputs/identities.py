"""identities.jsonl: who tells another MMSI than her own, from when to when, and why."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from marsad.testing.simulator.errors.faults import DEFAULT_MMSI
from marsad.testing.simulator.incidents.instant import iso
from marsad.testing.simulator.records import Kind
from marsad.testing.simulator.world import World


def write_identities(world: World, folder: Path) -> None:
    """Every MMSI that is told and not her own, by vessel and time; in incidents and look-alikes, too."""
    rows = world.effects[world.effects["kind"] == Kind.MMSI]
    rows = rows[np.lexsort((rows["t0"], rows["vessel"]))]
    fleet = set(world.vessels["mmsi"][: world.fleet].tolist())
    lines = [
        {
            "vessel": int(row["vessel"]),
            "mmsi": int(world.vessels["mmsi"][row["vessel"]]),
            "told_mmsi": int(row["a"]),
            "t_start": iso(int(row["t0"])),
            "t_end": iso(int(row["t1"])),
            "because": _because(int(row["vessel"]) < world.fleet, int(row["a"]), fleet),
        }
        for row in rows
    ]
    (folder / "identities.jsonl").write_text("".join(json.dumps(one) + "\n" for one in lines), encoding="utf-8")


def _because(ordinary: bool, told: int, fleet: set[int]) -> str:
    if not ordinary:
        return "staged"
    if told in DEFAULT_MMSI:
        return "default_mmsi"
    return "shared_mmsi" if told in fleet else "mistyped_mmsi"
