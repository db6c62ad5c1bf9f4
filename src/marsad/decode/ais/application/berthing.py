"""DAC 1, FI 20: berthing data (IMO SN.1/Circ.289): from a ship a request, from a port an assignment.

26 services follow, two bits each (1 available, 2 no data); they hold only where `services_known` is set.
"""

from marsad.decode.ais.application.fields import linkage, place, utc
from marsad.decode.ais.bit_table import Application, BitField

_SERVICES = (
    "agent", "fuel", "chandler", "stevedore", "electrical", "water", "customs", "cartage", "crane", "lift", "medical",
    "navigation_repair", "provisions", "ship_repair", "surveyor", "steam", "tugs", "solid_waste", "liquid_waste",
    "hazardous_waste", "ballast", "additional", "regional_1", "regional_2", "future_1", "future_2",
)  # fmt: skip

APPLICATIONS = (
    Application(
        "berthing", 1, 20, (6, 8), "Berthing data", "IMO SN.1/Circ.289", 272,
        (
            linkage(),
            BitField("berth_length_m", 10, 9, na=(0,), unit="m", meaning="511 is 511 or more"),
            BitField("berth_depth_m", 19, 8, per=10, na=(0,), unit="m", meaning="25.5 is 25.5 or more"),
            BitField("mooring_position", 27, 3, na=(0,),
                     meaning="1 port side, 2 starboard side, 3 end-on, 4 buoy, 5 anchorage"),
            *utc(30),
            BitField("services_known", 50, 1, "flag"),
            *(BitField(f"service_{name}", 51 + 2 * n, 2, na=(0,)) for n, name in enumerate(_SERVICES)),
            BitField("berth_name", 103, 120, "text"),
            *place(223, 248),
        ),
        standard_bits=272,
    ),
)  # fmt: skip
