"""Message 20: data link management (ITU-R M.1371-6, A7-3.18): slots a base station reserves, up to four blocks.

Message 20, table link:

    38..39                                spare
    40..51    reserved_offset_1     uint  Message 20: offset of block 1 [slot]
    52..55    reserved_slots_1      uint  Message 20: consecutive slots of block 1 [slot]
    56..58    reserved_timeout_1    uint  Message 20: block 1 holds this long [min]
    59..69    reserved_increment_1  uint  Message 20: block 1 repeats after this [slot]
    70..81    reserved_offset_2     uint  Message 20: offset of block 2 [slot]
    82..85    reserved_slots_2      uint  Message 20: consecutive slots of block 2 [slot]
    86..88    reserved_timeout_2    uint  Message 20: block 2 holds this long [min]
    89..99    reserved_increment_2  uint  Message 20: block 2 repeats after this [slot]
    100..111  reserved_offset_3     uint  Message 20: offset of block 3 [slot]
    112..115  reserved_slots_3      uint  Message 20: consecutive slots of block 3 [slot]
    116..118  reserved_timeout_3    uint  Message 20: block 3 holds this long [min]
    119..129  reserved_increment_3  uint  Message 20: block 3 repeats after this [slot]
    130..141  reserved_offset_4     uint  Message 20: offset of block 4 [slot]
    142..145  reserved_slots_4      uint  Message 20: consecutive slots of block 4 [slot]
    146..148  reserved_timeout_4    uint  Message 20: block 4 holds this long [min]
    149..159  reserved_increment_4  uint  Message 20: block 4 repeats after this [slot]
"""

from marsad.decode.ais.bit_table import BitField, Message

MESSAGES = (
    Message(
        (20,), "Data link management", "M.1371-6 A7-3.18", "link", 70, (72, 104, 136, 160),
        tuple(
            field
            for n in range(4)
            for field in (
                BitField(f"reserved_offset_{n + 1}", 40 + 30 * n, 12, unit="slot"),
                BitField(f"reserved_slots_{n + 1}", 52 + 30 * n, 4, unit="slot"),
                BitField(f"reserved_timeout_{n + 1}", 56 + 30 * n, 3, unit="min"),
                BitField(f"reserved_increment_{n + 1}", 59 + 30 * n, 11, unit="slot"),
            )
        ),
    ),
)  # fmt: skip
