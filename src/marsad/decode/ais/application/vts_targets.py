"""DAC 1, FI 17 and, to all, FI 16: targets that a traffic service made or saw (IMO SN.1/Circ.289).

Up to four targets of 120 bits (FI 16, from ITU-R M.1371-1: up to seven). The kind of identifier says how to read it.
"""

from marsad.decode.ais.application.fields import direction, place
from marsad.decode.ais.bit_table import Application, BitField, Group, when

_TARGET = (
    BitField("identifier_type", 0, 2, default=3, meaning="0 MMSI, 1 IMO number, 2 call sign, 3 other"),
    BitField("target_mmsi", 14, 30, when=(when(0, 2, 0),)),
    BitField("target_imo", 14, 30, when=(when(0, 2, 1),)),
    BitField("target_callsign", 2, 42, "text", when=(when(0, 2, 2),)),
    BitField("target_name", 2, 42, "text", when=(when(0, 2, 3),)),
    *place(lon=72, lat=48),
    direction("cog_deg", 97),
    BitField("second", 106, 6, default=60, unit="s"),
    BitField("sog_kn", 112, 8, na=(255,), unit="kn"),
)  # fmt: skip


def _targets(most: int) -> tuple[Group, ...]:
    return (Group("targets", 0, 120, _TARGET, most=most),)


APPLICATIONS = (
    Application("vts_targets", 1, 17, (8,), "Synthetic targets of a traffic service", "IMO SN.1/Circ.289", 120,
                (), _targets(7)),
    Application("vts_targets", 1, 16, (8,), "Targets of a traffic service", "M.1371-1, IFM 16", 120,
                (), _targets(7)),
)  # fmt: skip
