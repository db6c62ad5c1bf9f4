"""DAC 200, FI 23: EMMA weather warning (inland AIS, VTT standard), for a stretch between two points and a time."""

from marsad.decode.ais.application.fields import fine_place, utc_clock, utc_date
from marsad.decode.ais.bit_table import Application, BitField

APPLICATIONS = (
    Application(
        "inland_weather_warning", 200, 23, (8,), "EMMA weather warning", "Inland AIS (VTT standard)", 194,
        (
            BitField("start_year", 0, 8, plus=2000, na=(0, 255), meaning="UTC"),
            *utc_date(8, prefix="start_"),
            BitField("end_year", 17, 8, plus=2000, na=(0, 255), meaning="UTC"),
            *utc_date(25, prefix="end_"),
            *utc_clock(34, prefix="start_"),
            *utc_clock(45, prefix="end_"),
            *fine_place(56, 84, prefix="start_"),
            *fine_place(111, 139, prefix="end_"),
            BitField("warning", 166, 4, na=(0,), meaning="1 wind, 2 rain, 3 snow and ice, 4 thunderstorm, 5 fog, "
                     "6 low and 7 high temperature, 8 flood, 9 forest fire"),
            BitField("least", 170, 9, "int", na=(255, -255, -256), meaning="lowest value; 254 and -254 are beyond"),
            BitField("greatest", 179, 9, "int", na=(255, -255, -256), meaning="highest value; 254 and -254 are beyond"),
            BitField("intensity", 188, 2, na=(0,), meaning="1 slight, 2 medium, 3 strong"),
            BitField("wind_from", 190, 4, na=(0,), meaning="1 N, 2 NE, ... 8 NW"),
        ),
        standard_bits=200,
    ),
)  # fmt: skip
