"""One report of others: who says what of where and when, how it came, and how far it is to be trusted."""

from __future__ import annotations

from typing import Any, Final, Literal

import msgspec

from marsad.runtime.watch_log.plain_text import readable

Status = Literal["claimed", "confirmed", "refuted"]
RELIABILITY: Final = ("A", "B", "C", "D", "E", "F")
"""Of the source (NATO AJP-2, the Admiralty code): A completely reliable, B usually, C fairly, D not usually,
E unreliable, F cannot be judged."""
CREDIBILITY: Final = (1, 2, 3, 4, 5, 6)
"""Of the information: 1 confirmed by other sources, 2 probably true, 3 possibly true, 4 doubtful, 5 improbable,
6 cannot be judged."""


class Report(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a report says. Times are milliseconds UTC.

    `source` says who says it, `kind` what is said to have happened. `happened_ms` is when, give or take `within_min`
    minutes (null: not told); null where nobody says. `received_ms` and `by` are when and by what means it came. A
    place is a point with a radius of uncertainty in metres (null: not told), or words (`where`), or both. `language` is
    the tag (BCP 47) of the text, empty where it is not known.
    """

    source: str = ""
    kind: str = ""
    text: str = ""
    language: str = ""
    happened_ms: int | None = None
    within_min: int | None = None
    received_ms: int | None = None
    by: str = ""
    lon_deg: float | None = None
    lat_deg: float | None = None
    radius_m: float | None = None
    where: str = ""
    mmsi: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    alerts: tuple[str, ...] = ()
    reliability: str = "F"
    credibility: int = 6

    @property
    def grade(self) -> str:
        """Both grades as they are written: B2."""
        return f"{self.reliability}{self.credibility}"

    def body(self) -> dict[str, Any]:
        """As plain values, for the journal: as it was written, without what surrounds it."""
        told: dict[str, Any] = msgspec.to_builtins(self)
        for name in ("source", "text", "language", "where"):
            told[name] = told[name].strip()
        told["mmsi"] = list(dict.fromkeys(self.mmsi))
        told["names"] = list(dict.fromkeys(name.strip() for name in self.names if readable(name).strip()))
        told["alerts"] = list(dict.fromkeys(self.alerts))
        return told

    def shown(self) -> Report:
        """As readers see it: without controls and without what turns the direction of text."""
        return msgspec.structs.replace(
            self, source=_line(self.source), text=readable(self.text).strip(), language=_line(self.language),
            where=_line(self.where), names=tuple(_line(name) for name in self.names),
        )  # fmt: skip


def report_of(body: Any) -> Report:
    """The report of such plain values; what a later Marsad added is left out."""
    known = Report.__struct_fields__
    return msgspec.convert({name: value for name, value in body.items() if name in known}, Report)


def _line(text: str) -> str:
    return " ".join(readable(text).split())
