"""exactEarth: the archive (one row a message of any number, `Time` as yyyymmdd_hhmmss with milliseconds beside it), and
the service's vessels (`dt_pos_utc`, `vessel_type_code`, ...). UTC, knots, degrees.

Messages that carry no position and no identity stand in the archive too: they are counted as other. The rate of turn is
not read, for the layouts do not tell its unit.
"""

from collections.abc import Sequence

from marsad.decode.tabular.dialect import Dialect
from marsad.decode.tabular.time_proof import proven_time
from marsad.decode.tabular.words import SHIP_TYPES, STATUSES
from marsad.decode.text_format import text_format

_ARCHIVE = b"""MMSI,Message_ID,Repeat_indicator,Time,Millisecond,Region,Country,Base_station,Online_data,Group_code,\
Sequence_ID,Channel,Data_length,Vessel_Name,Call_sign,IMO,Ship_Type,Dimension_to_Bow,Dimension_to_stern,\
Dimension_to_port,Dimension_to_starboard,Draught,Destination,AIS_version,Navigational_status,ROT,SOG,Accuracy,Longitude,\
Latitude,COG,Heading,ETA_month,ETA_day,ETA_hour,ETA_minute
219000001,1,0,20210701_000003,250,66,,,,,,A,28,,,,,,,,,,,,0,0,12.5,1,14.7525,55.4921,241.8,241,,,,
219000001,5,0,20210701_000004,0,66,,,,,,B,71,FIRST SAMPLE@@@@,OXAB2,9074729,70,100,20,12,8,6.5,AARHUS,0,,,,,,,,,7,2,10,0
338000002,18,0,20210701_000005,0,66,,,,,,A,28,,,,,,,,,,,,,,102.3,0,181,91,360,511,,,,
2190064,4,0,20210701_000006,0,66,,,,,,A,28,,,,,,,,,,,,,,,1,11.519,56.7166,,,,,,
219000001,8,0,20210701_000007,0,66,,,,,,A,28,,,,,,,,,,,,,,,,,,,,,,,
"""
_SERVICE = b"""mmsi,imo,vessel_name,callsign,vessel_type,vessel_type_code,vessel_class,length,width,flag_country,\
destination,eta,draught,longitude,latitude,sog,cog,rot,heading,nav_status,nav_status_code,source,ts_pos_utc,\
dt_pos_utc,message_type
219000001,9074729,FIRST SAMPLE,OXAB2,Cargo,70,A,120,20,Denmark,AARHUS,07021000,6.5,14.7525,55.4921,12.5,241.8,0,241,\
Under Way Using Engine,0,S-AIS,20190327085040,2019-03-27 08:50:40,1
338000002,,,,,,B,,,USA,,,,-122.21675,47.99793,0,360,,511,,,T-AIS,20190327085041,2019-03-27 08:50:41,18
"""


def _time_of(cells: Sequence[str]) -> str:
    return proven_time(cells) or "%Y%m%d_%H%M%S"


DIALECT = Dialect(
    "exactearth",
    (
        frozenset({"mmsi", "message_id", "repeat_indicator", "time", "millisecond", "longitude", "latitude"}),
        frozenset({"mmsi", "dt_pos_utc", "longitude", "latitude"}),
    ),
    {
        "t": ("time", "dt_pos_utc"),
        "t_fraction": ("millisecond",),
        "mmsi": ("mmsi",),
        "lat": ("latitude",),
        "lon": ("longitude",),
        "sog": ("sog",),
        "cog": ("cog",),
        "heading": ("heading",),
        "status": ("navigational_status", "nav_status_code", "nav_status"),
        "type": ("message_id", "message_type", "vessel_class"),
        "name": ("vessel_name",),
        "callsign": ("call_sign", "callsign"),
        "imo": ("imo",),
        "ship_type": ("ship_type", "vessel_type_code", "vessel_type"),
        "length": ("length",),
        "width": ("width",),
        "to_bow": ("dimension_to_bow",),
        "to_stern": ("dimension_to_stern",),
        "to_port": ("dimension_to_port",),
        "to_starboard": ("dimension_to_starboard",),
        "draught": ("draught",),
        "destination": ("destination",),
        "eta_month": ("eta_month",),
        "eta_day": ("eta_day",),
        "eta_hour": ("eta_hour",),
        "eta_minute": ("eta_minute",),
    },
    time_of=_time_of,
    statuses=STATUSES,
    ship_types=SHIP_TYPES,
    scales={"t_fraction": 1000.0},
)

FORMAT = text_format(DIALECT, {"archive.csv": _ARCHIVE, "service.csv": _SERVICE})
