"""What people give a room beside its configuration: zones and watch lists, as records of its journal.

A change holds from then on: detectors see it with the next step. What it says of the time before is for `replay` and
`build`, which read the same records.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from marsad.plugin.areas import Drawn
from marsad.plugin.side import Side
from marsad.runtime.detection.detection import Detection
from marsad.runtime.places.configured import drawn_of_configuration, side_of_settings
from marsad.runtime.places.journal_zones import KIND as ZONE
from marsad.runtime.places.journal_zones import current as current_zones
from marsad.runtime.places.watch_lists import KIND as WATCH_LIST
from marsad.runtime.places.watch_lists import current as current_lists
from marsad.runtime.settings import Settings
from marsad.schema.refusal import Refusal
from marsad.store.journal.journal import Journal
from marsad.store.journal.record import Record

Body = Mapping[str, Any]


class Given:
    """The zones and watch lists of one journal; any thread may call it. `folder` is where files of the configuration
    lie. Without a journal nothing can be saved. `say` is told of charts whose objects were passed over."""

    def __init__(
        self, settings: Settings, folder: Path | None, journal: Journal | None, say: Callable[[str], None] | None = None
    ) -> None:
        self._settings, self._folder, self._journal, self._say = settings, folder, journal, say
        self._detection: Detection | None = None
        self._configured: Drawn | None = None
        self.newest = 1
        """Grows with every change: whoever shows zones asks again."""
        self._lock = threading.Lock()

    def hand_to(self, detection: Detection) -> None:
        """Who is told of what holds from now on."""
        self._detection = detection

    def side(self) -> Side:
        """The side tables that hold. Raises Refusal for what cannot be used."""
        return side_of_settings(self._settings, self._folder, self._records(), self._say)

    def drawn(self) -> list[dict[str, Any]]:
        """The bodies of the zones that were saved, as they are now."""
        return list(current_zones(self._records()).values())

    def configured(self) -> Drawn:
        """What the configuration draws, read once. Raises Refusal."""
        with self._lock:
            if self._configured is None:
                self._configured = drawn_of_configuration(self._settings.zones, self._folder)
            return self._configured

    def save(self, kind: str, bodies: Iterable[Body], author: str) -> list[str]:
        """Save zones (`zone`) or lists (`watch_list`) that were checked: all or none, those that are new or changed.

        Gives their names; they are on disk when this returns. Raises StoreError, Refusal.
        """
        with self._lock:
            if self._journal is None:
                raise Refusal("A replay keeps nothing: import into a live room or its data folder.")
            changed = save(self._journal, kind, bodies, author)
            self.newest += bool(changed)
            if changed and self._detection is not None:
                self._detection.see(self.side())
            return changed

    def _records(self) -> list[Record]:
        return [] if self._journal is None else written(self._journal)


def written(journal: Journal) -> list[Record]:
    """The records of zones and of watch lists."""
    return [record for kind in (ZONE, WATCH_LIST) for record in journal.records(kind)]


def save(journal: Journal, kind: str, bodies: Iterable[Body], author: str) -> list[str]:
    """Write those that are new or changed, or that take away what is there; gives their names. Raises Refusal for a
    name to take away that nothing has, StoreError."""
    word, there = ("list", current_lists) if kind == WATCH_LIST else ("name", current_zones)
    known = there(journal.records(kind))
    changed = []
    for body in bodies:
        name = str(body[word])
        if body.get("removed") and name not in known:
            raise Refusal(f"The journal has no {kind.replace('_', ' ')} {name}: it has {', '.join(known) or 'none'}.")
        if known.get(name) != dict(body):
            changed.append(body)
    journal.append_all([(kind, author, body) for body in changed])
    return [str(body[word]) for body in changed]
