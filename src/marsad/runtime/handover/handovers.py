"""The handovers of a room: given by one person, taken by another, each a record of the journal."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import msgspec

from marsad.runtime.handover.document import FORMAT, TAKEN, content, digest, file_bytes
from marsad.runtime.handover.key import RoomKey, fingerprint
from marsad.runtime.watch_log.plain_text import readable
from marsad.runtime.watch_log.watch_log import FieldRefusal
from marsad.store.journal.journal import Journal
from marsad.store.store_error import StoreError

KIND: Final = "handover"
"""The kind of its records; `what` in their body is key, given or taken."""
MOST_REMARKS: Final = 8_000
MOST_NAME: Final = 100
LONGEST_MS: Final = 31 * 86_400_000
USUAL_MS: Final = 12 * 3_600_000
"""A shift that follows no other began so long ago, unless somebody says otherwise."""
Look = Callable[[], Mapping[str, Any]]


class Taken(msgspec.Struct, frozen=True):
    """Who took over, when (milliseconds UTC), and what they remarked."""

    by: str
    t_ms: int
    remarks: str


class HandoverView(msgspec.Struct, frozen=True):
    """One handover as the list shows it. `counts` tells how many of what it names; `taken` null: nobody has yet."""

    number: int
    given_ms: int
    from_ms: int
    by: str
    to: str
    remarks: str
    counts: dict[str, int]
    head: str
    key: str
    taken: Taken | None


@dataclass(slots=True)
class _Handover:
    """What is remembered of one; its document is read from the journal again where somebody wants it."""

    view: HandoverView
    given: int
    digest: str
    author: str
    taken: int | None = None


class Handovers:
    """Those of one journal; any thread may call it. `look` tells what the shift leaves, as plain values."""

    def __init__(self, journal: Journal, clock: Callable[[], int], folder: Path, look: Look) -> None:
        self._journal, self._clock, self._folder, self._look = journal, clock, folder, look
        self._lock = threading.RLock()
        self._known: list[_Handover] = []
        self._keys: list[str] = []
        self._upto = 0
        self._key: RoomKey | None = None
        self.newest = 0
        """Number of the newest record taken up."""
        self.trouble: str | None = None
        """Why nothing can be signed; None: it can."""

    def begin(self) -> None:
        """To be called at the start: the key is made where there is none, and becomes a record where it is new."""
        try:
            self._ready()
        except StoreError as error:
            self.trouble = str(error)

    def key(self) -> str | None:
        """The public key that signs now; None where there is trouble."""
        with self._lock:
            return None if self._key is None else self._key.public

    def since_ms(self) -> int:
        """When the shift that ends now began: when the last one was handed over."""
        with self._lock:
            self._take_up()
            now = self._clock() // 1000
            last = self._known[-1].view.given_ms if self._known else now - USUAL_MS
            return max(min(last, now), now - LONGEST_MS)

    def listed(self, before: int | None = None, limit: int = 50) -> list[HandoverView]:
        """The handovers, the newest first. Raises StoreError."""
        with self._lock:
            self._take_up()
            some = self._known if before is None else self._known[: max(0, before - 1)]
            return [one.view for one in some[::-1][:limit]]

    def preview(self) -> dict[str, Any]:
        """What a handover would hold now, but for who gives it to whom."""
        return dict(self._look())

    def give(self, author: str, to: str, remarks: str, from_ms: int | None) -> HandoverView:
        """Hand over: what the shift leaves is signed and on disk when this returns. Raises FieldRefusal, StoreError."""
        left = self.preview()
        with self._lock:
            key = self._ready()
            now = self._clock() // 1000
            since = self.since_ms() if from_ms is None else from_ms
            faults = _remarks_fault(remarks)
            if not now - LONGEST_MS <= since <= now:
                faults["from_ms"] = "A shift began before now, and at most 31 days ago."
            if len(to) > MOST_NAME:
                faults["to"] = f"A name has at most {MOST_NAME} characters."
            elif readable(to).strip().casefold() == author.casefold():
                faults["to"] = "Nobody hands over to themselves: name who comes."
            if faults:
                raise FieldRefusal(faults)
            seq, ends = self._journal.head()
            number = len(self._known) + 1
            document = left | {
                "format": FORMAT, "number": number, "given_ms": now, "period": {"from_ms": since, "to_ms": now},
                "by": author, "to": readable(to).strip(), "remarks": readable(remarks).strip(),
                "head": {"seq": seq, "hash": ends}, "key": key.public,
            }  # fmt: skip
            signature = key.sign(content(document))
            self._append(author, {"what": "given", "number": number, "document": document, "key": key.public,
                                  "signature": signature})  # fmt: skip
            return self._known[-1].view

    def take(self, author: str, number: int, remarks: str) -> HandoverView:
        """Take over the newest handover: somebody else than who gave it. Raises FieldRefusal, StoreError."""
        with self._lock:
            key = self._ready()
            faults = _remarks_fault(remarks)
            last = self._known[-1] if self._known else None
            if last is None or last.view.number != number:
                faults["number"] = f"Handover {number} is not the newest: look at the list again."
            elif last.view.taken is not None:
                faults["number"] = f"{last.view.taken.by} took over already."
            elif last.author == author:
                faults["number"] = "Who handed over cannot take over: whoever comes signs in and does it."
            if faults or last is None:
                raise FieldRefusal(faults)
            seq, ends = self._journal.head()
            receipt = {
                "format": TAKEN, "number": number, "handover": last.digest, "by": author,
                "taken_ms": self._clock() // 1000, "remarks": readable(remarks).strip(),
                "head": {"seq": seq, "hash": ends},
            }  # fmt: skip
            signature = key.sign(content(receipt))
            self._append(author, {"what": "taken", "number": number, "receipt": receipt, "key": key.public,
                                  "signature": signature})  # fmt: skip
            return self._known[-1].view

    def file(self, number: int) -> bytes | None:
        """The signed document of a handover, the same bytes each time until it is taken over; None: there is none."""
        with self._lock:
            self._take_up()
            if not 0 < number <= len(self._known):
                return None
            one = self._known[number - 1]
            return file_bytes(self._body(one.given), None if one.taken is None else self._body(one.taken))

    # The journal.

    def _ready(self) -> RoomKey:
        with self._lock:
            self._take_up()
            if self._key is None:
                self._key = RoomKey.kept_in(self._folder)
            if self._key.public not in self._keys[-1:]:
                public = self._key.public
                self._append("room", {"what": "key", "public": public, "fingerprint": fingerprint(public)})
            self.trouble = None
            return self._key

    def _append(self, author: str, body: Mapping[str, Any]) -> None:
        self._journal.append(KIND, author, body)
        self._take_up()

    def _take_up(self) -> None:
        for record in self._journal.records(KIND, after=self._upto):
            self._upto = self.newest = record.seq
            what = record.body["what"]
            if what == "given":
                told = record.body["document"]
                self._known.append(_Handover(_view(told, record.body["key"]), record.seq, digest(told), record.author))
            elif what == "taken":
                one, receipt = self._known[int(record.body["number"]) - 1], record.body["receipt"]
                taken = Taken(record.author, int(receipt["taken_ms"]), str(receipt["remarks"]))
                one.taken, one.view = record.seq, msgspec.structs.replace(one.view, taken=taken)
            elif what == "key":
                self._keys.append(str(record.body["public"]))

    def _body(self, seq: int) -> Mapping[str, Any]:
        return next(self._journal.records(KIND, after=seq - 1)).body


def _view(told: Mapping[str, Any], key: str) -> HandoverView:
    counts = {name: len(value) + int(told["left_out"].get(name, 0))
              for name, value in told.items() if isinstance(value, list)}  # fmt: skip
    return HandoverView(
        told["number"], told["given_ms"], told["period"]["from_ms"], told["by"], told["to"], told["remarks"], counts,
        f"{told['head']['seq']}:{told['head']['hash']}", key, None,
    )  # fmt: skip


def _remarks_fault(remarks: str) -> dict[str, str]:
    if len(remarks) > MOST_REMARKS:
        return {"remarks": f"Remarks have at most {MOST_REMARKS:,} characters; these are {len(remarks):,}."}
    try:
        remarks.encode()
    except UnicodeEncodeError:
        return {"remarks": "The remarks hold half a character: write whole ones."}
    return {}
