"""The line form: the same lines however the bytes are cut, nothing lost, read by other tools."""

import itertools
import shutil
import subprocess

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from marsad.store.raw.gap import Gap, gap_line
from marsad.store.raw.tag_lines import LONGEST_LINE_BYTES, SourceLines, tag_block

LINE = b"!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C"
BLOCK = tag_block("north", 1_700_000_000_123_000)


def tag(pieces, t=1_700_000_000_123_000):
    source = SourceLines("north")
    out, lines = b"", 0
    for piece in pieces:
        tagged, count = source.feed(piece, t)
        out, lines = out + tagged, lines + count
    tagged, count = source.end()
    return out + tagged, lines + count


def oracle(data):
    """The rule in slow motion: CR or LF ends a line, 64 KiB do too, an empty line is nothing."""
    lines, line = [], bytearray()
    for byte in data:
        if byte in b"\r\n":
            lines.append(bytes(line))
            line.clear()
        else:
            line.append(byte)
            if len(line) == LONGEST_LINE_BYTES:
                lines.append(bytes(line))
                line.clear()
    lines.append(bytes(line))
    kept = [line for line in lines if line]
    return b"".join(BLOCK + line + b"\n" for line in kept), len(kept)


def test_the_form():
    assert BLOCK == b"\\c:1700000000123,s:north,i:marsad*12\\"
    assert tag([LINE + b"\r\n"]) == (BLOCK + LINE + b"\n", 1)


@pytest.mark.parametrize(
    "line", [b"\\s:x,c:1*00\\!AIVDM", b"a\0b\x07\tc", b" ", b"\x0b\x0c\x1c\x1d\x1e\x85", b"\xe2\x80\xa8", b"\xff\xfe"]
)
def test_a_line_stands_as_it_was_heard(line):
    assert tag([line + b"\n"]) == (BLOCK + line + b"\n", 1)


bytes_with_ends = st.lists(
    st.one_of(st.binary(max_size=20), st.sampled_from([b"\n", b"\r\n", b"\r", b"\n\n", b"\r\r\n", LINE, b"\0"]))
).map(b"".join)


@given(bytes_with_ends, st.lists(st.integers(0, 300), max_size=12))
@example(b"a\r\nb", [2])
@example(b"\r", [0, 1])
@settings(deadline=None)
def test_the_same_log_however_the_bytes_are_cut(data, cuts):
    cuts = sorted({min(cut, len(data)) for cut in cuts} | {0, len(data)})
    pieces = [data[a:b] for a, b in itertools.pairwise(cuts)]
    assert tag(pieces) == oracle(data)


@given(
    st.lists(
        st.sampled_from([1, 100, LONGEST_LINE_BYTES - 1, LONGEST_LINE_BYTES, LONGEST_LINE_BYTES + 1, 150_000, 131_072]),
        max_size=3,
    ),
    st.lists(st.integers(0, 400_000), max_size=6),
)
@settings(deadline=None)
def test_a_long_line_is_split_alike_however_it_is_cut(lengths, cuts):
    data = b"\n".join(b"x" * n for n in lengths)
    cuts = sorted({min(cut, len(data)) for cut in cuts} | {0, len(data)})
    tagged, count = tag([data[a:b] for a, b in itertools.pairwise(cuts)])
    kept = [n for n in lengths if n]
    assert count == sum(-(-n // LONGEST_LINE_BYTES) for n in kept)
    assert tagged.replace(BLOCK, b"").replace(b"\n", b"") == b"x" * sum(lengths)
    assert all(len(line) <= LONGEST_LINE_BYTES + len(BLOCK) for line in tagged.splitlines())


def test_a_peer_without_line_ends_takes_no_memory():
    source = SourceLines("north")
    logged = 0
    for _ in range(100):
        tagged, _ = source.feed(b"x" * 50_000, 0)
        logged += tagged.count(b"x")
        assert source.waiting < LONGEST_LINE_BYTES
    assert logged + source.waiting == 5_000_000


@pytest.mark.parametrize("name", ["", "a b", "a,b", "a*b", "a\\b", "x" * 49, "é", "a\n"])
def test_a_name_that_breaks_a_tag_block_is_refused(name):
    with pytest.raises(ValueError, match="cannot name a source"):
        SourceLines(name)


def log_with_gap():
    tagged, _ = tag([(LINE + b"\r\n") * 3])
    return tagged + gap_line(
        Gap("disk_full", 1_700_000_000_000_000, 1_700_000_009_000_000, 12, 900), 1_700_000_009_500_000
    )


def test_the_mark_of_a_gap_is_a_sound_sentence():
    line = log_with_gap().splitlines()[-1]
    assert line == (
        b"\\c:1700000009500,s:marsad,i:marsad*79\\$PMRSD,GAP,disk_full,1700000000000,1700000009000,12,900*64"
    )


@pytest.mark.skipif(shutil.which("gpsdecode") is None, reason="gpsdecode (gpsd-clients) is not installed")
def test_gpsdecode_reads_the_log():
    done = subprocess.run(["gpsdecode", "-j"], input=log_with_gap(), capture_output=True, check=True)
    assert done.stdout.count(b'"mmsi":477553000') == 3
    assert done.stdout.count(b"\n") == 3


def test_pyais_reads_the_log(tmp_path):
    pyais = pytest.importorskip("pyais")
    path = tmp_path / "log.nmea"
    path.write_bytes(log_with_gap())
    messages = [message.decode().mmsi for message in pyais.FileReaderStream(str(path))]
    assert messages == [477553000] * 3


@given(st.lists(st.tuples(bytes_with_ends, st.integers(0, 3)), max_size=8))
@settings(deadline=None)
def test_a_line_has_the_time_of_its_first_byte(chunks):
    source = SourceLines("north")
    out, t, begun, line, wanted = b"", 0, 0, b"", []
    for data, wait in chunks:
        t += wait * 1000
        out += source.feed(data, t)[0]
        for byte in data:
            if byte in b"\r\n":
                wanted += [(begun, line)] if line else []
                line = b""
            else:
                begun = begun if line else t
                line += bytes([byte])
    wanted += [(begun, line)] if line else []
    out += source.end()[0]
    assert out == b"".join(tag_block("north", at) + text + b"\n" for at, text in wanted)
