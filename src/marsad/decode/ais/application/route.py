"""DAC 1, FI 27 (to all) and 28 (addressed): route information (IMO SN.1/Circ.289)."""

from marsad.decode.ais.application.fields import duration, fine_place, linkage, utc
from marsad.decode.ais.bit_table import Application, BitField, Group


def _route(fi: int, number: int) -> Application:
    return Application(
        "route", 1, fi, (number,), "Route information", "IMO SN.1/Circ.289", 61,
        (
            linkage(),
            BitField("sender_class", 10, 3, meaning="0 ship, 1 authority"),
            BitField("route_type", 13, 5, meaning="1 mandatory, 2 recommended, 3 alternative, 4 through ice, 5 ship's "
                     "plan, 31 cancel"),
            *utc(18),
            duration(38),
            BitField("waypoint_count", 56, 5),
        ),
        (Group("waypoints", 61, 55, fine_place(0, 28), count="waypoint_count", most=16),),
    )  # fmt: skip


APPLICATIONS = (_route(27, 8), _route(28, 6))
