"""Spire: historical positions as CSV, one row a message, times in ISO 8601 with Z, knots, degrees.

Known by the column that says whether a satellite, a shore station or a ship heard it. The rate of turn is not read: the
layouts in use do not tell whether it is as sent or in degrees a minute.
"""

from marsad.decode.tabular.dialect import Dialect
from marsad.decode.tabular.words import SHIP_TYPES, STATUSES
from marsad.decode.text_format import text_format

_SAMPLE = b"""timestamp,mmsi,msg_type,latitude,longitude,speed,course,heading,rot,status,accuracy,maneuver,\
collection_type,created_at,imo,name,call_sign,flag,ship_and_cargo_type,length,width,draught,destination,eta
2021-03-01T00:00:05Z,219000001,1,55.5,14.75,12.5,241.8,241,0,0,1,0,satellite,2021-03-01T00:20:00Z,9074729,FIRST SAMPLE,\
OXAB2,DK,70,120,20,6.5,AARHUS,2021-03-02T10:00:00Z
2021-03-01T00:00:09.250Z,338000002,18,47.99793,-122.21675,102.3,360,511,,,,,terrestrial,2021-03-01T00:00:12Z,,,,US,,,,,,
2021-03-01T00:00:11Z,219000001,5,,,,,,,,,,dynamic,2021-03-01T00:00:12Z,9074729,FIRST SAMPLE,OXAB2,DK,70,120,20,6.6,\
AARHUS,2021-03-02T10:00:00Z
"""

DIALECT = Dialect(
    "spire",
    (
        frozenset({"mmsi", "timestamp", "latitude", "longitude", "collection_type"}),
        frozenset({"mmsi", "position_timestamp", "latitude", "longitude", "collection_type"}),
    ),
    {
        "t": ("timestamp", "position_timestamp"),
        "mmsi": ("mmsi",),
        "lat": ("latitude",),
        "lon": ("longitude",),
        "sog": ("speed", "sog"),
        "cog": ("course", "cog"),
        "heading": ("heading", "true_heading"),
        "status": ("status", "nav_status", "navigational_status"),
        "type": ("msg_type", "message_type", "ais_class"),
        "name": ("name", "vessel_name", "ship_name"),
        "callsign": ("call_sign", "callsign"),
        "imo": ("imo",),
        "ship_type": ("ship_and_cargo_type", "ship_type", "vessel_type"),
        "length": ("length",),
        "width": ("width",),
        "to_bow": ("to_bow", "dim_a", "a"),
        "to_stern": ("to_stern", "dim_b", "b"),
        "to_port": ("to_port", "dim_c", "c"),
        "to_starboard": ("to_starboard", "dim_d", "d"),
        "draught": ("draught",),
        "destination": ("destination",),
        "eta": ("eta",),
    },
    statuses={**STATUSES, **{name.replace(" ", "_"): code for name, code in STATUSES.items()}},
    ship_types=SHIP_TYPES,
)

FORMAT = text_format(DIALECT, {"spire.csv": _SAMPLE})
