"""Every application message the decoder knows: the files beside this one, found by name."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from marsad.decode.ais import application as room
from marsad.decode.ais.bit_table import Application

_SHARED = frozenset({"applications", "fields", "sensors", "shapes"})


def _found() -> tuple[Application, ...]:
    names = sorted(m.name for m in iter_modules(room.__path__) if m.name not in _SHARED)
    return tuple(one for name in names for one in import_module(f"{room.__name__}.{name}").APPLICATIONS)


APPLICATIONS: tuple[Application, ...] = _found()
"""The declarations, in the order of their files."""

CANDIDATES: dict[tuple[int, int, int], tuple[Application, ...]] = {
    key: tuple(one for one in APPLICATIONS for number in one.messages if (number, one.dac, one.fi) == key)
    for key in sorted({(number, one.dac, one.fi) for one in APPLICATIONS for number in one.messages})
}
"""By (6 addressed or 8 to all, DAC, FI): the layouts to choose from, by sub-identifier and length."""

TABLES: dict[str, Application] = {one.name: one for one in APPLICATIONS}
"""One declaration for each application table."""
