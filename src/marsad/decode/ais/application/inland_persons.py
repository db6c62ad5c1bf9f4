"""DAC 200, FI 55: persons on board of an inland ship (inland AIS, vessel tracking and tracing standard)."""

from marsad.decode.ais.bit_table import Application, BitField

APPLICATIONS = (
    Application(
        "inland_persons", 200, 55, (6, 8), "Persons on board, inland", "Inland AIS (VTT standard)", 29,
        (
            BitField("crew", 0, 8, na=(255,)),
            BitField("passengers", 8, 13, na=(8191,)),
            BitField("personnel", 21, 8, na=(255,), meaning="shipboard personnel beside the crew"),
        ),
        standard_bits=80,
    ),
)  # fmt: skip
