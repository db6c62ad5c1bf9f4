"""Marsad's own tables of positions, as `decode --to csv` and `--to parquet` and the lake hold them."""

from marsad.decode.tabular.dialect import Dialect
from marsad.decode.text_format import text_format

_SAMPLE = b""""t","source","offset","type","mmsi","digest","flags","status","rot_deg_min","sog_kn","lon_deg","lat_deg",\
"cog_deg","heading_deg"
2022-01-03 00:00:03.000000Z,"feed",0,1,366000001,1234,0,0,-2.5,17.9,-119.44421,34.12723,51.5,511
2022-01-03 00:00:09.250000Z,"feed",1,18,338000002,1235,0,,,0,-122.21675,47.99793,,
"""

DIALECT = Dialect(
    "marsad",
    (frozenset({"t", "mmsi", "lon_deg", "lat_deg", "digest", "flags"}),),
    {
        "t": ("t",),
        "mmsi": ("mmsi",),
        "lat": ("lat_deg",),
        "lon": ("lon_deg",),
        "sog": ("sog_kn",),
        "cog": ("cog_deg",),
        "heading": ("heading_deg",),
        "rot": ("rot_deg_min",),
        "status": ("status",),
        "type": ("type",),
    },
)

FORMAT = text_format(DIALECT, {"position.csv": _SAMPLE})
