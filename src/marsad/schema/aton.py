"""aton: an aid to navigation reports itself (messages 21 and 28)."""

from marsad.schema.heard import HEARD
from marsad.schema.place import HULL, POSITION
from marsad.schema.table import Column, Table

TABLE = Table(
    "aton",
    "One report of an aid to navigation",
    (
        *HEARD,
        Column("t_fix", "time", "Instant of the fix: nearest t with the message's own UTC second", unit="us UTC",
               null="no UTC second in the message, or t unknown"),
        Column("aid_type", "uint8", "Type of aid, see wire/aid_type", low=0, high=31, null="not available"),
        Column("name", "text", "Name with its extension", null="not told or empty"),
        *POSITION,
        *HULL,
        Column("epfd", "uint8", "Position-fixing device, see wire/epfd", low=0, high=15, null="not in this message"),
        Column("second", "uint8", "UTC second of the fix; 60 n/a, 61 manual, 62 dead reckoning, 63 inoperative",
               unit="s", low=0, high=63, null="not in this message"),
        Column("off_position", "bool", "A floating aid is off its place", null="not told: no UTC second"),
        Column("aton_status", "uint8", "Status bits of the aid: light, RACON, health", high=255,
               null="not in this message"),
        Column("raim", "bool", "RAIM in use", null="not in this message"),
        Column("virtual", "bool", "A virtual aid: nothing is there", null="not in this message"),
        Column("assigned", "bool", "Assigned mode (else autonomous)", null="not in this message"),
    ),
)  # fmt: skip
