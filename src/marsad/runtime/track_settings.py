"""The settings of tracks and stops, under the table `[tracks]`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import msgspec
from msgspec import Meta

if TYPE_CHECKING:
    from marsad.tracks.ways.parameters import Parameters

Gap = Annotated[float, Meta(gt=0, le=864_000)]
Speed = Annotated[float, Meta(gt=0, le=10_000)]
Metres = Annotated[float, Meta(gt=0, le=100_000)]


class TrackSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """By what rules tracks are cut, stops are told and lines are simplified."""

    gap_class_a_s: Annotated[Gap, Meta(description="Seconds of silence that end a track of class A")] = 3600.0
    gap_class_b_s: Annotated[Gap, Meta(description="The same, class B")] = 7200.0
    gap_aircraft_s: Annotated[Gap, Meta(description="The same, SAR aircraft")] = 900.0
    gap_device_s: Annotated[Gap, Meta(description="The same, locating devices (AIS-SART, MOB, EPIRB)")] = 3600.0
    gap_unknown_s: Annotated[Gap, Meta(description="The same, where the class is not told")] = 43200.0
    gap_long_range_s: Annotated[
        Gap, Meta(description="The same, at least, before and after a long-range report (message 27)")
    ] = 43200.0
    top_class_a_kn: Annotated[Speed, Meta(description="Speed (kn) beyond which a step of class A is a teleport")] = 60.0
    top_class_b_kn: Annotated[Speed, Meta(description="The same, class B")] = 80.0
    top_aircraft_kn: Annotated[Speed, Meta(description="The same, SAR aircraft")] = 600.0
    top_unknown_kn: Annotated[Speed, Meta(description="The same, all others")] = 80.0
    slack_m: Annotated[
        Metres, Meta(description="Metres that a step may be longer: times in whole minutes, late repeats, noise")
    ] = 2000.0
    error_m: Annotated[
        Metres, Meta(description="Every position lies within so many metres of the simplified line at its instant")
    ] = 20.0
    stop_radius_m: Annotated[Metres, Meta(description="A stop begins where a vessel stays within so many metres")] = (
        250.0
    )
    stop_slow_kn: Annotated[Speed, Meta(description="from a position slower than this (kn), where speed is told")] = 1.0
    stop_min_s: Annotated[Gap, Meta(description="for so many seconds")] = 600.0
    stop_leave_m: Annotated[Metres, Meta(description="It ends farther than this (m) from where it began")] = 1000.0
    stop_fast_kn: Annotated[Speed, Meta(description="or at this speed (kn) or more")] = 2.0
    stop_leave_s: Annotated[Gap, Meta(description="for so many seconds")] = 120.0

    def parameters(self) -> Parameters:
        """The same for the kernels."""
        from marsad.tracks.ways.parameters import Parameters

        return Parameters(**{name: float(getattr(self, name)) for name in self.__struct_fields__})
