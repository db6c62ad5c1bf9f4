"""Whether a ship lies in the safety zone about another: an ellipse along her heading, most of it ahead."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from marsad.plugin.rows import Records

Floats = npt.NDArray[np.float64]


def in_zone(
    one: Records, other: Records, near: Floats, lengths: float, beams: float, behind: float
) -> npt.NDArray[np.bool_]:
    """For each pair: the other lies in the zone of the one, or the one in that of the other.

    `near` are rows of `pairs`, in the order of the records. NaN where a hull is not known is in no zone.
    """
    east, north = near[:, 5], near[:, 6]
    return _enters(one, other, east, north, lengths, beams, behind) | _enters(
        other, one, -east, -north, lengths, beams, behind
    )


def _enters(
    own: Records, other: Records, east: Floats, north: Floats, lengths: float, beams: float, behind: float
) -> npt.NDArray[np.bool_]:
    bow, its_bow = _bow(own), _bow(other)
    half_beam = other["beam_m"].astype(np.float64) / 2.0
    along_axis = own["length_m"] * lengths / 2.0 + half_beam
    across_axis = own["beam_m"] * beams / 2.0 + half_beam
    ahead = (1.0 - 2.0 * behind) * own["length_m"] * lengths / 2.0
    reach = other["length_m"] / 2.0
    ends = []
    for end in (-reach, reach):
        x, y = east + end * np.sin(its_bow), north + end * np.cos(its_bow)
        along, across = x * np.sin(bow) + y * np.cos(bow), x * np.cos(bow) - y * np.sin(bow)
        ends.append(((along - ahead) / along_axis, across / across_axis))
    (u0, v0), (u1, v1) = ends
    square = (u1 - u0) ** 2 + (v1 - v0) ** 2
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.clip(-(u0 * (u1 - u0) + v0 * (v1 - v0)) / np.where(square == 0, 1.0, square), 0.0, 1.0)
        return np.asarray(np.hypot(u0 + share * (u1 - u0), v0 + share * (v1 - v0)) <= 1.0, np.bool_)


def _bow(ship: Records) -> Floats:
    """Where she points: her heading, or where she goes."""
    return np.radians(np.where(np.isnan(ship["heading_deg"]), ship["cog_deg"], ship["heading_deg"]).astype(np.float64))
