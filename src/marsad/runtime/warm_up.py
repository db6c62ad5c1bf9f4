"""Compiling every kernel of the live path before the first sentence comes: once for each version of Marsad."""

from __future__ import annotations

import numpy as np

from marsad.decode.decoder import Decoder
from marsad.tracks.columns import ROW
from marsad.tracks.listing import search
from marsad.tracks.pack_kernel import rows_in_view
from marsad.tracks.picture import Picture
from marsad.tracks.report_kernel import mercator_x, mercator_y

SAMPLE = b"""\\s:st,c:1609459200*4B\\!AIVDM,1,1,,A,15M67FC000G?ufbE`FepT@3n00Sa,0*5B
!AIVDM,2,1,1,A,55?MbV02;H;s<HtKR20EHE:0@T4@Dn2222222216L961O5Gf0NSQEp6ClRp8,0*1C
!AIVDM,2,2,1,A,88888888880,2*25
!AIVDM,1,1,,B,403OviQuMGCqWrRO9>E6fE700@GO,0*4D
!AIVDM,1,1,,B,H42O55i18tMET00000000000000,2*6D
$RATTM,11,11.4,13.6,T,7.0,20.0,T,0.0,0.0,N,,Q,,154125.82,A,*17
garbage
"""
_NOW_US = 1_700_000_000_000_000


def warm_up() -> None:
    """Run every kernel of the live path once on a handful of sentences."""
    decoder, picture = Decoder(), Picture(capacity=16)
    for data in (SAMPLE, SAMPLE[:90], SAMPLE[90:]):
        picture.apply(decoder.feed(data, _NOW_US, "warm-up").tables, _NOW_US)
    picture.apply(decoder.flush("warm-up").tables, _NOW_US)
    picture.refresh(_NOW_US)
    picture.refresh(_NOW_US + 200_000_000_000)
    changes = picture.changes(0)
    rows_in_view(np.zeros(1, dtype=ROW), int(mercator_x(0.0)), 1, int(mercator_y(0.0)), 1, np.empty(1, dtype=np.int64))
    search(picture, "warm", 1)
    picture.slot_of(1)
    picture.pack(changes.gone)
