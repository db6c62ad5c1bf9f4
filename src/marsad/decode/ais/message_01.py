"""Messages 1, 2, 3: position report of a class A station (ITU-R M.1371-6, annex 8, 3.1).

Messages 1 and 2 carry a SOTDMA comm state, message 3 an ITDMA one; all else is alike.
"""

from marsad.decode.ais.bit_table import BitField, Message
from marsad.decode.ais.blocks import itdma, position_28, sotdma
from marsad.schema.flags import Flag

_KINEMATICS = (
    BitField("status", 38, 4, meaning="navigational status"),
    BitField("rot_raw", 42, 8, "int", na=(-128,), meaning="rate of turn, 4.733 * sqrt(deg/min)"),
    BitField("sog_kn", 50, 10, per=10, na=(1023,), unit="kn", meaning="speed over ground"),
    *position_28(accuracy=60, lon=61, lat=89),
    BitField("cog_deg", 116, 12, per=10, na=(3600,), high=3599, flag=Flag.COURSE_RANGE, unit="deg"),
    BitField("heading_deg", 128, 9, na=(511,), high=359, flag=Flag.COURSE_RANGE, unit="deg"),
    BitField("second", 137, 6, unit="s"),
    BitField("maneuver", 143, 2),
    BitField("raim", 148, 1, "flag"),
)

SCHEDULED = Message((1, 2), "Position report, class A", "M.1371-6 annex 8, 3.1", "position", 149, (168,),
                    (*_KINEMATICS, *sotdma(149)))  # fmt: skip
ON_REQUEST = Message((3,), "Position report, class A, on interrogation", "M.1371-6 annex 8, 3.1", "position", 149,
                     (168,), (*_KINEMATICS, *itdma(149)))  # fmt: skip

MESSAGES = (SCHEDULED, ON_REQUEST)
