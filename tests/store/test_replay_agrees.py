"""What the log gives back decodes to the rows that were decoded when it was heard, whatever container it is read by."""

import gzip
import random

import pytest

from marsad.decode.decoder import Decoder
from marsad.sources.file import open_file
from marsad.store.raw_log import RawLog
from marsad.store.read_raw import read_raw


def tables(batches):
    """All rows, family by family, without the place in the stream, which the tags move."""
    joined = {}
    for batch in batches:
        for name, table in batch.tables.items():
            plain = table.drop_columns(["offset"]).to_pylist() if "offset" in table.column_names else table.to_pylist()
            joined.setdefault(name, []).extend(plain)
    return joined


FILES = [
    "aishub/aishub-85k.nmea",
    "gpsd/sample.aivdm",
    "exactearth/exact-earth-with-tag-block.txt",
    "ais-tools/bad-tagblock-group.nmea",
    "ais-tools/multi-part.nmea",
    "pyais/prefixed-times.log",
]


@pytest.mark.parametrize("file", FILES)
def test_live_and_replay_give_the_same_rows(corpora, tmp_path, clock, file):
    data = (corpora / "nmea" / file).read_bytes()[:200_000]
    rng = random.Random(11)
    live = Decoder()
    log = RawLog(tmp_path / "raw", clock, reserve_bytes=0)
    heard = []
    at = 0
    while at < len(data):
        size = rng.choice([1, 7, 60, 900, 20_000])
        piece = data[at : at + size]
        at += size
        clock.forward(0.001 * rng.randrange(3))
        heard.append(live.feed(piece, clock() // 1000 * 1000, "north"))
        log.append("north", piece, clock() // 1000 * 1000)
        if rng.random() < 0.05:
            log.sync()
    heard.append(live.flush("north"))
    log.close()
    replayed = Decoder()
    back = [replayed.feed(chunk) for chunk in read_raw(tmp_path / "raw")]
    back.append(replayed.flush())
    now, then = tables(heard), tables(back)
    for name in set(now) | set(then):
        if name == "reject":
            # A rejected line is counted by its own bytes, which the tag makes longer.
            assert [row["reason"] for row in now[name]] == [row["reason"] for row in then[name]]
        else:
            assert now.get(name) == then.get(name), name
    assert sum(map(len, now.values())) > 0


def test_a_segment_is_a_file_like_any_other(tmp_path, clock):
    log = RawLog(tmp_path / "raw", clock, reserve_bytes=0)
    for n in range(50):
        log.append("north", b"!%d\r\n" % n, clock())
        log.sync()
    segment = log.status().segment
    log.close()
    whole = b"".join(read_raw(segment))
    assert b"".join(open_file(segment)) == whole
    again = tmp_path / "copy.gz"
    again.write_bytes(gzip.compress(whole))
    assert b"".join(open_file(again)) == whole
