"""Reads the files of geography in `sea/data`: TOML with places as [longitude, latitude]."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from marsad.schema.refusal import Refusal

Table = dict[str, Any]
LISTS = (
    "ports", "gates", "anchorages", "ways", "precautionary", "ferries", "fishing", "pilots", "naval", "cables", "aids",
    "base_stations", "canals", "passages", "barriers",
)  # fmt: skip


def names() -> tuple[str, ...]:
    """All seas that are shipped."""
    folder = files("marsad.testing.simulator.sea") / "data"
    return tuple(sorted(one.name[:-5] for one in folder.iterdir() if one.name.endswith(".toml")))


@cache
def read(name: str) -> Table:
    """One sea's file, with every list there, empty where the file has none. Raises Refusal for an unknown name."""
    if name not in names():
        raise Refusal(f"There is no sea {name!r}: the seas are {', '.join(names())}.")
    text = (files("marsad.testing.simulator.sea") / "data" / f"{name}.toml").read_text("utf-8")
    table = tomllib.loads(text)
    for key in LISTS:
        table.setdefault(key, [])
    return table
