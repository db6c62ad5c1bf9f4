"""Application layouts against pyais, field by field: the same bits, and the same values where both tell one."""

from __future__ import annotations

import math
import random

import pyais
import pytest
from pyais import messages as theirs

from marsad.decode.ais.application.applications import APPLICATIONS, TABLES
from marsad.decode.ais.bit_table import Application, BitField
from marsad.decode.ais.encode import encode_message, sentences
from marsad.decode.ais.reference import application_row
from marsad.wire.bits import Bits
from tests.decode.draw import put

SEED, EACH = 31, 40
HEADER = {6: 88, 8: 56}

FLAT = [
    ("text_telegram", theirs.MessageType8Dac1Fid0),
    ("met_hydro_old", theirs.MessageType8Dac1Fid11),
    ("met_hydro", theirs.MessageType8Dac1Fid31),
    ("traffic_signal", theirs.MessageType8Dac1Fid19),
    ("clearance_time", theirs.MessageType6Dac1Fid18),
    ("berthing", theirs.MessageType6Dac1Fid20),
    ("weather_observation", theirs.MessageType8Dac1Fid21NonWmo),
    ("ship_static_extended", theirs.MessageType8Dac1Fid24),
    ("area_notice", theirs.MessageType8Dac1Fid22),
    ("route", theirs.MessageType8Dac1Fid27),
    ("dangerous_cargo", theirs.MessageType6Dac1Fid25),
    ("inland_ship_static", theirs.MessageType8Dac200Fid10),
    ("inland_weather_warning", theirs.MessageType8Dac200Fid23),
    ("inland_signal", theirs.MessageType8Dac200Fid40),
]
OTHER_VALUE: dict[str, set[str]] = {
    "inland_weather_warning": {"start_year", "end_year", "wind_from", "warning"},  # since 2000; unknown codes replaced
    "inland_signal": {"impact"},  # unknown codes are replaced
    "met_hydro_old": {"lat_deg", "lon_deg"},  # rounded to 1e-5 degree, compared more loosely below
    "weather_observation": {"pressure_hpa", "water_temperature_c"},  # as sent; signed and without its offset
    "ship_static_extended": {"ice_class"},  # reserved codes are replaced
}
"""Fields at the same bits that pyais leaves as sent, or scales otherwise."""


def _places(kind: type) -> dict[tuple[int, int], str]:
    """Place and width of each field of a pyais message."""
    out, at = {}, 0
    for field in kind.fields():
        width = field.metadata["width"]
        out[at, width] = field.name
        at += width
    return out


def _found(name: str, kind: type) -> tuple[Application, int]:
    """The application of that name which a message of that kind carries, and the message number."""
    number = int(kind.__name__.removeprefix("MessageType")[0])
    return next(one for one in APPLICATIONS if one.name == name and number in one.messages), number


@pytest.mark.parametrize(("name", "kind"), FLAT)
def test_same_places(name: str, kind: type) -> None:
    application, number = _found(name, kind)
    places = _places(kind)
    for field in application.fields:
        at = HEADER[number] + field.first
        if field.width:
            assert (at, field.width) in places, field.name
        else:
            assert any(first == at for first, _ in places), field.name


@pytest.mark.parametrize(("name", "kind"), FLAT)
def test_same_values(name: str, kind: type) -> None:
    application, number = _found(name, kind)
    places = _places(kind)
    draw = random.Random(f"{SEED} {name}")
    compared = 0
    for _ in range(EACH):
        length = application.standard_bits or (application.lengths or (application.min_bits + 60,))[0]
        data = Bits(draw.getrandbits(length), length)
        for condition in application.when:
            data = put(data, condition.first, condition.width, min(condition.values))
        row = application_row(application, data)
        told = {"dac": application.dac, "fi": application.fi, "data": data}
        lines = b"".join(sentences(encode_message(number, 230_000_001, told)))
        record = pyais.decode(*lines.splitlines()).asdict(enum_as_int=True)
        for field in application.fields:
            at = HEADER[number] + field.first
            value = row[field.name]
            if value is None or not field.width or field.name in OTHER_VALUE.get(name, set()):
                continue
            _compare(field, value, record[places[at, field.width]])
            compared += 1
    assert compared > EACH


def _compare(field: BitField, value: object, other: object) -> None:
    if isinstance(value, bool):
        assert value == bool(other), field.name
    elif isinstance(value, int | float):
        assert math.isclose(value, float(other), abs_tol=2e-5), field.name  # type: ignore[arg-type]
    else:
        assert str(value).strip() == str(other).partition("@")[0].strip(), field.name


SENSOR_NAMES = {
    "wspeed": "wind_speed_kn", "wgust": "wind_gust_kn", "wdir": "wind_direction_deg", "sensortype": "data_kind",
    "wgustdir": "gust_direction_deg", "fwspeed": "forecast_wind_speed_kn", "fwgust": "forecast_wind_gust_kn",
    "fwdir": "forecast_wind_direction_deg", "fday": "forecast_day", "fhour": "forecast_hour", "level": "water_level_m",
    "fminute": "forecast_minute", "duration": "forecast_duration_min", "averaging_time": "wind_averaging_min",
    "absolute": "level_absolute", "leveltrend": "water_level_trend", "fabsolute": "forecast_level_absolute",
    "flevel": "forecast_water_level_m", "lon": "lon_deg", "lat": "lat_deg", "alt": "altitude_m", "datum": "datum",
    "owner": "owner", "timeout": "data_timeout", "version": "version", "name": "station_name", "site": "site",
    "day": "day", "hour": "hour", "minute": "minute", "swheight": "swell_height_m", "swperiod": "swell_period_s",
    "swelldir": "swell_direction_deg", "seastate": "sea_state_beaufort", "swelltype": "swell_data_kind",
    "watertempdepth": "water_temperature_depth_m", "depthtype": "water_temperature_data_kind",
    "waveheight": "wave_height_m", "waveperiod": "wave_period_s", "wavedir": "wave_direction_deg",
    "wavetype": "wave_data_kind", "salinity": "salinity_permille", "pressuretend": "pressure_tendency",
    "pressuretype": "pressure_data_kind", "pressure_hpa": "pressure_hpa", "temperature": "air_temperature_c",
    "preciptype": "precipitation_kind", "visibility": "visibility_nm", "dewpoint": "dew_point_c",
    "dewtype": "dew_point_data_kind", "salinitytype": "salinity_kind", "airdraught": "air_draught_m",
    "airgap": "air_gap_m", "gaptrend": "air_gap_trend", "fairgap": "forecast_air_gap_m", "precision": "precision",
    "bearing": "current_bearing_deg", "watertemp": "water_temperature_c", "conductivity": "conductivity_s_m",
} | {
    f"{other}{n}": f"current_{ours}_{n}_{unit}"
    for n in (1, 2, 3)
    for other, ours, unit in (
        ("cspeed", "speed", "kn"), ("cdir", "direction", "deg"), ("cdepth", "depth", "m"), ("cnorth", "north", "kn"),
        ("ceast", "east", "kn"), ("cup", "up", "kn"), ("bearing", "bearing", "deg"), ("distance", "distance", "m"),
        ("speed", "speed", "kn"), ("direction", "direction", "deg"), ("depth", "depth", "m"),
    )
}  # fmt: skip


@pytest.mark.parametrize("name", ["environmental", "us_environmental"])
def test_same_sensor_reports(name: str) -> None:
    application = TABLES[name]
    draw = random.Random(f"{SEED} {name}")
    seen = set()
    for n in range(240):
        data = put(Bits(draw.getrandbits(112), 112), 0, 4, n % 12)
        told = {"dac": application.dac, "fi": application.fi, "data": data}
        lines = b"".join(sentences(encode_message(8, 230_000_001, told)))
        (other,) = pyais.decode(*lines.splitlines()).reports
        (ours,) = application_row(application, data)["reports"]  # type: ignore[misc]
        for theirs_name, value in other.items():
            column = SENSOR_NAMES.get(theirs_name, theirs_name)
            if theirs_name == "pressure" and n % 12 == 8:
                column = "water_pressure_dbar"
            if column not in ours or ours[column] is None:
                continue
            if name == "environmental" and theirs_name in ("watertemp", "conductivity"):
                continue  # read as signed and without its offset of -10; as tenths
            assert ours[column] == value or math.isclose(ours[column], float(value), abs_tol=2e-5), (column, n % 12)
            seen.add(column)
    assert len(seen) > 50


def test_same_area_notices() -> None:
    application = TABLES["area_notice"]
    draw = random.Random(f"{SEED} areas")
    names = {"lon": "lon_deg", "lat": "lat_deg", "radius": "radius_m", "east": "east_m", "north": "north_m",
             "orientation": "orientation_deg", "left": "left_deg", "right": "right_deg"}  # fmt: skip
    for n in range(120):
        data = put(Bits(draw.getrandbits(55 + 87), 55 + 87), 55, 3, n % 6)
        told = {"dac": 1, "fi": 22, "data": data}
        lines = b"".join(sentences(encode_message(8, 230_000_001, told)))
        (other,) = pyais.decode(*lines.splitlines()).sub_areas
        (ours,) = application_row(application, data)["areas"]  # type: ignore[misc]
        for k, point in enumerate(other.pop("points", ()), 1):
            assert ours[f"distance_{k}_m"] == point["distance"]
            assert ours[f"bearing_{k}_deg"] in (None, point["bearing"])
        for theirs_name, value in other.items():
            mine = ours.get(names.get(theirs_name, theirs_name))
            if mine is not None:
                assert mine == value or math.isclose(mine, value, abs_tol=2e-5), theirs_name
