"""Message 24: static data report, in parts (ITU-R M.1371-6, A7-3.22, tables 76 to 78).

Part A (0) tells the name, part B (1) the rest. A craft of a mother ship (MMSI 98MIDxxxx) names her instead of its hull.
Parts 2 and 3 are not defined, yet on air: such a row holds nothing but `part`.

Message 24, table static:

    38..39    part             uint  Message 24: part number, 0 is A and 1 is B
    40..159   name             text  Name, six-bit text without its padding; if 38..39 is 0
    40..47    ship_type        uint  Type of ship and cargo, see wire/ship_type; null: 0; if 38..39 is 1
    48..65    vendor_id        text  Message 24 B: maker of the unit; if 38..39 is 1
    66..69    model            uint  Message 24 B: unit model code; if 38..39 is 1
    70..89    serial           uint  Message 24 B: unit serial number; if 38..39 is 1
    90..131   callsign         text  Call sign; if 38..39 is 1
    132..161  mothership_mmsi  uint  Message 24 B of a craft 98MIDxxxx: its mother ship; if 38..39 is 1, of 98MIDxxxx
    132..140  to_bow_m         uint  Reference point to bow; 511 is 511 m or more [m]; if 38..39 is 1, not of
                                     98MIDxxxx
    141..149  to_stern_m       uint  Reference point to stern; 511 is 511 m or more [m]; if 38..39 is 1, not of
                                     98MIDxxxx
    150..155  to_port_m        uint  Reference point to port side; 63 is 63 m or more [m]; if 38..39 is 1, not of
                                     98MIDxxxx
    156..161  to_starboard_m   uint  Reference point to starboard side; 63 is 63 m or more [m]; if 38..39 is 1, not of
                                     98MIDxxxx
    162..165  epfd             uint  Position-fixing device, see wire/epfd; if 38..39 is 1
    166..167  vdes_capability  uint  Message 24 B: 0 AIS only, 1 VDES ASM, 2 and VDE-TER, 3 and VDE-SAT; spare before
                                     M.1371-6; if 38..39 is 1
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
