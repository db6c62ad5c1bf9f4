"""Watch lists: from files of the configuration, and as records of the journal of kind `watch_list`.

A record's body is {"list": name, "entries": [...]} or {"list": name, "removed": true}; each is a version of the whole
list. An entry holds from its `since`, else from when the list was first written with it, until its `until`; one that a
later version lacks holds until that was written, and of one that a later version tells otherwise the later word holds.
So a run over an old day sees the entries of that day, and what was edited when is in the records.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from marsad.detectors.watch_list_rule.entries import doubtful, read_csv, read_lines
from marsad.plugin.rows import Records
from marsad.plugin.side import WATCHED
from marsad.runtime.places.journal_zones import Written
from marsad.runtime.watch_list_settings import WatchListSettings
from marsad.schema.event import digest
from marsad.schema.refusal import Refusal

KIND: Final = "watch_list"
_EVER: Final = -(1 << 62)
_WHOM: Final = ("mmsi", "imo", "name", "callsign", "source")
SHOWN: Final = 20
"""So many bad lines are told one by one; all are counted."""


@dataclass(frozen=True)
class ReadList:
    """A list that can be saved: what its record says, how many entries it has, and what is odd about them."""

    body: dict[str, Any]
    entries: int
    doubts: list[str]


class ListRefusal(Refusal):
    """Lines of a list are no entries: how many, and below it a sentence for each."""

    def __init__(self, faults: list[str], lines: int) -> None:
        super().__init__(f"{len(faults)} of {lines} lines are no entries, nothing was saved: mend them.")
        more = [f"and {len(faults) - SHOWN} more."] if len(faults) > SHOWN else []
        self.report = "\n".join([*faults[:SHOWN], *more])


def list_body(name: str, text: str, source: str = "") -> ReadList:
    """A list of CSV as the body of a record. Raises Refusal, ListRefusal where lines are no entries."""
    if not name.strip() or len(name.encode()) > 40:
        raise Refusal("A watch list has a name of 1 to 40 letters: give it one with --name.")
    records, faults = read_lines(text, source or name, name)
    if faults:
        raise ListRefusal(faults, len(faults) + len(records))
    if not len(records):
        raise Refusal("The watch list has no entries: `marsad watch-list remove NAME` takes a list away.")
    return ReadList({"list": name, "entries": [_told(one) for one in records]}, len(records), doubtful(records))


def removal(name: str) -> dict[str, Any]:
    """The body of a record that takes a list away."""
    return {"list": name, "removed": True}


def current(records: Iterable[Written]) -> dict[str, dict[str, Any]]:
    """The newest version of every list that was not taken away, by its name."""
    found = {str(record.body["list"]): record.body for record in records if record.kind == KIND}
    return {name: body for name, body in found.items() if not body.get("removed")}


def watched(
    lists: Mapping[str, WatchListSettings], folder: Path | None = None, records: Iterable[Written] = ()
) -> Records:
    """The side table `watch_list`: of files of the configuration, and of the journal.

    `folder` is where paths begin that are not absolute. Raises Refusal for a file that cannot be used.
    """
    parts = [np.zeros(0, WATCHED), _of_journal(records)]
    for name, told in lists.items():
        file = Path(told.file) if folder is None else folder / told.file
        try:
            parts.append(read_csv(text_of(file), told.source or name, name))
        except Refusal as refusal:
            raise Refusal(f"[watch_lists.{name}]: {refusal}") from None
    found: Records = np.concatenate(parts)
    # A number that stays whatever other lists there are: detectors remember it over a restart.
    found["id"] = [_number(one) for one in found]
    return found


def _number(one: np.void) -> int:
    told = _told(one)
    return int(digest([bytes(one["list"]).hex(), *(told[word] for word in (*_WHOM, "since"))]), 16) >> 33


def text_of(file: Path) -> str:
    """The text of a file. Raises Refusal."""
    try:
        return file.read_text("utf-8-sig")
    except OSError as error:
        raise Refusal(f"The watch list {file} cannot be read ({error.strerror}): check the path.") from None
    except UnicodeDecodeError:
        raise Refusal(f"The watch list {file} is not UTF-8 text: save it as such.") from None


def _told(one: np.void) -> dict[str, Any]:
    """An entry as plain values; an instant that is not told is null."""
    told: dict[str, Any] = {"mmsi": int(one["mmsi"]), "imo": int(one["imo"])}
    told |= {word: bytes(one[word]).decode("utf-8", "replace") for word in ("name", "callsign", "source")}
    since = int(one["t_from"])
    return {**told, "since": None if since == _EVER else since, "until": int(one["t_to"])}


@dataclass
class _Entry:
    began: int
    """When the versions that have it without a break began to be written."""
    told: Mapping[str, Any]
    ends: int | None = None


def _of_journal(records: Iterable[Written]) -> Records:
    lists: dict[str, dict[tuple[Any, ...], _Entry]] = {}
    past: list[tuple[str, _Entry]] = []
    for record in records:
        if record.kind != KIND:
            continue
        name = str(record.body["list"])
        before = lists.get(name, {})
        now: dict[tuple[Any, ...], _Entry] = {}
        for told in () if record.body.get("removed") else record.body["entries"]:
            key = tuple(told[word] for word in _WHOM)
            known = before.get(key)
            now[key] = _Entry(record.t if known is None else known.began, told)
        for key, entry in before.items():
            if key not in now:
                entry.ends = record.t
                past.append((name, entry))
        lists[name] = now
    held = [*past, *((name, entry) for name, some in lists.items() for entry in some.values())]
    made = []
    for name, entry in held:
        told = entry.told
        begin = entry.began if told["since"] is None else told["since"]
        end = told["until"] if entry.ends is None else min(told["until"], entry.ends)
        if begin < end:
            made.append((0, told["mmsi"], told["imo"], told["name"].encode()[:40], told["callsign"].encode()[:14],
                         told["source"].encode()[:40], name.encode()[:40], begin, end))  # fmt: skip
    return np.array(made, WATCHED)
