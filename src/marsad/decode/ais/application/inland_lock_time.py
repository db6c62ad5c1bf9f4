"""DAC 200, FI 21 and 22: ETA at a lock, bridge or terminal, and the RTA in answer (inland AIS, VTT standard)."""

from marsad.decode.ais.application.fields import utc
from marsad.decode.ais.bit_table import Application, BitField

_WHERE = (
    BitField("country", 0, 12, "text", meaning="UN country code"),
    BitField("location", 12, 18, "text", meaning="UN/LOCODE without the country"),
    BitField("fairway_section", 30, 30, "text"),
    BitField("terminal", 60, 30, "text"),
    BitField("hectometre", 90, 30, "text"),
)

APPLICATIONS = (
    Application(
        "inland_eta", 200, 21, (6,), "ETA at lock, bridge or terminal", "Inland AIS (VTT standard)", 155,
        (
            *_WHERE,
            *utc(120, prefix="eta_"),
            BitField("tugs", 140, 3, na=(7,), meaning="assisting tugs"),
            BitField("air_draught_m", 143, 12, per=100, na=(0,), unit="m"),
        ),
        standard_bits=160,
    ),
    Application(
        "inland_rta", 200, 22, (6,), "RTA at lock, bridge or terminal", "Inland AIS (VTT standard)", 142,
        (
            *_WHERE,
            *utc(120, prefix="rta_"),
            BitField("lock_status", 140, 2, na=(3,), meaning="0 operational, 1 limited operation, 2 out of order"),
        ),
        standard_bits=144,
    ),
)  # fmt: skip
