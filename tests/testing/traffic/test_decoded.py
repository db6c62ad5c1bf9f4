"""The flood through Marsad's own decoder: every line used, nothing doubtful."""

from __future__ import annotations

from marsad.decode.decoder import Decoder
from marsad.testing.traffic.flood import Flood, Probes

START = 1_790_000_000_000_000


def test_the_flood_is_used_whole():
    data = b"".join(Flood(1, 300, 100.0, Probes()).chunks(0, 20_000))
    decoded = Decoder().feed(data, START, "flood")
    assert decoded.counts.used_bytes == len(data)
    assert decoded.tables["position"].num_rows + decoded.tables["static"].num_rows == 20_000
