"""DAC 1, FI 18: clearance time to enter port (IMO SN.1/Circ.289)."""

from marsad.decode.ais.application.fields import linkage, place, utc
from marsad.decode.ais.bit_table import Application, BitField

APPLICATIONS = (
    Application(
        "clearance_time", 1, 18, (6,), "Clearance time to enter port", "IMO SN.1/Circ.289", 229,
        (
            linkage(),
            *utc(10),
            BitField("port_and_berth", 30, 120, "text"),
            BitField("destination", 150, 30, "text", meaning="UN/LOCODE"),
            *place(180, 205),
        ),
        standard_bits=272,
    ),
)  # fmt: skip
