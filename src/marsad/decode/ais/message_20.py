"""Message 20: data link management (ITU-R M.1371-6, A7-3.18): slots a base station reserves, up to four blocks."""

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
