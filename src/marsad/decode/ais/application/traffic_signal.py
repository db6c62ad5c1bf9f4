"""DAC 1, FI 19: marine traffic signal (IMO SN.1/Circ.289)."""

from marsad.decode.ais.application.fields import linkage, place, utc_clock
from marsad.decode.ais.bit_table import Application, BitField

APPLICATIONS = (
    Application(
        "traffic_signal", 1, 19, (8,), "Marine traffic signal", "IMO SN.1/Circ.289", 202,
        (
            linkage(),
            BitField("station_name", 10, 120, "text"),
            *place(130, 155),
            BitField("signal_status", 179, 2, na=(0,), meaning="1 regular service, 2 irregular service"),
            BitField("signal", 181, 5, na=(0,), meaning="1 to 7 IALA port traffic signal, 8 to 13 Japan"),
            *utc_clock(186),
            BitField("next_signal", 197, 5, na=(0,), meaning="the signal expected next"),
        ),
        standard_bits=304,
    ),
)  # fmt: skip
