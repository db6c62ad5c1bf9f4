"""Global Fishing Watch: messages of its pipeline as CSV, JSON lines or one JSON list (`ssvid`, `timestamp`, `lat`,
`lon`, `ais_class`, ...), and its training tracks (`mmsi`, `timestamp` in seconds, `distance_from_shore`, ...).

Times in UTC, knots. `ssvid` is the MMSI. Nested JSON is not read.
"""

import re
from collections.abc import Sequence

from marsad.decode.format import SIGNED, Doubt, Format, Recognition, Sample
from marsad.decode.json_reader import JsonReader
from marsad.decode.tabular.dialect import Dialect
from marsad.decode.tabular.head import normal
from marsad.decode.tabular.layout import CLASS_TYPES, NUMBER_TYPES
from marsad.decode.tabular.time_proof import proven_time
from marsad.decode.text_format import text_format

_PIPE = b"""msgid,ssvid,seg_id,timestamp,lat,lon,speed,course,heading,shipname,callsign,imo,type,receiver_type
a1,412331104,412331104-2020,2020-01-01 00:00:05 UTC,45.4,80.6,10.5,90.5,511,SAMPLE,BAAB,9074729,AIS.1,terrestrial
a2,412331104,412331104-2020,2020-01-01 00:10:05.500 UTC,,,,,,,,,AIS.1,satellite
"""
_TRAINING = b"""mmsi,timestamp,distance_from_shore,distance_from_port,speed,course,lat,lon,is_fishing,source
412331104.0,1325376105.0,311748.65,6394.5,10.5,90.5,45.4,80.6,-1.0,sample
412331104.0,1325377105.0,311748.65,6394.5,0.0,360.0,45.5,80.7,0.0,sample
"""
_JSON = b"""[
    {"ssvid": "412331104", "seg_id": "12345-ABC", "msgid": "295fa26f", "timestamp": 1704412120.0,
     "receiver_type": "terrestrial", "lat": null, "lon": null, "ais_class": "A"},
    {"ssvid": "412331105", "seg_id": "12345-ABD", "msgid": "662f36fb", "timestamp": 1704378820.5,
     "receiver_type": "terrestrial", "lat": 45.4, "lon": 80.6, "ais_class": "B"}
]
"""
_JSON_LINES = (
    b'{"ssvid":"412331104","timestamp":"2024-01-05 00:00:00 UTC","lat":45.4,"lon":80.6,"speed":1.5,"seg_id":"1"}\n'
    b'{"ssvid":"412331105","timestamp":"2024-01-05 00:01:00 UTC","lat":45.5,"lon":80.7,"speed":2.5,"seg_id":"2"}\n'
)

DIALECT = Dialect(
    "gfw",
    (
        frozenset({"ssvid", "timestamp", "lat", "lon"}),
        frozenset({"mmsi", "timestamp", "distance_from_shore", "distance_from_port", "lat", "lon"}),
    ),
    {
        "t": ("timestamp",),
        "mmsi": ("ssvid", "mmsi"),
        "lat": ("lat",),
        "lon": ("lon",),
        "sog": ("speed_knots", "speed", "sog"),
        "cog": ("course", "cog"),
        "heading": ("heading",),
        "status": ("status",),
        "type": ("type", "ais_class"),
        "name": ("shipname",),
        "callsign": ("callsign",),
        "imo": ("imo",),
        "length": ("length",),
        "width": ("width",),
        "destination": ("destination",),
    },
    time_of=lambda cells: _time_of(cells),
    types={**CLASS_TYPES, **NUMBER_TYPES},
)
_OBJECT = re.compile(rb"\s*(\[\s*)?\{")
_KEY = re.compile(rb'"(\w{1,40})"\s*:\s*("(?:[^"\\]|\\.)*"|[^,}\]\s]+)')


def _time_of(cells: Sequence[str]) -> str:
    return proven_time(cells) or "iso"


def _recognise(sample: Sample) -> Recognition | Doubt | None:
    if not _OBJECT.match(sample.data):
        return _TEXT.recognise(sample)
    pairs = _KEY.findall(sample.data)
    keys = {key.decode(): normal(key.decode()) for key, _ in pairs}
    names = list(dict.fromkeys(keys.values()))
    if not DIALECT.knows(names):
        return None

    def cells_of(column: str) -> list[str]:
        values = [value.strip(b'"').decode("utf-8", "replace") for key, value in pairs if keys[key.decode()] == column]
        return [value for value in values[:-1] or values if value != "null"]

    layout = DIALECT.layout(names, cells_of)
    return Recognition(SIGNED, stream=lambda source: JsonReader(layout, source))


_TEXT = text_format(DIALECT, {})
_SAMPLES = {"messages.csv": _PIPE, "training.csv": _TRAINING, "messages.json": _JSON, "lines.json": _JSON_LINES}
FORMAT = Format("gfw", _recognise, DIALECT, _SAMPLES)
