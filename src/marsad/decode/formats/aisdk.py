"""Danish waters, `aisdk-*.csv`, by the Danish Maritime Authority: times dd/mm/yyyy in UTC, knots, degrees a minute.

Latitude 91 says that there is no position, whatever the longitude. By the publisher's own note C is the distance to
starboard and D to port. Base stations, aids to navigation and aircraft stand among the ships.
"""

from marsad.decode.tabular.dialect import Dialect
from marsad.decode.tabular.layout import NUMBER_NULLS
from marsad.decode.tabular.words import SHIP_TYPES, STATUSES
from marsad.decode.text_format import text_format

_HEADER = (
    b"# Timestamp,Type of mobile,MMSI,Latitude,Longitude,Navigational status,ROT,SOG,COG,Heading,IMO,Callsign,"
    b"Name,Ship type,Cargo type,Width,Length,Type of position fixing device,Draught,Destination,ETA,Data source type,"
    b"A,B,C,D\n"
)
_ROWS = (
    b"18/03/2023 00:00:00,Base Station,2190064,56.7166,11.519,Unknown value,,,,,Unknown,,,Undefined,,,,GPS,,,,AIS,,,,\n"
    b"18/03/2023 00:00:00,Class A,219000001,55.4921,14.7525,Under way using engine,0.7,12.5,241.8,241,Unknown,,,"
    b"Undefined,,,,Undefined,,,,AIS,,,,\n"
    b"18/03/2023 00:00:01,Class A,219000002,91,0,Unknown value,,,,,9074729,XPA1,SAMPLE SHIP,Other,,8,23,GPS,1.9,"
    b"SKAGEN,11/03/2023 21:00:00,AIS,16,7,5,3\n"
    b"18/03/2023 00:00:02,AtoN,992190001,55.1,11.25,Unknown value,,,,,Unknown,,SAMPLE BUOY,Undefined,,,,,,,,AIS,,,,\n"
    b"18/03/2023 00:00:03,SAR Airborne,111219501,55.2,11.5,Unknown value,,120,15.5,,Unknown,,,Undefined,,,,,,,,AIS,"
    b",,,\n"
)
_COMMA = (
    b'18/03/2015 23:59:59,Class A,219000001,"57,8794","17,9125",Moored,"0,7","12,5","241,8",241,9074729,,,Undefined,,,,'
    b"Undefined,,,,AIS,,,,\n"
)

_SENDERS = {
    "class a": 1, "class b": 18, "base station": 4, "aton": 21, "sar airborne": 9, "search and rescue transponder": 1,
    "man overboard device": 1, "emergency pirb": 1,
}  # fmt: skip

DIALECT = Dialect(
    "aisdk",
    (frozenset({"timestamp", "type_of_mobile", "mmsi", "latitude", "longitude"}),),
    {
        "t": ("timestamp",),
        "mmsi": ("mmsi",),
        "lat": ("latitude",),
        "lon": ("longitude",),
        "sog": ("sog",),
        "cog": ("cog",),
        "heading": ("heading",),
        "rot": ("rot",),
        "status": ("navigational_status",),
        "type": ("type_of_mobile",),
        "name": ("name",),
        "callsign": ("callsign",),
        "imo": ("imo",),
        "ship_type": ("ship_type",),
        "length": ("length",),
        "width": ("width",),
        "to_bow": ("a", "size_a"),
        "to_stern": ("b", "size_b"),
        "to_starboard": ("c", "size_c"),
        "to_port": ("d", "size_d"),
        "draught": ("draught",),
        "destination": ("destination",),
        "eta": ("eta",),
    },
    time="%d/%m/%Y %H:%M:%S",
    nulls=NUMBER_NULLS | {"unknown value"},
    text_nulls=frozenset({"unknown", "undefined"}),
    types=_SENDERS,
    statuses=STATUSES,
    ship_types=SHIP_TYPES,
)

FORMAT = text_format(DIALECT, {"aisdk-2023-03-18.csv": _HEADER + _ROWS, "aisdk_20150318.csv": _HEADER + _COMMA})
