"""MarineCadastre (US coast): the layout up to 2024, and the one with lower-case names since; times in UTC, knots.

The class of the transceiver is A or B. A hull's length and beam are told without the place of the antenna.
"""

from marsad.decode.tabular.dialect import Dialect
from marsad.decode.text_format import text_format

_OLD = b"""MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading,VesselName,IMO,CallSign,VesselType,Status,Length,Width,Draft,\
Cargo,TransceiverClass
366000001,2022-01-03T00:00:03,34.12723,-119.44421,17.9,51.5,511.0,FIRST SAMPLE,IMO9074729,WDG0001,60,0,19,7,,60,A
338000002,2022-01-03T00:00:09,47.99793,-122.21675,0.0,360.0,511.0,"SAMPLE ""TWO"" B",IMO0000000,,37,,14,,,,B
366000001,2022-01-03T00:01:03,34.13,-119.44,102.3,51.5,50.0,FIRST SAMPLE,IMO9074729,WDG0001,60,0,19,7,,60,A
"""
_NEW = b"""mmsi,base_date_time,longitude,latitude,sog,cog,heading,vessel_name,imo,call_sign,vessel_type,status,length,\
width,draft,cargo,transceiver
366000001,2025-01-03 00:00:03,-119.44421,34.12723,17.9,51.5,50,FIRST SAMPLE,IMO9074729,WDG0001,60,0,19,7,,60,A
338000002,2025-01-03 00:00:09,-122.21675,47.99793,0,360,511,SECOND SAMPLE,,,37,,14,,,,B
"""

DIALECT = Dialect(
    "marinecadastre",
    (
        frozenset({"mmsi", "basedatetime", "lat", "lon"}),
        frozenset({"mmsi", "base_date_time", "latitude", "longitude"}),
        frozenset({"mmsi", "base_date_time", "geometry", "transceiver"}),
    ),
    {
        "t": ("basedatetime", "base_date_time"),
        "mmsi": ("mmsi",),
        "lat": ("lat", "latitude"),
        "lon": ("lon", "longitude"),
        "sog": ("sog",),
        "cog": ("cog",),
        "heading": ("heading",),
        "status": ("status",),
        "type": ("transceiverclass", "transceiver"),
        "name": ("vesselname", "vessel_name"),
        "callsign": ("callsign", "call_sign"),
        "imo": ("imo",),
        "ship_type": ("vesseltype", "vessel_type"),
        "length": ("length",),
        "width": ("width",),
        "draught": ("draft",),
    },
)

FORMAT = text_format(DIALECT, {"2022.csv": _OLD, "2025.csv": _NEW})
