"""Message 16: assignment mode command (ITU-R M.1371-6, A7-3.14): tells one or two stations when to report.

An increment of 0 makes the offset a number of reports per ten minutes. 96 bits for one station, 144 for two.
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
