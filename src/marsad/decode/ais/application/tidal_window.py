"""DAC 1, FI 32: tidal window (IMO SN.1/Circ.289): when the tide lets a ship pass up to three points."""

from marsad.decode.ais.application.fields import direction, place, utc_clock, utc_date
from marsad.decode.ais.bit_table import Application, BitField, Group

_WINDOW = (
    *place(0, 25),
    *utc_clock(49, prefix="from_"),
    *utc_clock(60, prefix="to_"),
    direction("current_direction_deg", 71),
    BitField("current_speed_kn", 80, 8, per=10, na=(255,), high=251, unit="kn", meaning="25.1 is 25.1 or more"),
)

APPLICATIONS = (
    Application("tidal_window", 1, 32, (6,), "Tidal window", "IMO SN.1/Circ.289", 97, utc_date(0),
                (Group("windows", 9, 88, _WINDOW, most=3),)),
)  # fmt: skip
