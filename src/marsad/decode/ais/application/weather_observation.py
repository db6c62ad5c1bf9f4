"""DAC 1, FI 21: weather observation report from ship (IMO SN.1/Circ.289).

Two layouts, told apart by the first bit: plain readings, and one in the codes of the World Meteorological Organization.
"""

from marsad.decode.ais.application.fields import direction, place, utc_day
from marsad.decode.ais.bit_table import Application, BitField, when

_CLAUSE = "IMO SN.1/Circ.289"


def _compass(name: str, first: int, na: int = 127) -> BitField:
    return BitField(name, first, 7, times=5, na=(na,), high=72, unit="deg", meaning="steps of 5 degrees; 0 is calm")


def _swell(first: int, n: int) -> tuple[BitField, ...]:
    return (
        BitField(f"swell_direction_{n}_deg", first, 6, times=10, na=(63,), high=36, unit="deg", meaning="0 is calm"),
        BitField(f"swell_period_{n}_s", first + 6, 5, na=(31,), unit="s"),
        BitField(f"swell_height_{n}_m", first + 11, 6, per=2, na=(63,), high=60, unit="m"),
    )


PLAIN = Application(
    "weather_observation", 1, 21, (8,), "Weather observation from ship", _CLAUSE, 246,
    (
        BitField("location", 1, 120, "text"),
        *place(121, 146),
        *utc_day(170),
        BitField("weather", 186, 4, na=(8,), high=7, meaning="0 clear, 1 cloudy, 2 rain, 3 fog, 4 snow, 5 typhoon, "
                 "6 monsoon, 7 thunderstorm"),
        BitField("visibility_or_more", 190, 1, "flag", meaning="the sensor's limit was reached"),
        BitField("visibility_nm", 191, 7, per=10, na=(127,), unit="NM"),
        BitField("humidity_percent", 198, 7, na=(127,), high=100, unit="%"),
        BitField("wind_speed_kn", 205, 7, na=(127,), unit="kn", meaning="mean of 10 min"),
        direction("wind_direction_deg", 212),
        BitField("pressure_hpa", 221, 9, plus=799, na=(403,), high=402, unit="hPa",
                 meaning="799 is 799 or less, 1201 is 1201 or more"),
        BitField("pressure_tendency", 230, 4, na=(15,), meaning="WMO FM13 code"),
        BitField("air_temperature_c", 234, 11, "int", per=10, na=(-1024,), low=-600, high=600, unit="degC"),
        BitField("water_temperature_c", 245, 10, per=10, plus=-10, na=(601,), high=600, unit="degC"),
        BitField("wave_period_s", 255, 6, na=(63,), high=60, unit="s"),
        BitField("wave_height_m", 261, 8, per=10, na=(255,), high=251, unit="m"),
        direction("wave_direction_deg", 269),
        BitField("swell_height_m", 278, 8, per=10, na=(255,), high=251, unit="m"),
        direction("swell_direction_deg", 286),
        BitField("swell_period_s", 295, 6, na=(63,), high=60, unit="s"),
    ),
    when=(when(0, 1, 0),), standard_bits=304,
)  # fmt: skip

WMO = Application(
    "weather_observation_wmo", 1, 21, (8,), "Weather observation from ship, WMO codes", _CLAUSE, 109,
    (
        BitField("lon_deg", 1, 16, per=100, plus=-180, na=(65535,), high=36000, unit="deg"),
        BitField("lat_deg", 17, 15, per=100, plus=-90, na=(32767,), high=18000, unit="deg"),
        BitField("month", 32, 4, na=(15,), low=1, high=12),
        BitField("day", 36, 6, na=(63,), low=1, high=31),
        BitField("hour", 42, 5, na=(31,), high=23),
        BitField("minute", 47, 3, times=10, na=(7,), high=5, meaning="end of ten minutes"),
        BitField("cog_deg", 50, 7, times=5, na=(127,), high=72, unit="deg", meaning="steps of 5 degrees; 0 is stopped"),
        BitField("sog_m_s", 57, 5, per=2, na=(31,), unit="m/s", meaning="15 is 15 or more"),
        BitField("heading_deg", 62, 7, times=5, na=(127,), high=72, unit="deg", meaning="steps of 5 degrees"),
        BitField("pressure_hpa", 69, 11, per=10, plus=900, na=(2047,), high=2000, unit="hPa", meaning="at sea level"),
        BitField("pressure_change_hpa", 80, 10, per=10, plus=-50, na=(1023,), high=1000, unit="hPa",
                 meaning="over 3 h"),
        BitField("pressure_tendency", 90, 4, na=(15,), meaning="BUFR 010063"),
        _compass("wind_direction_deg", 94),
        BitField("wind_speed_m_s", 101, 8, per=2, na=(255,), unit="m/s", meaning="true wind, mean of 10 min"),
        _compass("relative_wind_direction_deg", 109),
        BitField("relative_wind_speed_m_s", 116, 8, per=2, na=(255,), unit="m/s"),
        BitField("wind_gust_m_s", 124, 8, per=2, na=(255,), unit="m/s"),
        _compass("gust_direction_deg", 132),
        BitField("air_temperature_k", 139, 10, per=10, plus=223, na=(1023,), high=1000, unit="K"),
        BitField("humidity_percent", 149, 7, na=(127,), high=100, unit="%"),
        BitField("water_temperature_k", 156, 9, per=10, plus=268, na=(511,), high=500, unit="K"),
        BitField("visibility_code", 165, 6, na=(63,), meaning="visibility is the square of it times 13.073 m"),
        BitField("weather", 171, 9, na=(511,), meaning="BUFR 020003"),
        BitField("past_weather_1", 180, 5, na=(31,), meaning="BUFR 020004"),
        BitField("past_weather_2", 185, 5, na=(31,), meaning="BUFR 020005"),
        BitField("cloud_cover_percent", 190, 4, times=10, na=(15,), high=10, unit="%"),
        BitField("low_cloud_amount", 194, 4, na=(15,), meaning="BUFR 020011"),
        BitField("low_cloud_type", 198, 6, na=(63,), meaning="BUFR 020012"),
        BitField("middle_cloud_type", 204, 6, na=(63,), meaning="BUFR 020012"),
        BitField("high_cloud_type", 210, 6, na=(63,), meaning="BUFR 020012"),
        BitField("cloud_base_code", 216, 7, na=(127,), meaning="height: its square times 0.16 m; 126 is higher"),
        BitField("wave_period_s", 223, 5, na=(31,), unit="s"),
        BitField("wave_height_m", 228, 6, per=2, na=(63,), high=60, unit="m"),
        *_swell(234, 1),
        *_swell(251, 2),
        BitField("ice_thickness_cm", 268, 7, na=(127,), unit="cm"),
        BitField("ice_accretion_rate", 275, 3, na=(7,), meaning="BUFR 020032"),
        BitField("ice_accretion_cause", 278, 3, na=(7,), meaning="BUFR 020033"),
        BitField("ice_concentration", 281, 5, na=(31,), meaning="BUFR 020034"),
        BitField("ice_type", 286, 4, na=(15,), meaning="BUFR 020035"),
        BitField("ice_situation", 290, 5, na=(31,), meaning="BUFR 020036"),
        BitField("ice_development", 295, 5, na=(31,), meaning="BUFR 020037"),
        BitField("ice_edge_bearing_deg", 300, 4, times=45, na=(15,), high=8, unit="deg"),
    ),
    when=(when(0, 1, 1),), standard_bits=304,
)  # fmt: skip

APPLICATIONS = (PLAIN, WMO)
