"""Feeds heard live, and their lines read back from the raw log, give the same rows: times, sources and stations too."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.decode.batch import Batch, joined
from marsad.decode.decoder import Decoder
from marsad.store.raw.tag_lines import SourceLines
from tests.decode.lines import ENDS, mixed_lines
from tests.decode.streams import decoded, plain, raw_log_line, rows, sentence, tag

GOOD = b"!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A"
T = 1_700_000_000_123_000
PARTS = (
    b"!AIVDM,2,1,3,B,55P5TL01VIaAL@7WKO@mBplU@<PDhh000000001S;AJ::4A80?4i@E53,0*3E",
    b"!AIVDM,2,2,3,B,1@0000000000000,2*55",
)


def _heard_and_logged(events: list[tuple[str, bytes, int]]) -> tuple[Batch, Batch]:
    decoder, logs = Decoder(), {source: SourceLines(source) for source, _, _ in events}
    heard, log = [Batch()], b""
    for source, data, t_recv_us in events:
        heard.append(decoder.feed(data, t_recv_us, source))
        log += logs[source].feed(data, t_recv_us)[0]
    heard.append(decoder.flush_all())
    log += b"".join(lines.end()[0] for lines in logs.values())
    return joined(heard), decoded(log)


def _sorted(batch: Batch) -> dict[str, list[str]]:
    tables = {**batch.tables, **batch.applications}
    return {
        name: sorted(map(str, plain(table, ("offset", "length")).to_pylist())) for name, table in sorted(tables.items())
    }


@settings(max_examples=100)
@given(seed=st.integers(0, 2**32), feeds=st.integers(1, 4))
def test_a_replay_gives_the_rows_that_were_heard(seed: int, feeds: int) -> None:
    draw = random.Random(seed)
    waiting = {f"feed-{n}": mixed_lines(seed + n) for n in range(feeds)}
    events, now = [], T
    while waiting:
        source = draw.choice(list(waiting))
        lines = [waiting[source].pop(0) for _ in range(min(len(waiting[source]), 1 + draw.randrange(4)))]
        data = b"".join(line + draw.choice(ENDS) for line in lines)
        now += 1_000 * draw.randrange(300)
        at = draw.randrange(len(data) + 1) if draw.random() < 0.3 else len(data)
        events += [(source, data[:at], now), (source, data[at:], now + 1_000)]
        now += 1_000
        if not waiting[source]:
            del waiting[source]
    heard, replayed = _heard_and_logged(events)
    assert _sorted(heard) == _sorted(replayed)


def test_t_recv_source_and_station_come_back() -> None:
    (row,) = rows(decoded(raw_log_line(tag(b"s:rST,c:1600000000") + GOOD, 1_700_000_000_123, "north") + b"\n"))
    assert (row["source"], row["station"]) == ("north", "rST")
    assert row["t"].timestamp() == 1_600_000_000  # type: ignore[attr-defined]
    assert row["t_recv"].timestamp() == 1_700_000_000.123  # type: ignore[attr-defined]
    assert row["flags"] == 0


def test_without_a_time_of_its_own_t_is_t_recv() -> None:
    (row,) = rows(decoded(raw_log_line(GOOD, 1_700_000_000_123, "north") + b"\n"))
    assert row["t"] == row["t_recv"]
    (row,) = rows(decoded(GOOD + b"\n", t_recv_us=T, source="north"))
    assert row["t"] == row["t_recv"]
    assert row["source"] == "north"
    (row,) = rows(decoded(GOOD + b"\n"))
    assert row["t"] is None
    assert row["t_recv"] is None


def test_a_line_was_received_when_its_first_byte_was() -> None:
    decoder = Decoder()
    batches = [
        decoder.feed(GOOD[:20], T),
        decoder.feed(GOOD[20:] + b"\n" + GOOD, T + 5_000),
        decoder.feed(b"\r", T + 9_000),
    ]
    batches += [decoder.feed(GOOD + b"\n", T + 11_000)]
    times = [row["t_recv"].microsecond for row in rows(joined(batches))]  # type: ignore[attr-defined]
    assert times == [123_000, 128_000, 134_000]


def test_what_two_feeds_send_is_not_mixed_up() -> None:
    time_lines = [sentence(b"PGHP,1,2010,6,11,11,46,%d,390,231,45,992190934,1,2B" % second, b"$") for second in (1, 2)]
    lines = [
        ("one", time_lines[0]), ("two", time_lines[1]), ("one", GOOD), ("two", GOOD),
        ("one", PARTS[0]), ("two", PARTS[0]), ("one", PARTS[1]), ("two", PARTS[1]),
        ("one", tag(b"g:1-2-7,c:1600000000") + PARTS[0]), ("two", tag(b"g:2-2-7") + GOOD),
        ("one", tag(b"g:2-2-7") + PARTS[1]),
    ]  # fmt: skip
    heard, replayed = _heard_and_logged(
        [(source, line + b"\n", T + 1_000 * n) for n, (source, line) in enumerate(lines)]
    )
    assert _sorted(heard) == _sorted(replayed)
    assert [(row["source"], row["t"].second) for row in rows(heard)][:2] == [("one", 1), ("two", 2)]  # type: ignore[attr-defined]
    assert [row["source"] for row in rows(replayed, "static")] == ["one", "two", "one"]
    assert rows(replayed)[2]["t"] == rows(replayed)[2]["t_recv"]
