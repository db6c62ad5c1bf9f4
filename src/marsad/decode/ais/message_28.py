"""Message 28: single-slot aid-to-navigation report (ITU-R M.1371-6, A7-3.26, tables 84 and 85).

New in M.1371-6. The name gives way to a number of IALA's maritime resource names; what dimensions A and B mean hangs on
the kind of dimension. Type 3 (an aid that moves) carries course and speed there, type 1 radius and height.

The places and widths are as two public decoders (pyais 3.3, AIS-catcher) and a digest of the table give them, which
agree; the Recommendation itself was not at hand. Unsure: what bit 152 set means beyond "more reports of this aid
carry further dimensions", and the codes for course (360 and more) and speed (60 and more) of type 3, here read as null.
"""

from marsad.decode.ais.bit_table import BitField, Message, when
from marsad.decode.ais.blocks import position_28

_HEIGHT, _MOVES = when(128, 4, 1), when(128, 4, 3)

MESSAGES = (
    Message(
        (28,), "Single-slot aid-to-navigation report", "M.1371-6 A7-3.26, tables 84 and 85", "aton", 99, (168,),
        (
            BitField("second", 38, 6, default=60, unit="s"),
            *position_28(accuracy=None, lon=44, lat=72),
            BitField("restricted_use", 99, 2),
            BitField("station_type", 101, 3),
            BitField("virtual", 101, 1, "flag", when=(when(101, 3, 0, 1, 2, 3, 4),), meaning="station type 4"),
            BitField("virtual", 102, 1, "flag", when=(when(101, 3, 5),), meaning="never of station type 5"),
            BitField("aid_type", 104, 7, na=(0,)),
            BitField("mrn", 111, 17, na=(0,)),
            BitField("dimension_type", 128, 4),
            BitField("dimension_a", 132, 9),
            BitField("dimension_b", 141, 11),
            BitField("radius_m", 132, 9, when=(_HEIGHT,), unit="m"),
            BitField("height_m", 141, 11, per=10, when=(_HEIGHT,), unit="m"),
            BitField("cog_deg", 132, 9, high=359, when=(_MOVES,), unit="deg"),
            BitField("sog_kn", 141, 11, high=59, when=(_MOVES,), unit="kn"),
            BitField("more_dimensions", 152, 1, "flag"),
            BitField("charted", 153, 1, "flag"),
            BitField("on_station_status", 154, 4),
            BitField("aton_status", 158, 8),
            BitField("authenticated", 167, 1, "flag"),
        ),
    ),
)  # fmt: skip
