"""Messages 1, 2, 3: position report of a class A station (ITU-R M.1371-6, annex 7, A7-3.1, table 46).

Messages 1 and 2 carry a SOTDMA comm state, message 3 an ITDMA one; all else is alike.
"""

from marsad.decode.ais.bit_table import BitField, Message
from marsad.decode.ais.blocks import SHIP_TOO_FAST, itdma, position_28, radio, sotdma
from marsad.schema.flags import Flag

_KINEMATICS = (
    BitField("status", 38, 4, default=15, meaning="navigational status"),
    BitField("rot_raw", 42, 8, "int", na=(-128,), meaning="rate of turn, 4.733 * sqrt(deg/min)"),
    BitField("sog_kn", 50, 10, per=10, na=(1023,), doubt_above=SHIP_TOO_FAST, flag=Flag.SPEED, unit="kn"),
    *position_28(accuracy=60, lon=61, lat=89),
    BitField("cog_deg", 116, 12, per=10, na=(3600,), high=3599, flag=Flag.COURSE_RANGE, unit="deg"),
    BitField("heading_deg", 128, 9, na=(511,), high=359, flag=Flag.COURSE_RANGE, unit="deg"),
    BitField("second", 137, 6, default=60, unit="s"),
    BitField("maneuver", 143, 2),
    BitField("low_power", 147, 1, "flag", meaning="transmits at low power; spare before M.1371-6"),
    BitField("raim", 148, 1, "flag"),
    radio(149),
)
_CLAUSE = "M.1371-6 A7-3.1, table 46"

SCHEDULED = Message(
    (1, 2), "Position report, class A", _CLAUSE, "position", 116, (168,),
    (*_KINEMATICS, *sotdma(149)), constants=(("itdma", False),),
)  # fmt: skip
ON_REQUEST = Message(
    (3,), "Position report, class A, on interrogation", _CLAUSE, "position", 116, (168,),
    (*_KINEMATICS, *itdma(149)), constants=(("itdma", True),),
)  # fmt: skip

MESSAGES = (SCHEDULED, ON_REQUEST)
