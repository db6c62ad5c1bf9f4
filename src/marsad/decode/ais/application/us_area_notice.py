"""DAC 367, FI 22: geographic notice of the United States (USCG, release 1 of 2012).

As IMO's area notice with a version before it, places to 1/10000 minute and sub-areas of 96 bits. Places and widths are
as a public decoder (libais) gives them; the specification was not at hand.
"""

from marsad.decode.ais.application.fields import fine_place, utc
from marsad.decode.ais.application.shapes import POINTS, SHAPE, TEXT, bounds, legs, radius, sides
from marsad.decode.ais.bit_table import Application, BitField, Group

_AREA = (
    SHAPE,
    BitField("scale", 3, 2, when=(POINTS.or_legs,), meaning="power of ten of the distances"),
    *fine_place(5, 33, POINTS.all),
    BitField("precision", 60, 3, when=(POINTS.all,), default=4, meaning="decimals of the place that hold"),
    *radius(first=63, scale=3),
    *sides(first=63, scale=3, orientation=79),
    *bounds(left=75),
    *legs(first=5, distance_bits=11, scale=3),
    BitField("text", 3, 90, "text", when=(TEXT,)),
)

APPLICATIONS = (
    Application(
        "us_area_notice", 367, 22, (8,), "Geographic notice (United States)", "USCG area notice release 1 (2012)", 64,
        (
            BitField("version", 0, 6),
            BitField("linkage_id", 6, 10, na=(0,), meaning="ties it to a text description; 0 is none"),
            BitField("notice", 16, 7, na=(127,), meaning="see wire/area_notice"),
            *utc(23),
            BitField("duration_min", 43, 18, na=(262_143,), unit="min", meaning="0 cancels"),
        ),
        (Group("areas", 64, 96, _AREA, most=10),),
    ),
)  # fmt: skip
