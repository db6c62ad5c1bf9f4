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
        Column("aid_type", "uint8", "Type of aid, see wire/aid_type", low=0, high=127, null="not available"),
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
        Column("restricted_use", "uint8", "Message 28: 0 unrestricted, 1 territorial waters, 2 economic zone, 3 state",
               high=3, null="not in this message"),
        Column("station_type", "uint8", "Message 28: 0 floating, 1 fixed, 2 synthetic predicted, "
               "3 synthetic monitored, 4 virtual, 5 mobile", high=7, null="not in this message"),
        Column("mrn", "uint32", "Message 28: number within IALA's maritime resource names", high=131071,
               null="not in this message, or none"),
        Column("dimension_type", "uint8", "Message 28: what dimensions A and B are", high=15,
               null="not in this message"),
        Column("dimension_a", "uint16", "Message 28: dimension A as sent", high=511, null="not in this message"),
        Column("dimension_b", "uint16", "Message 28: dimension B as sent", high=2047, null="not in this message"),
        Column("radius_m", "uint16", "Message 28: radius of the structure", unit="m", high=511, null="not told"),
        Column("height_m", "float32", "Message 28: height of the structure", unit="m", high=204.7, null="not told"),
        Column("cog_deg", "float32", "Message 28: course over ground of a mobile aid", unit="deg", low=0, high=359,
               null="not told"),
        Column("sog_kn", "float32", "Message 28: speed over ground of a mobile aid", unit="kn", low=0, high=59,
               null="not told"),
        Column("more_dimensions", "bool", "Message 28: other reports of this aid give further dimensions",
               null="not in this message"),
        Column("charted", "bool", "Message 28: charted status bit", null="not in this message"),
        Column("on_station_status", "uint8", "Message 28: 0 on station; 9 unmarked hazard, 10 unmarked obstruction",
               high=15, null="not in this message"),
        Column("authenticated", "bool", "Message 28: authentication flag (IALA G1192)", null="not in this message"),
    ),
)  # fmt: skip
