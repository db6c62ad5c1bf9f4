"""DAC 1, FI 31: meteorological and hydrographic data (IMO SN.1/Circ.289).

304 bits. Replaces FI 11; it differs in place, accuracy flag, codes for not available and the depth of the water level.
"""

from marsad.decode.ais.application.fields import direction, place, utc_day
from marsad.decode.ais.bit_table import Application, BitField

APPLICATIONS = (
    Application(
        "met_hydro", 1, 31, (8,), "Meteorological and hydrographic data", "IMO SN.1/Circ.289", 98,
        (
            *place(0, 25),
            BitField("accuracy", 49, 1, "flag", meaning="the place is better than 10 m"),
            *utc_day(50),
            BitField("wind_speed_kn", 66, 7, na=(127,), unit="kn", meaning="mean of 10 min; 126 is 126 or more"),
            BitField("wind_gust_kn", 73, 7, na=(127,), unit="kn", meaning="126 is 126 or more"),
            direction("wind_direction_deg", 80),
            direction("gust_direction_deg", 89),
            BitField("air_temperature_c", 98, 11, "int", per=10, na=(-1024,), low=-600, high=600, unit="degC"),
            BitField("humidity_percent", 109, 7, na=(101,), high=100, unit="%"),
            BitField("dew_point_c", 116, 10, "int", per=10, na=(501,), low=-200, high=500, unit="degC"),
            BitField("pressure_hpa", 126, 9, plus=799, na=(511,), high=402, unit="hPa",
                     meaning="799 is 799 or less, 1201 is 1201 or more"),
            BitField("pressure_tendency", 135, 2, na=(3,), meaning="0 steady, 1 falling, 2 rising"),
            BitField("visibility_or_more", 137, 1, "flag", meaning="the sensor's limit was reached"),
            BitField("visibility_nm", 138, 7, per=10, na=(127,), unit="NM"),
            BitField("water_level_m", 145, 12, per=100, plus=-10, na=(4001,), high=4000, unit="m",
                     meaning="above local chart datum"),
            BitField("water_level_trend", 157, 2, na=(3,), meaning="0 steady, 1 falling, 2 rising"),
            BitField("current_speed_kn", 159, 8, per=10, na=(255,), high=251, unit="kn", meaning="at the surface"),
            direction("current_direction_deg", 167),
            BitField("current_speed_2_kn", 176, 8, per=10, na=(255,), high=251, unit="kn"),
            direction("current_direction_2_deg", 184),
            BitField("current_depth_2_m", 193, 5, na=(31,), unit="m"),
            BitField("current_speed_3_kn", 198, 8, per=10, na=(255,), high=251, unit="kn"),
            direction("current_direction_3_deg", 206),
            BitField("current_depth_3_m", 215, 5, na=(31,), unit="m"),
            BitField("wave_height_m", 220, 8, per=10, na=(255,), high=251, unit="m"),
            BitField("wave_period_s", 228, 6, na=(63,), high=60, unit="s"),
            direction("wave_direction_deg", 234),
            BitField("swell_height_m", 243, 8, per=10, na=(255,), high=251, unit="m"),
            BitField("swell_period_s", 251, 6, na=(63,), high=60, unit="s"),
            direction("swell_direction_deg", 257),
            BitField("sea_state_beaufort", 266, 4, na=(13,), high=12),
            BitField("water_temperature_c", 270, 10, "int", per=10, na=(501,), low=-100, high=500, unit="degC"),
            BitField("precipitation", 280, 3, na=(7,), meaning="WMO 306 table 4.201"),
            BitField("salinity_permille", 283, 9, per=10, na=(510, 511), high=501, unit="permille",
                     meaning="50.1 is 50.1 or more"),
            BitField("ice", 292, 2, na=(3,), meaning="0 no, 1 yes"),
        ),
        standard_bits=304,
    ),
)  # fmt: skip
