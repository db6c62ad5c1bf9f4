"""The flood: countable, cut anywhere the same, probes that carry their number."""

from __future__ import annotations

import numpy as np
import pyais

from marsad.testing.traffic.flood import Flood, Probes, probe_number, probe_place


def test_however_it_is_cut_the_bytes_are_the_same():
    flood = Flood(1, 500, 1000.0, Probes(every=50))
    whole = b"".join(flood.chunks(0, 3000))
    assert whole == b"".join(b"".join(flood.chunks(a, b)) for a, b in ((0, 1), (1, 777), (777, 3000)))


def test_every_vessel_and_every_probe_is_heard():
    probes = Probes(every=50, stations=7)
    told = {}
    messages = pyais.stream.IterMessages(b"".join(Flood(1, 500, 1000.0, probes).chunks(0, 40_000)).splitlines())
    numbers = []
    for sentence in messages:
        m = sentence.decode()
        told.setdefault(m.mmsi, set()).add(m.msg_type)
        if m.mmsi >= 970_000_000:
            numbers.append(int(probe_number(m.lon, m.lat)))
            assert m.mmsi == 970_000_000 + numbers[-1] % 7
    assert len(told) == 507
    assert numbers == list(range(800))
    assert {frozenset(kinds) for kinds in told.values()} == {frozenset({1}), frozenset({1, 5}), frozenset({18, 24})}


def test_probe_places_and_numbers_are_each_others_inverse():
    n = np.arange(0, 3_000_000, 997)
    lon, lat = probe_place(n)
    assert (probe_number(np.rint(lon * 600_000) / 600_000, np.rint(lat * 600_000) / 600_000) == n).all()
    assert np.abs(lat).max() < 60
