"""Message 24: static data report, in parts (ITU-R M.1371-6, A7-3.22, tables 76 to 78).

Part A (0) tells the name, part B (1) the rest. A craft of a mother ship (MMSI 98MIDxxxx) names her instead of its hull.
Parts 2 and 3 are not defined, yet on air: such a row holds nothing but `part`.
"""

from marsad.decode.ais.bit_table import BitField, Message, when
from marsad.decode.ais.blocks import HULL_SIDES, hull

_A, _B = when(38, 2, 0), when(38, 2, 1)

MESSAGES = (
    Message(
        (24,), "Static data report", "M.1371-6 A7-3.22, tables 76 to 78", "static", 40, (168, 160, 162),
        (
            BitField("part", 38, 2),
            BitField("name", 40, 120, "text", when=(_A,)),
            BitField("ship_type", 40, 8, na=(0,), when=(_B,)),
            BitField("vendor_id", 48, 18, "text", when=(_B,)),
            BitField("model", 66, 4, when=(_B,)),
            BitField("serial", 70, 20, when=(_B,)),
            BitField("callsign", 90, 42, "text", when=(_B,)),
            *hull(132, _B, mmsi="not_auxiliary"),
            BitField("mothership_mmsi", 132, 30, when=(_B,), mmsi="auxiliary"),
            BitField("epfd", 162, 4, when=(_B,)),
            BitField("vdes_capability", 166, 2, when=(_B,)),
        ),
        null_together=(HULL_SIDES,),
    ),
)  # fmt: skip
