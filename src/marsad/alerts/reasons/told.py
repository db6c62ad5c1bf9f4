"""What an event tells, in the words of a sentence. Every part of it may be missing, and is then left out."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from marsad.alerts.situation import evidence_of
from marsad.schema.event import Event

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_NM: Final = 1852.0
_MOST: Final = 80
Clause = tuple[str, str, str]
"""Name in the evidence, English and Arabic with {} where its value stands."""


@dataclass(frozen=True)
class Reason:
    """One sentence in each language of the page."""

    english: str
    arabic: str


@dataclass(frozen=True)
class Told:
    """An event with the names of its vessels, as far as they are known."""

    event: Event
    names: Mapping[int, str]

    @property
    def evidence(self) -> dict[str, Any]:
        """By name."""
        return evidence_of(self.event)

    @property
    def who(self) -> str:
        """The vessels, in English."""
        return self._vessels(" and ", "an unknown vessel")

    @property
    def who_ar(self) -> str:
        """The vessels, in Arabic."""
        return self._vessels(" و", "سفينة مجهولة")

    @property
    def start(self) -> str:
        """Since when: 14:05Z, with the day where it is another than that on which it became known."""
        return self.time(self.event.t_start)

    @property
    def where(self) -> str:
        """The place as a chart has it, with a blank before; empty where none is known."""
        lat, lon = self.event.lat_deg, self.event.lon_deg
        return "" if lat is None or lon is None else f" at {chart_place(lat, lon)}"

    @property
    def where_ar(self) -> str:
        """The same in Arabic; a chart's figures are Latin in both."""
        return self.where.replace(" at ", " عند ")

    def time(self, t_us: int) -> str:
        """An instant, UTC with Z."""
        at, known = (_EPOCH + timedelta(microseconds=t) for t in (t_us, self.event.t_event))
        return f"{at:%H:%MZ}" if at.date() == known.date() else f"{at:%d %b %H:%MZ}"

    def text(self, *names: str) -> str:
        """Text of the evidence, the first of some names that is there, made fit to be shown."""
        value = next((self.evidence[name] for name in names if self.evidence.get(name) not in (None, "")), "")
        return clean(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""

    def number(self, name: str) -> float | None:
        """A number of the evidence."""
        value = self.evidence.get(name)
        if not isinstance(value, int | float) or isinstance(value, bool):
            return None
        return float(value) if abs(value) < 1e300 and math.isfinite(value) else None

    def flag(self, *names: str) -> bool:
        """Whether the evidence says yes to one of these."""
        return any(self.evidence.get(name) in (True, 1) for name in names)

    def sentence(self, english: str, arabic: str, *clauses: Clause) -> Reason:
        """The sentence, with a clause for each number that is known; of those with one place only the first."""
        said: list[tuple[str, str]] = []
        for name, words, words_ar in clauses:
            value = self._shown(name)
            if value:
                said.append((words.replace("{}", value), words_ar.replace("{}", value)))
        if chart := self.text("chart"):
            said.append((f"by chart {chart}", f"حسب الخريطة {chart.replace('not for navigation', 'ليست للملاحة')}"))
        more, more_ar = ([pair[at] for pair in said] for at in (0, 1))
        return Reason(
            "; ".join([english, ", ".join(more)] if more else [english]) + ".",
            "؛ ".join([arabic, "، ".join(more_ar)] if more_ar else [arabic]) + ".",
        )

    def _shown(self, name: str) -> str:
        value = self.number(name)
        if value is None:
            return self.text(name)
        if name in ("was", "now"):
            return f"{value:09.0f}"
        if name.endswith("_m"):
            return length(value)
        if name.endswith("_km"):
            return length(value * 1000)
        if name.endswith(("_deg", "_course")):
            return f"{value % 360:03.0f}°"
        if name.endswith("_kn"):
            return f"{value:.1f} kn"
        if name.endswith(("share", "probability", "chance")):
            return f"{value * 100:.3g} %"
        if name.endswith(("_min", "_minutes", "minutes")):
            return f"{value:.0f} min" if value < 120 else f"{value / 60:.1f} h"
        if name.endswith("_s"):
            return f"{value:.0f} s" if value < 120 else f"{value / 60:.0f} min"
        if name.endswith(("_h", "_hours", "hours")):
            return f"{value:.1f} h"
        return f"{value:,.0f}" if value == round(value) else f"{value:.3g}"

    def _vessels(self, between: str, nobody: str) -> str:
        vessels = self.event.vessels
        some = [self._vessel(vessel) for vessel in vessels[:2]]
        if len(vessels) > 2:
            some.append(f"{len(vessels) - 2} more" if between == " and " else f"{len(vessels) - 2} أخرى")
        return between.join(some) if some else nobody

    def _vessel(self, mmsi: int) -> str:
        name = clean(self.names.get(mmsi, ""))
        return f"{name} (MMSI {mmsi:09d})" if name else f"MMSI {mmsi:09d}"


def length(metres: float) -> str:
    """A distance: nautical miles, and metres where that is less than a tenth of a mile."""
    if abs(metres) < _NM / 10:
        return f"{metres:.0f} m"
    return f"{metres / _NM:.2f} NM" if abs(metres) < _NM else f"{metres / _NM:.1f} NM"


def clean(text: object) -> str:
    """Text from the air or from a file, without what could turn a line around or break it."""
    return "".join(c for c in str(text) if c.isprintable() and not "\u200e" <= c <= "\u200f" and not
                   "\u202a" <= c <= "\u202e" and not "\u2066" <= c <= "\u2069").strip()[:_MOST]  # fmt: skip


def chart_place(lat_deg: float, lon_deg: float) -> str:
    """Degrees and minutes, as a chart has them: 12-03.0N 045-15.0E."""
    return f"{_angle(lat_deg, 2, 'NS')} {_angle(lon_deg, 3, 'EW')}"


def _angle(degrees: float, width: int, signs: str) -> str:
    tenths = round(abs(degrees) * 600)
    return f"{tenths // 600:0{width}d}-{tenths % 600 / 10:04.1f}{signs[degrees < 0]}"
