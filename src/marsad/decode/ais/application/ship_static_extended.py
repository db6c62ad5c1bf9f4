"""DAC 1, FI 24: extended ship static and voyage related data (IMO SN.1/Circ.289).

Air draught, ports of call, the state of 25 pieces of bridge equipment (two bits each: 1 works, 2 does not, 3 no data),
ice class, power, tonnage, fuel and persons.
"""

from marsad.decode.ais.application.fields import linkage
from marsad.decode.ais.bit_table import Application, BitField

_EQUIPMENT = (
    "ais", "automatic_tracking", "bnwas", "ecdis_backup", "paper_chart", "echo_sounder", "plotting_aid",
    "emergency_steering", "gnss", "gyro", "lrit", "magnetic_compass", "navtex", "arpa", "radar_s", "radar_x",
    "radio_hf", "inmarsat", "radio_mf", "radio_vhf", "log_ground", "log_water", "heading_device", "track_control",
    "voyage_recorder",
)  # fmt: skip

APPLICATIONS = (
    Application(
        "ship_static_extended", 1, 24, (8,), "Extended ship static and voyage data", "IMO SN.1/Circ.289", 163,
        (
            linkage(),
            BitField("air_draught_m", 10, 13, per=100, na=(0,), unit="m", meaning="81.91 is 81.91 or more"),
            BitField("last_port", 23, 30, "text", meaning="UN/LOCODE"),
            BitField("next_port", 53, 30, "text", meaning="UN/LOCODE"),
            BitField("second_next_port", 83, 30, "text", meaning="UN/LOCODE"),
            *(BitField(f"{name}_state", 113 + 2 * n, 2, na=(0,)) for n, name in enumerate(_EQUIPMENT)),
            BitField("ice_class", 165, 4, na=(15,), meaning="0 none, 1 to 7 polar class, 8 IB, 9 IC, 10 Ice1"),
            BitField("shaft_power_hp", 169, 18, na=(262_143,), unit="hp", meaning="262142 is 262142 or more"),
            BitField("vhf_channel", 187, 12, na=(0,), meaning="working channel (M.1084)"),
            BitField("lloyds_ship_type", 199, 42, "text", meaning="Lloyd's STATCODE 5"),
            BitField("gross_tonnage", 241, 18, na=(262_143,), meaning="262142 is 262142 or more"),
            BitField("lading", 259, 2, na=(0,), meaning="1 laden, 2 in ballast"),
            BitField("heavy_fuel_oil", 261, 2, na=(0,), meaning="bunkered: 1 no, 2 yes"),
            BitField("light_fuel_oil", 263, 2, na=(0,), meaning="bunkered: 1 no, 2 yes"),
            BitField("diesel_oil", 265, 2, na=(0,), meaning="bunkered: 1 no, 2 yes"),
            BitField("bunker_oil_t", 267, 14, na=(16_383,), unit="t", meaning="16382 is 16382 or more"),
            BitField("persons", 281, 13, na=(0,), meaning="8191 is 8191 or more"),
        ),
        standard_bits=304,
    ),
)  # fmt: skip
