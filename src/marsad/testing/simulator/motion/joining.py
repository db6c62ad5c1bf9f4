"""Courses laid together: the fleet's, and those of incidents after it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from marsad.testing.simulator.records import LEG, Course


def join(courses: Sequence[Course], first_vessels: Sequence[int]) -> Course:
    """One course of many; the vessels of each are numbered on from its number in `first_vessels`."""
    parts, points = [np.zeros(0, LEG)], 0
    rooms = any(course.room_m.size for course in courses)
    for course, first in zip(courses, first_vessels, strict=True):
        legs = course.legs.copy()
        legs["vessel"] += first
        legs["first"] += points
        points += course.lon.size
        parts.append(legs)
    legs = np.concatenate(parts)
    order = np.lexsort((legs["t0"], legs["vessel"]))
    if np.any(np.diff(order) < 0):
        legs = legs[order]
    none = [np.zeros(0)]
    return Course(
        legs,
        np.concatenate(none + [course.lon for course in courses]),
        np.concatenate(none + [course.lat for course in courses]),
        np.concatenate(none + [course.along_m for course in courses]),
        np.concatenate(
            none + [course.room_m if course.room_m.size else np.zeros(course.lon.size) for course in courses]
        )
        if rooms
        else np.zeros(0),
    )
