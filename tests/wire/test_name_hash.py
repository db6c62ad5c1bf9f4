"""Names that differ in their last letter only, as feeds and stations do, have hashes apart in their lower bits too."""

from __future__ import annotations

import numpy as np

from marsad.wire.nmea_kernel import name_hash


def test_names_of_one_series_are_spread() -> None:
    names = [f"{stem}{n}" for stem in ("feed-", "rST00366994", "a") for n in range(100)]
    hashes = {name_hash(np.frombuffer(name.encode(), np.uint8), 0, len(name)) % 4096 for name in names}
    assert len(hashes) > 280


def test_the_same_name_anywhere_in_a_buffer_has_one_hash() -> None:
    for name in (b"x", b"eight__8", b"nine____9", b"a station of a long name"):
        whole = name_hash(np.frombuffer(name, np.uint8), 0, len(name))
        padded = np.frombuffer(b"##" + name + b"#" * 20, np.uint8)
        assert name_hash(padded, 2, 2 + len(name)) == whole
        assert 0 <= whole < 2**32
