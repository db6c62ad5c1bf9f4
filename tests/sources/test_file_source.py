"""Files of every container, whole and damaged: what can be read is given, then one sentence."""

import asyncio
import gzip
import io
import os
import struct
import subprocess
import sys
import tempfile
import textwrap
import zipfile
from pathlib import Path

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marsad.sources import SourceError
from marsad.sources.container.zstd_frames import FrameEnds
from marsad.sources.file import open_file, open_members

LINE = b"!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C\r\n"
TEXT = b"".join(b"%06d %s" % (n, LINE) for n in range(3000))


def zstd(data, **options):
    return zstandard.ZstdCompressor(write_checksum=True, **options).compress(data)


def zipped(members, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def read(path):
    """What was given, and the sentence at the end if there was one."""
    parts = []
    try:
        for part in open_file(path):
            assert 0 < len(part) <= 4 << 20
            parts.append(part)
    except SourceError as error:
        return b"".join(parts), str(error)
    return b"".join(parts), None


@pytest.mark.parametrize(
    "packed",
    [
        TEXT,
        gzip.compress(TEXT),
        gzip.compress(TEXT[:5000]) + gzip.compress(b"") + gzip.compress(TEXT[5000:]),
        gzip.compress(TEXT) + b"\0" * 700,
        zstd(TEXT),
        zstd(TEXT[:5000]) + struct.pack("<II", 0x184D2A53, 3) + b"abc" + zstd(b"") + zstd(TEXT[5000:]),
        zstd(TEXT, level=19),
        zipped({"a.nmea": TEXT}),
        zipped({"a.nmea": TEXT[:5000], "empty": b"", "folder/": b"", "b": TEXT[5000:]}),
        zipped({"a.nmea": TEXT}, zipfile.ZIP_STORED),
        zipped({"a.nmea": TEXT}, zipfile.ZIP_BZIP2),
        zipped({"a.nmea": TEXT}, zipfile.ZIP_LZMA),
        zipped({"a.nmea.gz": gzip.compress(TEXT[:5000]), "b.zst": zstd(TEXT[5000:])}),
    ],
)
def test_a_container_is_told_by_its_content(tmp_path, packed, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "wrong.name.csv"
    path.write_bytes(packed)
    given_bytes, trouble = read(path)
    # A member that ends within a line gets a line end before the next one.
    assert given_bytes.replace(b"\n", b"") == TEXT.replace(b"\n", b"")
    assert trouble is None
    assert os.listdir(tmp_path) == ["wrong.name.csv"]


def test_members_do_not_run_into_each_other(tmp_path):
    path = tmp_path / "two.zip"
    path.write_bytes(zipped({"a": b"!one", "b": b"!two\r\n", "c": b"!three"}))
    assert read(path) == (b"!one\n!two\r\n!three", None)


@pytest.mark.parametrize("content", [b"", b"!", b"PK", b"\x1f", b"\x28\xb5"])
def test_a_file_shorter_than_any_magic_is_plain(tmp_path, content):
    path = tmp_path / "short"
    path.write_bytes(content)
    assert read(path) == (content, None)


def linked():
    entry = zipfile.ZipInfo("link")
    entry.external_attr = 0o120777 << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(entry, "/etc/passwd")
        archive.writestr("log", TEXT)
    return out.getvalue()


@pytest.mark.parametrize(
    ("packed", "named"),
    [
        (zipped({"../../etc/passwd": b"out", "log": TEXT}), "etc/passwd"),
        (zipped({"a/../../b": b"out", "log": TEXT}), "a/../../b"),
        (zipped({"/absolute": b"out", "log": TEXT}), "/absolute"),
        (zipped({"C:\\temp": b"out", "log": TEXT}), "temp"),
        (linked(), "link"),
    ],
)
def test_links_and_paths_that_lead_out_of_an_archive_are_refused_and_the_rest_is_read(tmp_path, packed, named):
    path = tmp_path / "out.zip"
    path.write_bytes(packed)
    given_bytes, trouble = read(path)
    assert given_bytes.strip(b"\n") == TEXT.strip(b"\n")
    assert trouble is not None
    assert named in trouble


def test_members_come_by_name_as_streams_of_their_own(tmp_path):
    path = tmp_path / "two.zip"
    path.write_bytes(zipped({"a": b"!one", "folder/": b"", "folder/b": b"!two\r\n"}))
    assert [(name, b"".join(chunks)) for name, chunks in open_members(path)] == [
        ("a", b"!one"),
        ("folder/b", b"!two\r\n"),
    ]


def test_a_file_that_is_no_archive_is_one_stream_without_a_name(tmp_path):
    path = tmp_path / "log.gz"
    path.write_bytes(gzip.compress(TEXT))
    assert [(name, b"".join(chunks)) for name, chunks in open_members(path)] == [(None, TEXT)]


@pytest.mark.parametrize("pack", [gzip.compress, zstd], ids=["gzip", "zstd"])
@pytest.mark.parametrize("missing", [1, 4, 8, 100, 20_000])
def test_a_truncated_file_gives_what_it_has_and_says_so(tmp_path, pack, missing):
    text = TEXT + os.urandom(200_000)
    path = tmp_path / "cut"
    path.write_bytes(pack(text)[:-missing])
    given_bytes, trouble = read(path)
    assert text.startswith(given_bytes)
    assert len(given_bytes) >= 100_000
    assert "its last part is missing" in trouble


@pytest.mark.parametrize("pack", [gzip.compress, zstd], ids=["gzip", "zstd"])
def test_a_flipped_bit_is_noticed(tmp_path, pack):
    packed = bytearray(pack(TEXT + os.urandom(400_000)))
    packed[len(packed) // 2] ^= 0x10
    path = tmp_path / "flipped"
    path.write_bytes(packed)
    _, trouble = read(path)
    assert "is damaged" in trouble


def test_garbage_after_gzip_is_damage_but_loses_nothing(tmp_path):
    path = tmp_path / "tail.gz"
    path.write_bytes(gzip.compress(TEXT) + b"no gzip member")
    given_bytes, trouble = read(path)
    assert given_bytes == TEXT
    assert "is damaged" in trouble


def test_an_encrypted_member_is_told_after_the_others_were_given(tmp_path):
    packed = bytearray(zipped({"a": b"secret", "b": TEXT}))
    # The bit that says "encrypted", in the member's own header and in the directory.
    packed[6] |= 1
    packed[packed.index(b"PK\x01\x02") + 8] |= 1
    path = tmp_path / "enc.zip"
    path.write_bytes(packed)
    given_bytes, trouble = read(path)
    assert given_bytes == TEXT
    assert "'a' is encrypted" in trouble


def test_a_damaged_member_does_not_hide_the_others(tmp_path):
    packed = bytearray(zipped({"a": TEXT[:5000], "b": TEXT[5000:]}, zipfile.ZIP_STORED))
    packed[packed.index(b"VDM", 2000)] ^= 1
    path = tmp_path / "bad.zip"
    path.write_bytes(packed)
    given_bytes, trouble = read(path)
    assert given_bytes.endswith(TEXT[5000:])
    assert "'a' cannot be unpacked" in trouble


def test_a_zip_without_its_end_says_so(tmp_path):
    path = tmp_path / "cut.zip"
    path.write_bytes(zipped({"a": TEXT})[:-30])
    assert "cannot be unpacked" in read(path)[1]


@pytest.mark.parametrize(
    ("head", "kind"), [(b"BZh91AY", "bzip2"), (b"\xfd7zXZ\0\0\4", "xz"), (b"7z\xbc\xaf\x27\x1c\0\4", "7-Zip")]
)
def test_other_containers_are_named(tmp_path, head, kind):
    path = tmp_path / "other"
    path.write_bytes(head + b"x" * 50)
    assert f"is {kind}, which Marsad does not unpack" in read(path)[1]


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda p: None, "is not there"),
        (lambda p: p.mkdir(), "is a folder"),
        (lambda p: p.symlink_to(p), "cannot be opened"),
    ],
)
def test_what_cannot_be_opened_is_refused_at_once(tmp_path, make, said):
    make(tmp_path / "x")
    with pytest.raises(SourceError, match=said):
        open_file(tmp_path / "x")


def test_a_file_without_permission_is_refused():
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        path = Path(folder) / "x"
        path.write_bytes(TEXT)
        path.chmod(0)
        code = f"open_file({str(path)!r})"
        if os.geteuid() == 0:
            code = "os.setgid(65534)\nos.setuid(65534)\n" + code
        code = "import os\nfrom marsad.sources.file import open_file\n" + code
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert "SourceError" in done.stderr
    assert "may not be read" in done.stderr


BOMBS = {
    "gzip": "import gzip, io\nopen(path, 'wb').write(gzip.compress(bytes(300 << 20)))",
    "zstd": "import zstandard\nopen(path, 'wb').write(zstandard.compress(bytes(300 << 20)))",
    "zstd window": """
        import zstandard
        head = b'\\x28\\xb5\\x2f\\xfd' + bytes([0x04, 0xA8])
        open(path, 'wb').write(head + bytes([0x03, 0, 0x10, 65]) + bytes(4))""",
    "zip": """
        import zipfile
        with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as z:
            for n in range(3):
                z.writestr(f'm{n}', bytes(100 << 20))""",
    "nested": """
        import gzip, zipfile
        with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as z:
            z.writestr('a.gz', gzip.compress(bytes(300 << 20)))""",
    "overlap": """
        import zipfile, zlib, struct
        c = zlib.compressobj(9, 8, -15)
        raw = b'A' * (1 << 20)
        d = c.compress(raw) + c.flush()
        crc = zlib.crc32(raw)
        local = struct.pack('<4s5H3L2H', b'PK\\3\\4', 20, 0, 8, 0, 0, crc, len(d), len(raw), 1, 0) + b'a' + d
        entry = struct.pack('<4s6H3L5H2L', b'PK\\1\\2', 20, 20, 0, 8, 0, 0, crc, len(d), len(raw), 1, 0, 0, 0, 0, 0, 0)
        entries = (entry + b'a') * 3000
        end = struct.pack('<4s4H2LH', b'PK\\5\\6', 0, 0, 3000, 3000, len(entries), len(local), 0)
        open(path, 'wb').write(local + entries + end)""",
    "members": """
        import zipfile
        with zipfile.ZipFile(path, 'w') as z:
            for n in range(12000):
                z.writestr(f'm{n}', b'')""",
    "directory": """
        import struct
        entry = struct.pack('<4s6H3L5H2L', b'PK\\1\\2', 20, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        entries = entry * 3_000_000
        end = struct.pack('<4s4H2LH', b'PK\\5\\6', 0, 0, 9, 9, len(entries), 0, 0)
        open(path, 'wb').write(b'PK\\3\\4' + entries + end)""",
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_refused_in_little_memory(tmp_path, bomb):
    path = tmp_path / "bomb"
    exec(textwrap.dedent(BOMBS[bomb]), {"path": str(path)})
    code = f"""
import resource
resource.setrlimit(resource.RLIMIT_AS, (512 << 20, 512 << 20))
from marsad.sources.file import open_file, open_members
from marsad.sources import SourceError
out = 0
try:
    for chunk in open_file({str(path)!r}):
        out += len(chunk)
except SourceError as error:
    print(error)
print(out, open('/proc/self/status').read().split('VmHWM:')[1].split()[0])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr[-500:]
    *sentences, numbers = done.stdout.splitlines()
    assert len(sentences) == 1, done.stdout
    said = {"members": "more than 10000", "directory": "more than 10000 members", "zstd window": "too much memory"}
    grows = "grows more than 100 times"
    # Newer Pythons refuse overlapping members themselves, before anything is unpacked.
    assert said.get(bomb, grows) in sentences[0] or (bomb == "overlap" and "Overlapped entries" in sentences[0])
    out, kilobytes = map(int, numbers.split())
    assert out <= (64 << 20) + (16 << 20)
    assert kilobytes < 256 << 10


@given(
    st.lists(st.tuples(st.binary(max_size=3000), st.integers(1, 19), st.booleans(), st.booleans()), max_size=4),
    st.integers(1, 50),
    st.integers(0, 400),
)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_frame_ends_are_found_however_the_stream_is_cut(frames, piece, missing):
    packed = b"".join(
        zstandard.ZstdCompressor(level=level, write_checksum=check, write_content_size=size).compress(data)
        for data, level, check, size in frames
    )
    ends = FrameEnds()
    for at in range(0, len(packed), piece):
        ends.feed(packed[at : at + piece])
    assert ends.between
    # A stream that stops anywhere within its last frame is not between frames.
    if frames and missing > 0:
        data, level, check, size = frames[-1]
        last = zstandard.ZstdCompressor(level=level, write_checksum=check, write_content_size=size).compress(data)
        if missing < len(last):
            ends = FrameEnds()
            ends.feed(packed[:-missing])
            assert not ends.between


@given(st.binary(max_size=400), st.sampled_from([b"", b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"PK\x03\x04", b"PK\x05\x06"]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_bytes_are_read_or_refused(tmp_path, data, magic):
    path = tmp_path / "any"
    path.write_bytes(magic + data)
    read(path)


def test_a_file_is_a_source_that_ends(tmp_path, listen):
    path = tmp_path / "log.gz"
    path.write_bytes(gzip.compress(TEXT))

    async def scene():
        async with listen(str(path)) as listener:
            await listener.until(lambda: listener.health.state == "ended")
            assert listener.data == TEXT
            assert listener.chunks[0][2] == 1_700_000_000_123_000
            assert listener.health.bytes == len(TEXT)
            assert listener.health.sentences == 3000

    asyncio.run(scene())


def test_a_damaged_file_is_a_source_that_fails_after_what_it_has(tmp_path):
    from marsad.sources import open_source

    path = tmp_path / "log.gz"
    path.write_bytes(gzip.compress(TEXT + os.urandom(200_000))[:-50])
    heard = []

    async def sink(_name, data, _t):
        heard.append(data)

    source = open_source(str(path), None, lambda: 5_000_000)
    with pytest.raises(SourceError, match="ends in the middle"):
        asyncio.run(source.run(sink))
    assert b"".join(heard).startswith(TEXT)
    assert source.health.state == "failed"
    assert "ends in the middle" in source.health.error
