"""ADS-B as JSON: `aircraft.json` of readsb, tar1090 and dump1090-fa (one document, or one a line as recorded), readsb's
`trace_full`, and tracks as the library traffic saves them (a list of records, or columns).

What counts is the instant of the position, not that of the row: programs tell an old position again and again.
"""

import re

from marsad.decode.aircraft.reader import AircraftReader
from marsad.decode.format import SIGNED, Format, Recognition, Sample

_LIST = b"""{"now":1726564800.5,"messages":10,"aircraft":[
{"hex":"4baac6","type":"adsb_icao","flight":"SMP1    ","alt_baro":38000,"alt_geom":38350,"gs":481.2,"track":325.1,\
"baro_rate":-64,"squawk":"2000","lat":47.44,"lon":22.92,"nic":8,"rc":186,"seen_pos":1.2,"version":2,"nac_p":9,"nac_v":1,\
"sil":3,"seen":0.3,"rssi":-11.5},
{"hex":"~2a0001","type":"tisb_other","alt_baro":"ground","seen":15},
{"hex":"3c6444","lastPosition":{"lat":50.1,"lon":8.6,"nic":0,"rc":0,"seen_pos":400.0},"seen":3.5,"nac_p":0}]}
"""
_LINES = (
    b'{"now":1726564800.0,"aircraft":[{"hex":"4baac6","lat":47.4,"lon":22.9,"seen_pos":0.1,"seen":0.1,"gs":480}]}\n'
    b'{"now":1726564801.0,"aircraft":[{"hex":"4baac6","seen":0.2},{"hex":"no address"}]}\n'
)
_TRACE = b"""{"icao":"ac671b","r":"N1","t":"B739","timestamp":1738703622.619,"trace":[
[0.0,16.777359,-88.036868,32000,478.6,327.8,1,0,{"flight":"SMP2","nic":8,"rc":186,"nac_p":10,"version":2},"adsb_icao",\
33825,32,280,0.0],
[46.75,16.875186,-88.075431,"ground",null,340.5,1,0,null,"adsb_icao",33825,0,280,-0.7]]}
"""
_COLUMNS = b"""{"timestamp":{"0":1726560266000,"1":1726560267000},"icao24":{"0":"4baac6","1":"4baac6"},\
"latitude":{"0":41.3796844482,"1":41.3828445693},"longitude":{"0":28.7676391602,"1":28.7656402588},\
"groundspeed":{"0":233.0,"1":233.0},"track":{"0":334.1,"1":334.1},"callsign":{"0":"SMP3","1":"SMP3"},\
"altitude":{"0":4175.0,"1":4250.0},"last_position":{"0":1726560263061,"1":1726560266108}}
"""
_RECORDS = b"""[{"timestamp":1726560266000,"icao24":"4baac6","latitude":41.4,"longitude":28.8,"groundspeed":233.0,\
"track":334.1,"callsign":"SMP3","altitude":4175.0,"last_position":1726560263061}]
"""

_KNOWN = tuple(re.compile(pattern, re.DOTALL) for pattern in (
    rb'\s*\{.{0,400}?"aircraft"\s*:\s*\[',
    rb'\s*\{\s*"icao"\s*:.*?"trace"\s*:\s*\[',
    rb'\s*\{\s*"timestamp"\s*:\s*\{\s*"\d+"\s*:\s*\d{12,}',
    rb'\s*\[\s*\{[^{}]*"icao24"\s*:',
))  # fmt: skip


def recognise(sample: Sample) -> Recognition | None:
    """By what the outermost object begins with."""
    if not any(known.match(sample.data.removeprefix(b"\xef\xbb\xbf")) for known in _KNOWN):
        return None
    return Recognition(SIGNED, stream=AircraftReader)


FORMAT = Format(
    "aircraft",
    recognise,
    samples={
        "aircraft.json": _LIST, "aircraft.jsonl": _LINES, "trace_full.json": _TRACE, "columns.json": _COLUMNS,
        "records.json": _RECORDS,
    },
)  # fmt: skip
