"""DAC 235 and 250, FI 10: monitoring of an aid to navigation (IALA A-126, annex; used in the UK and in Ireland)."""

from marsad.decode.ais.bit_table import Application, BitField

_FIELDS = (
    BitField("supply_v", 0, 10, per=20, na=(0,), unit="V", meaning="supply of the AIS unit"),
    BitField("analogue_1_v", 10, 10, per=20, na=(0,), unit="V"),
    BitField("analogue_2_v", 20, 10, per=20, na=(0,), unit="V"),
    BitField("racon", 30, 2, meaning="0 none, 1 not monitored, 2 operational, 3 error"),
    BitField("light", 32, 2, meaning="0 none or not monitored, 1 on, 2 off, 3 error"),
    BitField("alarm", 34, 1, "flag"),
    BitField("digital_inputs", 35, 8, meaning="input 7 first"),
    BitField("off_position", 43, 1, "flag"),
)

APPLICATIONS = tuple(
    Application("aton_monitoring", dac, 10, (6, 8), "Monitoring of an aid to navigation", "IALA A-126 annex", 44,
                _FIELDS, lengths=(48,))
    for dac in (235, 250)
)  # fmt: skip
