"""Message 15: interrogation (ITU-R M.1371-6, A7-3.13): asks one or two stations for up to three messages.

88 bits ask for one message, 110 or 112 for two of one station, 160 for one of a second station too.
"""

from marsad.decode.ais.bit_table import BitField, Message

MESSAGES = (
    Message(
        (15,), "Interrogation", "M.1371-6 A7-3.13", "link", 88, (88, 112, 160, 110),
        (
            BitField("dest_mmsi", 40, 30),
            BitField("asked_type_1_1", 70, 6),
            BitField("asked_offset_1_1", 76, 12, unit="slot"),
            BitField("asked_type_1_2", 90, 6),
            BitField("asked_offset_1_2", 96, 12, unit="slot"),
            BitField("dest_mmsi_2", 110, 30),
            BitField("asked_type_2_1", 140, 6),
            BitField("asked_offset_2_1", 146, 12, unit="slot"),
        ),
    ),
)  # fmt: skip
