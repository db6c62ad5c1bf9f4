"""The settings of detection: under `[lanes]` how late rows may come, under `[detectors.NAME]` its parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import msgspec
from msgspec import Meta

if TYPE_CHECKING:
    from marsad.runtime.advance.lanes import Lanes

Value = bool | float | str
"""Of one parameter of a detector, or of its switch `on`."""


class LaneSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How late rows may come, by the way they come."""

    terrestrial_s: Annotated[
        float,
        Meta(ge=0, le=3600, description="Seconds after its time that a report may come from a station ashore: "
             "detectors wait so long, a later one has them look again"),
    ] = 5.0  # fmt: skip
    satellite_h: Annotated[
        float, Meta(ge=0, le=240, description="Hours after its time that a report may come from a satellite")
    ] = 6.0
    satellites: Annotated[
        list[str], Meta(description="Feeds and stations that are satellites, by the names they have in reports")
    ] = []

    def lanes(self) -> Lanes:
        """The lanes of a run."""
        from marsad.runtime.advance.lanes import Lane, Lanes

        slow = Lane("satellite", round(self.satellite_h * 3.6e9), satellite=True)
        quick = Lane("terrestrial", round(self.terrestrial_s * 1e6))
        named = [quick, *([slow] if self.satellites else [])]
        return Lanes(tuple(named), tuple((name, "satellite") for name in self.satellites), LATE_US)


LATE_US = 600_000_000
"""So far behind the watermark a report of any lane is looked at at least."""
