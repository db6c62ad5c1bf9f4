"""DAC 316 (Canada) and 366 (United States), FI 1, 2 and 32: St Lawrence Seaway, and the PAWSS additions of the USCG.

St. Lawrence Seaway AIS Data Messaging Formats and Specifications, revision 4.0A (2002). Two spare bits and a
sub-identifier of six come first; reports of one size follow. Widths and scales are as two public decoders give them
(aisparser, noaadata); the specification was not at hand, and the scales of `pawss_*` are inferred from the Seaway's.
"""

from collections.abc import Callable

from marsad.decode.ais.application.fields import direction, place, utc
from marsad.decode.ais.bit_table import Application, BitField, Group, when

_SEAWAY, _PAWSS = (316, 366), (366,)
_STATION = (*utc(0), BitField("station_id", 20, 42, "text"), *place(62, 87))


def _temperature(name: str, first: int) -> BitField:
    return BitField(name, first, 10, "int", per=10, na=(-512,), unit="degC", meaning="51.1 and -51.1 are beyond")


def _wind(first: int) -> tuple[BitField, ...]:
    return (
        BitField("wind_speed_kn", first, 10, per=10, na=(1023,), unit="kn", meaning="102.2 is 102.2 or more"),
        BitField("wind_gust_kn", first + 10, 10, per=10, na=(1023,), unit="kn", meaning="102.2 is 102.2 or more"),
        direction("wind_direction_deg", first + 20, na=511),
    )


_WEATHER = (
    *_STATION,
    *_wind(111),
    BitField("pressure_hpa", 140, 14, per=10, na=(16383,), unit="hPa"),
    _temperature("air_temperature_c", 154),
    _temperature("dew_point_c", 164),
    BitField("visibility_km", 174, 8, per=10, na=(255,), unit="km", meaning="25.4 is 25.4 or more"),
    _temperature("water_temperature_c", 182),
)
_LEVEL = (
    *_STATION,
    BitField("level_is_depth", 111, 1, "flag", meaning="else relative to the datum"),
    BitField("water_level_m", 112, 16, "int", per=100, na=(-32768,), unit="m"),
    BitField("datum", 128, 2, meaning="0 MLLW, 1 IGLD-85; 2 and 3 reserved, yet on air"),
)
_FLOW = (*_STATION, BitField("flow_m3_s", 111, 14, na=(16383,), unit="m3/s"))
_CURRENT = (
    *_STATION,
    BitField("current_speed_kn", 111, 8, per=10, na=(255,), unit="kn"),
    direction("current_direction_deg", 119, na=511),
)
_SALINITY = (
    *_STATION,
    BitField("salinity_permille", 111, 10, per=10, na=(1023,), unit="permille"),
    _temperature("water_temperature_c", 121),
)


def _reports(
    name: str, sub: int, title: str, stride: int, fields: tuple[BitField, ...], most: int, dacs: tuple[int, ...]
) -> tuple[Application, ...]:
    group = Group("reports", 8, stride, fields, most=most)
    return tuple(
        Application(name, dac, 1, (6, 8), title, f"Seaway 4.0A, message 1.{sub}", 8 + stride, (), (group,),
                    when=(when(2, 6, sub),))
        for dac in dacs
    )  # fmt: skip


def _schedule(dac: int) -> Application:
    lock = (
        BitField("ship_name", 0, 90, "text"),
        BitField("downbound", 90, 1, "flag", meaning="direction bit as sent"),
        *utc(91, prefix="eta_"),
    )
    return Application(
        "seaway_lock_order", dac, 2, (6, 8), "Seaway lockage order", "Seaway 4.0A, message 2.1", 128,
        (*utc(8), BitField("lock_id", 28, 42, "text"), *place(70, 95)),
        (Group("schedule", 128, 120, lock, most=6),), when=(when(2, 6, 1),),
    )  # fmt: skip


def _lock_times(dac: int) -> Application:
    return Application(
        "seaway_lock_times", dac, 2, (6, 8), "Seaway estimated lock times", "Seaway 4.0A, message 2.2", 346,
        (
            *utc(8),
            BitField("ship_name", 28, 90, "text"),
            BitField("last_location", 118, 42, "text"),
            *utc(160, prefix="last_ata_"),
            BitField("first_lock", 180, 42, "text"),
            *utc(222, prefix="first_eta_"),
            BitField("second_lock", 242, 42, "text"),
            *utc(284, prefix="second_eta_"),
            BitField("delay", 304, 42, "text"),
        ),
        when=(when(2, 6, 2),),
    )  # fmt: skip


def _version(dac: int) -> Application:
    return Application("seaway_version", dac, 32, (6, 8), "Seaway version", "Seaway 4.0A, message 32.1", 24,
                       (BitField("major", 8, 8), BitField("minor", 16, 8)), when=(when(2, 6, 1),))  # fmt: skip


_FOR_EACH: tuple[Callable[[int], Application], ...] = (_schedule, _lock_times, _version)

APPLICATIONS = (
    *_reports("seaway_weather", 1, "Seaway weather station", 192, _WEATHER, 4, _SEAWAY),
    *_reports("seaway_wind", 2, "Seaway wind", 144, (*_STATION, *_wind(111)), 6, _SEAWAY),
    *_reports("seaway_water_level", 3, "Seaway water level", 144, _LEVEL, 6, _SEAWAY),
    *_reports("seaway_water_flow", 6, "Seaway water flow", 144, _FLOW, 6, _SEAWAY),
    *_reports("pawss_current", 4, "PAWSS current", 144, _CURRENT, 6, _PAWSS),
    *_reports("pawss_salinity", 5, "PAWSS salinity and temperature", 144, _SALINITY, 6, _PAWSS),
    *(make(dac) for make in _FOR_EACH for dac in _SEAWAY),
)
