"""DAC 200, FI 10: inland ship static and voyage related data (inland AIS, vessel tracking and tracing standard)."""

from marsad.decode.ais.bit_table import Application, BitField

APPLICATIONS = (
    Application(
        "inland_ship_static", 200, 10, (8,), "Inland ship static and voyage data", "Inland AIS (VTT standard)", 104,
        (
            BitField("eni", 0, 48, "text", meaning="European vessel identification number"),
            BitField("length_m", 48, 13, per=10, na=(0,), unit="m"),
            BitField("beam_m", 61, 10, per=10, na=(0,), unit="m"),
            BitField("combination_type", 71, 14, na=(0,), meaning="ERI code of ship or combination"),
            BitField("hazardous_cargo", 85, 3, na=(5,), meaning="blue cones 0 to 3, 4 is B flag"),
            BitField("draught_m", 88, 11, per=100, na=(0,), unit="m"),
            BitField("loaded", 99, 2, na=(0,), meaning="1 unloaded, 2 loaded"),
            BitField("speed_quality_high", 101, 1, "flag"),
            BitField("course_quality_high", 102, 1, "flag"),
            BitField("heading_quality_high", 103, 1, "flag"),
        ),
        lengths=(112,),
    ),
)  # fmt: skip
