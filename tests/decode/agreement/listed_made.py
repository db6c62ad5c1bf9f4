"""Listed: what gpsdecode 3.22 and pyais 3.3 read otherwise in the sentences made for each application."""

from tests.decode.agreement.reasons import (
    ADDRESSEE,
    ALL_FOUR,
    ALL_FOUR_NULL,
    CONDUCTIVITY,
    ENUMERATED,
    FIVE_DECIMALS,
    FOUR_DECIMALS,
    HAZARD,
    NO_DATA_BESIDE,
    ONE_MORE,
    REPORTS_FIVE,
    START_ORDER,
    TEMPERATURE,
    VTS_FOUR,
    VTS_IDENTIFIER,
    VTS_STRIDE,
    Listed,
)

LISTED = (
    Listed("gpsdecode", (6, 1, 16), "persons", "another code", {"made/persons_on_board": 24}, ADDRESSEE),
    Listed("gpsdecode", (6, 1, 32), "windows_*", "another code", {"made/tidal_window": 24}, ONE_MORE),
    Listed("gpsdecode", (6, 1, 32), "windows_*", "null is 0", {"made/tidal_window": 128}, ONE_MORE),
    Listed("gpsdecode", (8, 1, 17), "targets_*", "another code", {"made/vts_targets": 404}, VTS_STRIDE),
    Listed("gpsdecode", (8, 1, 17), "targets_*", "another text", {"made/vts_targets": 4}, VTS_STRIDE),
    Listed("gpsdecode", (8, 1, 17), "targets_*", "null is 0", {"made/vts_targets": 1}, VTS_STRIDE),
    Listed("gpsdecode", (8, 1, 17), "targets_*", "null is a number", {"made/vts_targets": 42}, VTS_STRIDE),
    Listed("gpsdecode", (8, 1, 17), "targets_*", "null is text", {"made/vts_targets": 22}, VTS_STRIDE),
    Listed("gpsdecode", (8, 1, 17), "targets_*", "told is null", {"made/vts_targets": 47}, VTS_STRIDE),
    Listed("gpsdecode", (8, 1, 19), "l*_deg", "rounded", {"made/traffic_signal": 41}, FOUR_DECIMALS),
    Listed("gpsdecode", (8, 200, 10), "data", "told is null", {"made/inland_ship_static": 16}, NO_DATA_BESIDE),
    Listed("gpsdecode", (8, 200, 10), "*", "told is null", {"made/inland_ship_static": 75}, HAZARD),
    Listed("gpsdecode", (8, 200, 23), "start_*", "another code", {"made/inland_weather_warning": 68}, START_ORDER),
    Listed("gpsdecode", (8, 200, 23), "start_*", "null is a number", {"made/inland_weather_warning": 4}, START_ORDER),
    Listed("gpsdecode", (8, 200, 24), "data", "told is null", {"made/inland_water_level": 6}, NO_DATA_BESIDE),
    Listed("gpsdecode", (8, 200, 24), "*", "another code", {"made/inland_water_level": 18}, ALL_FOUR),
    Listed("gpsdecode", (8, 200, 24), "*", "told is null", {"made/inland_water_level": 90}, ALL_FOUR),
    Listed("pyais", (8, 1, 16), "targets_*", "another code", {"made/vts_targets": 45}, VTS_IDENTIFIER),
    Listed("pyais", (8, 1, 16), "targets_*", "another text", {"made/vts_targets": 22}, VTS_IDENTIFIER),
    Listed("pyais", (8, 1, 17), "targets_count", "another code", {"made/vts_targets": 9}, VTS_FOUR),
    Listed("pyais", (8, 1, 21), "water_temperature_c", "another code", {"made/weather_observation": 23}, TEMPERATURE),
    Listed(
        "pyais", (8, 1, 21), "water_temperature_c", "null is a number", {"made/weather_observation": 1}, TEMPERATURE
    ),
    Listed("pyais", (8, 1, 24), "ice_class", "another code", {"made/ship_static_extended": 9}, ENUMERATED),
    Listed("pyais", (8, 1, 26), "*_l*_deg", "rounded", {"made/environmental": 11}, FIVE_DECIMALS),
    Listed("pyais", (8, 1, 26), "reports_*_conductivity_s_m", "another code", {"made/environmental": 8}, CONDUCTIVITY),
    Listed(
        "pyais", (8, 1, 26), "reports_*_water_temperature_c", "another code", {"made/environmental": 13}, TEMPERATURE
    ),
    Listed(
        "pyais", (8, 1, 26), "reports_*_water_temperature_c", "null is a number", {"made/environmental": 3}, TEMPERATURE
    ),
    Listed("pyais", (8, 1, 26), "reports_count", "another code", {"made/environmental": 9}, REPORTS_FIVE),
    Listed("pyais", (8, 1, 27), "*_l*_deg", "rounded", {"made/route": 267}, FIVE_DECIMALS),
    Listed("pyais", (8, 200, 23), "*", "another code", {"made/inland_weather_warning": 22}, ENUMERATED),
    Listed("pyais", (8, 200, 24), "gauges_count", "another code", {"made/inland_water_level": 18}, ALL_FOUR_NULL),
    Listed("pyais", (8, 200, 40), "impact", "another code", {"made/inland_signal": 8}, ENUMERATED),
    Listed("pyais", (8, 367, 33), "*_l*_deg", "rounded", {"made/us_environmental": 14}, FIVE_DECIMALS),
)
