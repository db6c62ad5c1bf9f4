"""Discovery: a room's own files by their names, and installed packages by their entry points.

A plug-in is an object under an agreed attribute of a module. In the room it is one file, `rooms/some_name.py`, and is
called `some-name`; every file of the room is one, what they share stands in sub-packages. Another package announces
its own under the entry-point group that has the room's name.
"""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass
from importlib import metadata
from typing import Generic, TypeVar

from marsad.schema.refusal import Refusal

P = TypeVar("P")


class PluginError(Refusal):
    """A plug-in cannot be loaded, so Marsad does not start; the text names the file."""


@dataclass(frozen=True)
class Socket(Generic[P]):
    """Where plug-ins of one kind go in."""

    room: str
    """Dotted package whose files are plug-ins, and the entry-point group of foreign ones."""
    attribute: str
    """Name under which a module of the room carries its plug-in."""
    kind: type[P]
    """What a plug-in must be an instance of."""

    def load(self) -> dict[str, P]:
        """Every plug-in by its name, the room's own first.

        Raises PluginError for one that fails to load, is of another kind, or takes a name twice.
        """
        loaded = self._own()
        for point in sorted(metadata.entry_points(group=self.room), key=lambda point: point.name):
            owner = f"{point.value} of package {point.dist.name if point.dist else 'unknown'}"
            if point.name in loaded:
                raise PluginError(
                    f"Plug-in {owner} takes the name {point.name}, which is taken: uninstall one of them."
                )
            try:
                plug = point.load()
            except Exception as error:
                raise PluginError(_sentence(owner, error)) from error
            loaded[point.name] = self._checked(plug, owner)
        return loaded

    def _own(self) -> dict[str, P]:
        room = importlib.import_module(self.room)
        loaded: dict[str, P] = {}
        for found in sorted(pkgutil.iter_modules(room.__path__), key=lambda found: found.name):
            if found.ispkg:
                continue
            spec = found.module_finder.find_spec(f"{self.room}.{found.name}", None)
            file = (spec.origin if spec else None) or f"{self.room}.{found.name}"
            try:
                module = importlib.import_module(f"{self.room}.{found.name}")
            except Exception as error:
                raise PluginError(_sentence(file, error)) from error
            loaded[found.name.replace("_", "-")] = self._checked(getattr(module, self.attribute, None), file)
        return loaded

    def _checked(self, plug: object, where: str) -> P:
        if not isinstance(plug, self.kind):
            raise PluginError(
                f"Plug-in {where} carries no {self.kind.__name__} under the name {self.attribute}: "
                "mend it, or move it out of the room."
            )
        return plug


def _sentence(where: str, error: Exception) -> str:
    reason = " ".join(f"{type(error).__name__}: {error}".split())
    return f"Plug-in {where} cannot be loaded ({reason}): mend or remove it."
