"""DAC 200, FI 24: water levels at up to four gauges (inland AIS, VTT standard), over the local reference."""

from marsad.decode.ais.bit_table import Application, BitField, Group

_GAUGE = (
    BitField("gauge", 0, 11, na=(0,)),
    BitField("water_level_m", 11, 14, "int", per=100, na=(0,), unit="m", meaning="above the local reference"),
)

APPLICATIONS = (
    Application("inland_water_level", 200, 24, (8,), "Water levels", "Inland AIS (VTT standard)", 37,
                (BitField("country", 0, 12, "text", meaning="UN country code"),),
                (Group("gauges", 12, 25, _GAUGE, most=4),)),
)  # fmt: skip
