"""DAC 1, FI 22 (to all) and 23 (addressed): area notice (IMO SN.1/Circ.289).

A notice, its time, and up to ten sub-areas of 87 bits. A polyline or polygon goes on from the point or the line before
it, by up to four bearings and distances; a text belongs to all of them. Distances come in metres times a power of ten.
"""

from marsad.decode.ais.application.fields import duration, linkage, place, utc
from marsad.decode.ais.application.shapes import POINTS, SHAPE, TEXT, bounds, legs, radius, sides
from marsad.decode.ais.bit_table import Application, BitField, Group

_AREA = (
    SHAPE,
    BitField("scale", 3, 2, when=(POINTS.or_legs,), meaning="power of ten of the distances"),
    *place(5, 30, POINTS.all),
    BitField("precision", 54, 3, when=(POINTS.all,), default=4, meaning="decimals of the place that hold"),
    *radius(first=57, scale=3),
    *sides(first=57, scale=3, orientation=73),
    *bounds(left=69),
    *legs(first=5, distance_bits=10, scale=3),
    BitField("text", 3, 84, "text", when=(TEXT,)),
)


def _notice(fi: int, number: int) -> Application:
    return Application(
        "area_notice", 1, fi, (number,), "Area notice", "IMO SN.1/Circ.289", 55,
        (
            linkage(),
            BitField("notice", 10, 7, na=(127,), meaning="see wire/area_notice"),
            *utc(17),
            duration(37),
        ),
        (Group("areas", 55, 87, _AREA, most=10),),
    )  # fmt: skip


APPLICATIONS = (_notice(22, 8), _notice(23, 6))
