"""The handovers of a period: what one shift left to the next, and who took over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from marsad.store.journal.record import Record


@dataclass(frozen=True)
class Shift:
    """One handover. `given` and `taken` are the bodies of its records; `taken` None: nobody had taken over by then."""

    number: int
    given: Mapping[str, Any]
    taken: Mapping[str, Any] | None = None

    @property
    def document(self) -> Mapping[str, Any]:
        """What was signed."""
        told: Mapping[str, Any] = self.given["document"]
        return told


def shifts(records: Iterable[Record], after: int, upto: int) -> list[Shift]:
    """The handovers of which a record from `after` (excluded) to `upto` tells, as that last record leaves them."""
    found, touched = dict[int, Shift](), set[int]()
    for record in records:
        if record.seq > upto:
            break
        body = record.body
        if body["what"] not in ("given", "taken"):
            continue
        number = int(body["number"])
        found[number] = Shift(number, body) if body["what"] == "given" else Shift(number, found[number].given, body)
        if record.seq > after:
            touched.add(number)
    return [found[number] for number in sorted(touched)]
