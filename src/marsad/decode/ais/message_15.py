"""Message 15: interrogation (ITU-R M.1371-6, A7-3.13): asks one or two stations for up to three messages.

88 bits ask for one message, 110 or 112 for two of one station, 160 for one of a second station too.

Message 15, table link:

    38..39                            spare
    40..69    dest_mmsi         uint  Messages 10, 15, 16, 22: (first) station addressed
    70..75    asked_type_1_1    uint  Message 15: first message asked of the first station
    76..87    asked_offset_1_1  uint  Message 15: slot offset of its answer [slot]
    88..89                            spare
    90..95    asked_type_1_2    uint  Message 15: second message asked of the first station
    96..107   asked_offset_1_2  uint  Message 15: slot offset of its answer [slot]
    108..109                          spare
    110..139  dest_mmsi_2       uint  Messages 15, 16, 22: second station addressed
    140..145  asked_type_2_1    uint  Message 15: message asked of the second station
    146..157  asked_offset_2_1  uint  Message 15: slot offset of its answer [slot]
    158..159                          spare
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
