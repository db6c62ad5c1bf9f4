"""DAC 1, FI 26: environmental message (IMO SN.1/Circ.289).

Sensor reports of 112 bits, one to eight of them: 27 bits tell the kind, the time and the site, the other 85 the
reading.
"""

from marsad.decode.ais.application import sensors
from marsad.decode.ais.application.fields import direction, fine_place
from marsad.decode.ais.bit_table import Application, BitField, Group, When

_3D = sensors.kind(5)
_HORIZONTAL = sensors.kind(6)


def _component(name: str, first: int, *conditions: When) -> BitField:
    return BitField(name, first, 8, per=10, na=(247,), high=246, when=conditions, unit="kn")


_REPORT = (
    *sensors.HEADER,
    *fine_place(27, 55, sensors.kind(0)),
    BitField("altitude_m", 82, 11, per=10, na=(2002,), high=2001, when=(sensors.kind(0),), unit="m",
             meaning="200.1 is 200.1 or more"),
    BitField("owner", 93, 4, when=(sensors.kind(0),), meaning=sensors.OWNER),
    BitField("data_timeout", 97, 3, when=(sensors.kind(0),), meaning=sensors.TIMEOUT),
    *sensors.STATION_NAME,
    *sensors.WIND,
    *sensors.WATER_LEVEL,
    *sensors.CURRENT_2D,
    *(
        field
        for n in (1, 2)
        for field in (
            _component(f"current_north_{n}_kn", 27 + 33 * (n - 1), _3D),
            _component(f"current_east_{n}_kn", 35 + 33 * (n - 1), _3D),
            _component(f"current_up_{n}_kn", 43 + 33 * (n - 1), _3D),
            sensors.depth(f"current_depth_{n}_m", 51 + 33 * (n - 1), _3D),
        )
    ),
    sensors.data_kind(93, 5),
    *(
        field
        for n in (1, 2)
        for field in (
            direction(f"current_bearing_{n}_deg", 27 + 42 * (n - 1), _HORIZONTAL),
            BitField(f"current_distance_{n}_m", 36 + 42 * (n - 1), 7, na=(122,), high=121, when=(_HORIZONTAL,),
                     unit="m"),
            *sensors.current(43 + 42 * (n - 1), n, 6),
        )
    ),
    *sensors.SEA_STATE,
    *sensors.SALINITY,
    *sensors.WEATHER,
    BitField("dew_point_c", 51, 10, "int", per=10, na=(501,), low=-200, high=500, when=(sensors.kind(9),), unit="degC"),
    *sensors.AIR_GAP,
)  # fmt: skip

APPLICATIONS = (
    Application("environmental", 1, 26, (8,), "Environmental", "IMO SN.1/Circ.289", 112, (),
                (Group("reports", 0, 112, _REPORT, most=8),)),
)  # fmt: skip
