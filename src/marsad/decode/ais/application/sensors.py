"""Sensor reports that IMO's and the United States' environmental messages share, by kind of sensor.

Bits count from the start of a report. One name means one thing in every kind of report that has it.
"""

from __future__ import annotations

from marsad.decode.ais.application.fields import direction, utc_day
from marsad.decode.ais.bit_table import BitField, When, when

OWNER = "0 unknown, 1 hydrographic office, 2 inland waterway, 3 coastal directorate, 4 meteorological service, " \
    "5 port, 6 coast guard"  # fmt: skip
TIMEOUT = "0 none, 1 10 min, 2 1 h, 3 6 h, 4 12 h, 5 24 h"
DATA_KIND = "0 no data, 1 raw, 2 checked, 3 predicted, 4 forecast, 5 nowcast, 7 sensor not available"


def kind(*sensors: int) -> When:
    """Holds in reports of these kinds of sensor."""
    return when(0, 4, *sensors)


def data_kind(first: int, sensor: int, name: str = "data_kind") -> BitField:
    """Where the reading comes from, 3 bits."""
    return BitField(name, first, 3, when=(kind(sensor),), meaning=DATA_KIND)


def depth(name: str, first: int, *conditions: When) -> BitField:
    """Depth of a measurement, 9 bits."""
    return BitField(name, first, 9, na=(362,), high=361, when=conditions, unit="m", meaning="361 is 361 or more")


def wind(name: str, first: int, sensor: int) -> BitField:
    """A wind speed, 7 bits."""
    return BitField(name, first, 7, na=(122,), high=121, when=(kind(sensor),), unit="kn", meaning="121 is 121 or more")


def current(first: int, n: int, sensor: int) -> tuple[BitField, ...]:
    """A current: speed (8 bits), direction and depth (9 bits each)."""
    return (
        BitField(f"current_speed_{n}_kn", first, 8, per=10, na=(247,), high=246, when=(kind(sensor),), unit="kn",
                 meaning="24.6 is 24.6 or more"),
        direction(f"current_direction_{n}_deg", first + 8, kind(sensor)),
        depth(f"current_depth_{n}_m", first + 17, kind(sensor)),
    )  # fmt: skip


def salinity(first: int, sensor: int) -> BitField:
    """Salinity, 9 bits."""
    return BitField("salinity_permille", first, 9, per=10, na=(502, 503), high=501, when=(kind(sensor),),
                    unit="permille", meaning="50.1 is 50.1 or more")  # fmt: skip


def water_temperature(first: int, sensor: int) -> BitField:
    """Water temperature, 10 bits."""
    return BitField("water_temperature_c", first, 10, per=10, plus=-10, na=(601,), high=600, when=(kind(sensor),),
                    unit="degC")  # fmt: skip


HEADER = (
    BitField("sensor", 0, 4, meaning="0 site, 1 station, 2 wind, 3 water level, 4 and 5 current in 2D and 3D, "
             "6 horizontal current, 7 sea state, 8 salinity, 9 weather, 10 air gap, 11 wind (US)"),
    *utc_day(4),
    BitField("site", 20, 7, meaning="number of the sensor's site"),
)  # fmt: skip

STATION_NAME = (BitField("station_name", 27, 84, "text", when=(kind(1),)),)

WIND = (
    wind("wind_speed_kn", 27, 2),
    wind("wind_gust_kn", 34, 2),
    direction("wind_direction_deg", 41, kind(2)),
    direction("gust_direction_deg", 50, kind(2)),
    data_kind(59, 2),
    wind("forecast_wind_speed_kn", 62, 2),
    wind("forecast_wind_gust_kn", 69, 2),
    direction("forecast_wind_direction_deg", 76, kind(2)),
    *utc_day(85, kind(2), prefix="forecast_"),
    BitField("forecast_duration_min", 101, 8, na=(255,), when=(kind(2),), unit="min", meaning="0 cancels"),
)

WATER_LEVEL = (
    BitField("level_absolute", 27, 1, "flag", when=(kind(3),), meaning="else relative to the datum"),
    BitField("water_level_m", 28, 16, "int", per=100, na=(-32768,), when=(kind(3),), unit="m"),
    BitField("water_level_trend", 44, 2, na=(3,), when=(kind(3),), meaning="0 rising, 1 falling, 2 steady"),
    BitField("datum", 46, 5, na=(14,), when=(kind(3),), meaning="0 MLLW, 1 IGLD-85, 2 river, 3 station, 4 MHHW, 5 MHW, "
             "6 MSL, 7 MLW, 8 NGVD-29, 9 NAVD-88, 10 WGS-84, 11 LAT, 12 pool, 13 gauge"),
    data_kind(51, 3),
    BitField("forecast_level_absolute", 54, 1, "flag", when=(kind(3),)),
    BitField("forecast_water_level_m", 55, 16, "int", per=100, na=(-32768,), when=(kind(3),), unit="m"),
    *utc_day(71, kind(3), prefix="forecast_"),
    BitField("forecast_duration_min", 87, 8, na=(255,), when=(kind(3),), unit="min", meaning="0 cancels"),
)  # fmt: skip

CURRENT_2D = (*current(27, 1, 4), *current(53, 2, 4), *current(79, 3, 4), data_kind(105, 4))

SEA_STATE = (
    BitField("swell_height_m", 27, 8, per=10, na=(247,), high=246, when=(kind(7),), unit="m"),
    BitField("swell_period_s", 35, 6, na=(61,), high=60, when=(kind(7),), unit="s"),
    direction("swell_direction_deg", 41, kind(7)),
    BitField("sea_state_beaufort", 50, 4, na=(13,), high=12, when=(kind(7),)),
    data_kind(54, 7, "swell_data_kind"),
    water_temperature(57, 7),
    BitField("water_temperature_depth_m", 67, 7, per=10, na=(122,), high=121, when=(kind(7),), unit="m"),
    data_kind(74, 7, "water_temperature_data_kind"),
    BitField("wave_height_m", 77, 8, per=10, na=(247,), high=246, when=(kind(7),), unit="m"),
    BitField("wave_period_s", 85, 6, na=(61,), high=60, when=(kind(7),), unit="s"),
    direction("wave_direction_deg", 91, kind(7)),
    data_kind(100, 7, "wave_data_kind"),
    salinity(103, 7),
)

SALINITY = (
    water_temperature(27, 8),
    BitField("conductivity_s_m", 37, 10, per=100, na=(702, 703), high=701, when=(kind(8),), unit="S/m"),
    BitField("water_pressure_dbar", 47, 16, per=10, na=(60002, 60003), high=60001, when=(kind(8),), unit="dbar"),
    salinity(63, 8),
    BitField("salinity_kind", 72, 2, when=(kind(8),), meaning="0 measured, 1 computed by PSS-78, 2 computed otherwise"),
    data_kind(74, 8),
)

WEATHER = (
    BitField("air_temperature_c", 27, 11, "int", per=10, na=(-1024,), low=-600, high=600, when=(kind(9),), unit="degC"),
    data_kind(38, 9),
    BitField("precipitation_kind", 41, 2, when=(kind(9),)),
    BitField("visibility_nm", 43, 8, per=10, na=(242, 243), high=241, when=(kind(9),), unit="NM"),
    data_kind(61, 9, "dew_point_data_kind"),
    BitField("pressure_hpa", 64, 9, plus=799, na=(403,), high=402, when=(kind(9),), unit="hPa",
             meaning="799 is 799 or less, 1201 is 1201 or more"),
    BitField("pressure_tendency", 73, 2, na=(3,), when=(kind(9),), meaning="0 steady, 1 falling, 2 rising"),
    data_kind(75, 9, "pressure_data_kind"),
    salinity(78, 9),
)  # fmt: skip

AIR_GAP = (
    BitField("air_draught_m", 27, 13, per=100, na=(0,), when=(kind(10),), unit="m", meaning="81.91 is that or more"),
    BitField("air_gap_m", 40, 13, per=100, na=(0,), when=(kind(10),), unit="m", meaning="81.91 is that or more"),
    BitField("air_gap_trend", 53, 2, na=(3,), when=(kind(10),), meaning="0 steady, 1 rising, 2 falling"),
    BitField("forecast_air_gap_m", 55, 13, per=100, na=(0,), when=(kind(10),), unit="m"),
    *utc_day(68, kind(10), prefix="forecast_"),
)
