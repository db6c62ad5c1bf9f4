"""Message 16: assignment mode command (ITU-R M.1371-6, A7-3.14): tells one or two stations when to report.

An increment of 0 makes the offset a number of reports per ten minutes. 96 bits for one station, 144 for two.

Message 16, table link:

    38..39                                spare
    40..69    dest_mmsi             uint  Messages 10, 15, 16, 22: (first) station addressed
    70..81    assigned_offset_1     uint  Message 16: slot offset assigned to the first station [slot]
    82..91    assigned_increment_1  uint  Message 16: its increment
    92..121   dest_mmsi_2           uint  Messages 15, 16, 22: second station addressed
    122..133  assigned_offset_2     uint  Message 16: slot offset assigned to the second station [slot]
    134..143  assigned_increment_2  uint  Message 16: its increment
"""

from marsad.decode.ais.bit_table import BitField, Message

MESSAGES = (
    Message(
        (16,), "Assignment mode command", "M.1371-6 A7-3.14", "link", 92, (96, 144),
        (
            BitField("dest_mmsi", 40, 30),
            BitField("assigned_offset_1", 70, 12, unit="slot"),
            BitField("assigned_increment_1", 82, 10),
            BitField("dest_mmsi_2", 92, 30),
            BitField("assigned_offset_2", 122, 12, unit="slot"),
            BitField("assigned_increment_2", 134, 10),
        ),
    ),
)  # fmt: skip
