"""position: a moving station tells where it is (messages 1, 2, 3, 9, 18, 19, 27)."""

from marsad.schema.heard import HEARD
from marsad.schema.place import COMM_STATE, POSITION
from marsad.schema.table import Column, Table

TABLE = Table(
    "position",
    "One position report of a ship, craft or SAR aircraft",
    (
        *HEARD,
        Column("t_fix", "time", "Instant of the fix: nearest t with the message's own UTC second", unit="us UTC",
               null="no UTC second in the message, or t unknown"),
        Column("status", "uint8", "Navigational status, see wire/navigation_status", low=0, high=15,
               null="not in this message"),
        Column("rot_raw", "int8", "Rate of turn as sent; 127 and -127 turn right and left without an indicator",
               low=-127, high=127, null="not available"),
        Column("rot_deg_min", "float32", "Rate of turn, right positive", unit="deg/min", low=-720, high=720,
               null="not available, or no turn indicator"),
        Column("sog_kn", "float32", "Speed over ground; 102.2 is 102.2 kn or more (message 9: 1022 kn)", unit="kn",
               low=0, high=1022, null="not available"),
        *POSITION,
        Column("cog_deg", "float32", "Course over ground, true", unit="deg", low=0, high=359.9, null="not available"),
        Column("heading_deg", "uint16", "True heading", unit="deg", low=0, high=359, null="not available"),
        Column("second", "uint8", "UTC second of the fix; 60 n/a, 61 manual, 62 dead reckoning, 63 inoperative",
               unit="s", low=0, high=63, null="not in this message"),
        Column("maneuver", "uint8", "Special manoeuvre: 0 n/a, 1 no, 2 yes", low=0, high=3, null="not in this message"),
        Column("raim", "bool", "RAIM in use", null="not in this message"),
        Column("low_power", "bool", "Transmits at low power; spare before M.1371-6", null="not in this message"),
        Column("altitude_m", "uint16", "Altitude of a SAR aircraft; 4094 is 4094 m or more", unit="m", high=4094,
               null="not available"),
        Column("altitude_barometric", "bool", "The altitude is barometric (else GNSS)", null="not in this message"),
        Column("dte_ready", "bool", "Data terminal ready", null="not in this message"),
        Column("assigned", "bool", "Assigned mode (else autonomous)", null="not in this message"),
        Column("cs_unit", "bool", "Class B carrier-sense unit (else self-organised)", null="not in this message"),
        Column("display", "bool", "Class B: has a display", null="not in this message"),
        Column("dsc", "bool", "Class B: has a DSC function", null="not in this message"),
        Column("band", "bool", "Class B: can use the whole marine band", null="not in this message"),
        Column("msg22", "bool", "Class B: takes frequency management by message 22", null="not in this message"),
        Column("latency_over_5s", "bool", "Message 27: the fix is older than 5 s", null="not in this message"),
        *COMM_STATE,
    ),
)  # fmt: skip
