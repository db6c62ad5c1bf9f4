"""Compiling every kernel of the live path before the first sentence comes: once for each version of Marsad."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from marsad.decode.decoder import Decoder
from marsad.runtime.detection import Detection
from marsad.runtime.detection.chosen import chosen
from marsad.tracks.columns import ROW
from marsad.tracks.listing import search
from marsad.tracks.live.ways import LiveWays
from marsad.tracks.pack_kernel import rows_in_view
from marsad.tracks.picture import Picture
from marsad.tracks.report_kernel import mercator_x, mercator_y

# Made with the encoder: one of each kind of message that the picture takes up, and what is no message.
SAMPLE = b"""\\s:st,c:1609459200*3F\\!AIVDM,1,1,,A,139>Jh@P1T39J`079hp1hQKp0000,0*41
!AIVDM,2,1,0,A,539>Jh@2=r25L58l001L58n1E0000000000000166@D5500HtAhA1CP00000,0*08
!AIVDM,2,2,0,A,00000000000,2*24
!AIVDM,1,1,,A,4020j<@000Htt39J`079hp000000,0*48
!AIVDM,1,1,,A,91b3ivA;1T39J`079hp>4?000000,0*4C
!AIVDM,1,1,,A,>020j<AL58n1E00,2*64
!AIVDM,1,1,,A,B39>JhP0<PjFb01jL>3Q3wv00000,0*49
!AIVDM,1,1,,A,C39>Jhh3whjFb01jL>3Q3wv0f2TK0bP000000000000000000000,0*79
!AIVDM,1,1,,A,E>j9UdAPh1:Wdh;Tb4@0h67W3h71TeD03TpL000000N000CA@0,4*2A
!AIVDM,1,1,,A,H39>JhQL58n1E000000000000000,0*42
!AIVDM,1,1,,A,H39>JhTT0000000G1B=000000000,0*71
!AIVDM,1,1,,A,K39>JhCiW80rV5Ot,0*24
!AIVDM,1,1,,A,8020j<@0Gi@T@0Fpn06?1GvlFR06EuOwgwl?wnSwe7wvlOwwsAwwnSGmwvh0,0*25
!AIVDM,1,1,,A,D020j<@00000,0*76
$RATTM,11,11.4,13.6,T,7.0,20.0,T,0.0,0.0,N,,Q,,154125.82,A,*17
garbage
"""
_NOW_US = 1_700_000_000_000_000


def warm_up() -> None:
    """Run every kernel of the live path once on a handful of sentences."""
    decoder, picture, ways = Decoder(), Picture(capacity=16), LiveWays(16)
    for data in (SAMPLE, SAMPLE[:90], SAMPLE[90:]):  # whole lines, and a cut one
        tables = decoder.feed(data, _NOW_US, "warm-up").tables
        picture.apply(tables, _NOW_US, ways.unreached)
        if "position" in tables:
            _lead(ways, tables["position"])
    picture.apply(decoder.flush("warm-up").tables, _NOW_US)
    ways.advance(_NOW_US + 2 * 86_400_000_000)
    picture.refresh(_NOW_US)
    picture.refresh(_NOW_US + 200_000_000_000)
    changes = picture.changes(0)
    rows_in_view(np.zeros(1, dtype=ROW), int(mercator_x(0.0)), 1, int(mercator_y(0.0)), 1, np.empty(1, dtype=np.int64))
    search(picture, "warm", 1)
    picture.slot_of(1)
    picture.pack(changes.gone)


def warm_up_detection(part: int = 0, parts: int = 1) -> None:
    """Run every detector once on a handful of sentences, by which most of their kernels are compiled; or a part."""
    decoder, detection = Decoder(), Detection(chosen({})[part::parts], most_vessels=16)
    for minute in range(3):
        now = _NOW_US + minute * 60_000_000
        tables = decoder.feed(SAMPLE, now, "warm-up").tables
        heard: dict[str, pa.Table] = {
            name: _heard_at(tables[name], now) for name in ("position", "static") if name in tables
        }
        detection.take(heard, now)
        detection.arrive(now)
        detection.advance(now + 10_000_000)
    detection.finish(_NOW_US + 200_000_000)


def _heard_at(table: pa.Table, now_us: int) -> pa.Table:
    heard = pa.array([now_us] * table.num_rows).cast(table.schema.field("t").type)
    return table.set_column(table.column_names.index("t"), table.schema.field("t"), heard)


def _lead(ways: LiveWays, positions: pa.Table) -> None:
    """Every vessel is heard once, and then elsewhere for so long that it is the first place that must be wrong."""
    at, east = positions.column_names.index("lon_deg"), pc.subtract(positions["lon_deg"], 5.0)
    elsewhere = positions.set_column(at, positions.schema.field("lon_deg"), east)
    for minute in range(5):
        now = _NOW_US + minute * 60_000_000
        heard = pa.array([now] * positions.num_rows).cast(positions.schema.field("t").type)
        for name in ("t", "t_fix", "t_recv"):
            elsewhere = elsewhere.set_column(elsewhere.column_names.index(name), positions.schema.field(name), heard)
        ways.add(elsewhere if minute else positions, now)
        ways.advance(now + 10_000_000)
