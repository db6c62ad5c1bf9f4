"""DAC 1, FI 11: meteorological and hydrological data (IMO SN/Circ.236).

Withdrawn in 2013 in favour of FI 31, but still on air. The highest code of each field says not available; of the place,
the highest positive one.
"""

from marsad.decode.ais.application.fields import THOUSANDTH_MIN, direction, utc_day
from marsad.decode.ais.bit_table import Application, BitField
from marsad.schema.flags import Flag

APPLICATIONS = (
    Application(
        "met_hydro_old", 1, 11, (8,), "Meteorological and hydrological data (withdrawn)", "IMO SN/Circ.236",
        97,
        (
            BitField("lat_deg", 0, 24, "int", per=THOUSANDTH_MIN, na=(0x7FFFFF,), low=-90 * THOUSANDTH_MIN,
                     high=90 * THOUSANDTH_MIN, flag=Flag.POSITION_RANGE, unit="deg"),
            BitField("lon_deg", 24, 25, "int", per=THOUSANDTH_MIN, na=(0xFFFFFF,), low=-180 * THOUSANDTH_MIN,
                     high=180 * THOUSANDTH_MIN, flag=Flag.POSITION_RANGE, unit="deg"),
            *utc_day(49),
            BitField("wind_speed_kn", 65, 7, na=(127,), unit="kn", meaning="mean of 10 min"),
            BitField("wind_gust_kn", 72, 7, na=(127,), unit="kn"),
            direction("wind_direction_deg", 79, na=511),
            direction("gust_direction_deg", 88, na=511),
            BitField("air_temperature_c", 97, 11, per=10, plus=-60, na=(2047,), high=1200, unit="degC"),
            BitField("humidity_percent", 108, 7, na=(127,), high=100, unit="%"),
            BitField("dew_point_c", 115, 10, per=10, plus=-20, na=(1023,), high=700, unit="degC"),
            BitField("pressure_hpa", 125, 9, plus=800, na=(511,), high=400, unit="hPa"),
            BitField("pressure_tendency", 134, 2, na=(3,), meaning="0 steady, 1 falling, 2 rising"),
            BitField("visibility_nm", 136, 8, per=10, na=(255,), high=250, unit="NM"),
            BitField("water_level_m", 144, 9, per=10, plus=-10, na=(511,), high=400, unit="m",
                     meaning="above local chart datum"),
            BitField("water_level_trend", 153, 2, na=(3,), meaning="0 steady, 1 falling, 2 rising"),
            BitField("current_speed_kn", 155, 8, per=10, na=(255,), high=250, unit="kn", meaning="at the surface"),
            direction("current_direction_deg", 163, na=511),
            BitField("current_speed_2_kn", 172, 8, per=10, na=(255,), high=250, unit="kn"),
            direction("current_direction_2_deg", 180, na=511),
            BitField("current_depth_2_m", 189, 5, na=(31,), unit="m"),
            BitField("current_speed_3_kn", 194, 8, per=10, na=(255,), high=250, unit="kn"),
            direction("current_direction_3_deg", 202, na=511),
            BitField("current_depth_3_m", 211, 5, na=(31,), unit="m"),
            BitField("wave_height_m", 216, 8, per=10, na=(255,), high=250, unit="m"),
            BitField("wave_period_s", 224, 6, na=(63,), high=60, unit="s"),
            direction("wave_direction_deg", 230, na=511),
            BitField("swell_height_m", 239, 8, per=10, na=(255,), high=250, unit="m"),
            BitField("swell_period_s", 247, 6, na=(63,), high=60, unit="s"),
            direction("swell_direction_deg", 253, na=511),
            BitField("sea_state_beaufort", 262, 4, na=(15,), high=12),
            BitField("water_temperature_c", 266, 10, per=10, plus=-10, na=(1023,), high=600, unit="degC"),
            BitField("precipitation", 276, 3, na=(7,), meaning="WMO 306 table 4.201"),
            BitField("salinity_permille", 279, 9, per=10, na=(511,), high=500, unit="permille"),
            BitField("ice", 288, 2, na=(3,), meaning="0 no, 1 yes"),
        ),
        standard_bits=296,
    ),
)  # fmt: skip
