"""The one answer to where a vessel is."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from marsad.testing.simulator.motion import states_kernel
from marsad.testing.simulator.records import STATE, Course, Records


def states(course: Course, who: npt.ArrayLike, t_us: npt.ArrayLike) -> Records:
    """STATE rows of each vessel number of `who` at the instant beside it (arrays broadcast).

    Quickest where the queries are in the order of vessel and time. Where no leg covers the instant, or the leg says
    absent, `present` is false and the numbers are NaN. Courses and headings lie in 0 to below 360, longitudes in -180
    to below 180.
    """
    vessels, times = np.broadcast_arrays(np.asarray(who, np.int64), np.asarray(t_us, np.int64))
    out = np.zeros(vessels.size, STATE)
    states_kernel.states(
        course.legs,
        course.lon,
        course.lat,
        course.along_m,
        course.room_m,
        np.ravel(vessels),
        np.ravel(times),
        out,
    )
    return out.reshape(vessels.shape)
