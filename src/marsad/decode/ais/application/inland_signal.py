"""DAC 200, FI 40: signal status (inland AIS, vessel tracking and tracing standard): what the lights of one signal show.

`lights` is a number of nine decimal digits, one for each light: 1 dark, 2 white, 3 yellow, 4 green, 5 red, 6 white
flashing, 7 yellow flashing.
"""

from marsad.decode.ais.application.fields import direction, fine_place
from marsad.decode.ais.bit_table import Application, BitField

APPLICATIONS = (
    Application(
        "inland_signal", 200, 40, (8,), "Signal status", "Inland AIS (VTT standard)", 101,
        (
            *fine_place(0, 28),
            BitField("form", 55, 4, na=(0, 15), meaning="Inland AIS annex C"),
            direction("facing_deg", 59, na=511),
            BitField("impact", 68, 3, na=(0,), meaning="1 upstream, 2 downstream, 3 to left bank, 4 to right bank"),
            BitField("lights", 71, 30, na=(0,)),
        ),
        standard_bits=112,
    ),
)  # fmt: skip
