"""What a source may be called, and that every mistake gets one sentence."""

import re
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.sources import SourceError, SourceUrlError, open_source, transports


def clock():
    return 0


@pytest.mark.parametrize(
    ("url", "kind", "name"),
    [
        ("tcp://host:4001", "TcpSource", "host:4001"),
        ("TCP://host:4001?silent=10", "TcpSource", "host:4001"),
        ("tcp://[::1]:4001", "TcpSource", "::1:4001"),
        ("tcp-listen://127.0.0.1:4001?allow=10.0.0.0/8,::1", "TcpListenSource", "127.0.0.1:4001"),
        ("udp://0.0.0.0:10110", "UdpSource", "0.0.0.0:10110"),
        ("udp://239.192.0.4:60004?from=any&iface=127.0.0.1", "UdpSource", "239.192.0.4:60004"),
        ("serial:///dev/ttyUSB0?baud=38400", "SerialSource", "ttyUSB0"),
        ("logs/port of aden.nmea", "FileSource", "port-of-aden.nmea"),
        ("file:///logs/a%20b.nmea", "FileSource", "a-b.nmea"),
        ("-", "StdinSource", "stdin"),
    ],
)
def test_a_url_names_its_source(url, kind, name):
    source = open_source(url, None, clock)
    assert type(source).__name__ == kind
    assert source.name == name
    assert source.url == url
    assert source.health.state == ("connected" if kind == "never" else "waiting")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mqtt://broker", "no source reads mqtt://"),
        ("nats://broker", "no source reads nats://"),
        ("http://host/aircraft.json", "no source reads http://"),
        ("tcp://host", "name the port"),
        ("tcp://:4001", "name the host"),
        ("tcp://host:0", "name the port"),
        ("tcp://host:99999", "cannot be read"),
        ("tcp://[::1:4001", "cannot be read"),
        ("tcp://host:4001?baud=9600", "there is no option baud"),
        ("tcp://host:4001?silent=never", "silent must be a number"),
        ("tcp://host:4001?silent=5&silent=6", "is there twice"),
        ("tcp://user:secret@host:4001", "no source signs in"),
        ("udp://somewhere:10110", "name the address"),
        ("udp://0.0.0.0:10110?from=everyone", "from takes addresses"),
        ("serial://dev/ttyUSB0", "name the device"),
        ("serial:///dev/ttyUSB0?baud=fast", "baud must be a number"),
        ("file://relative.nmea", "write the whole path"),
        ("", "names no source"),
        ("a\0b", "names no source"),
        ("a\nb", "names no source"),
    ],
)
def test_a_url_that_cannot_be_used_gets_one_sentence(url, said):
    with pytest.raises(SourceUrlError) as refused:
        open_source(url, None, clock)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)
    assert "secret" not in str(refused.value)
    assert refused.value.exit_code == 2


@pytest.mark.parametrize("name", ["", "a b", "x" * 49, "a*b", "a\\b", "a,b", "é"])
def test_a_name_that_would_break_a_tag_block_is_refused(name):
    with pytest.raises(SourceUrlError, match="cannot name a source"):
        open_source("-", name, clock)


@given(st.text(max_size=60))
@settings(deadline=None)
def test_any_text_is_a_source_or_a_sentence(text):
    try:
        source = open_source(text, None, clock)
    except SourceError:
        return
    assert re.fullmatch(r"[A-Za-z0-9_.:-]{1,48}", source.name)


@given(st.sampled_from(sorted(transports())), st.text(max_size=40))
@settings(deadline=None)
def test_any_text_after_a_scheme_is_a_source_or_a_sentence(scheme, text):
    try:
        source = open_source(f"{scheme}://{text}", None, clock)
    except SourceError:
        return
    assert re.fullmatch(r"[A-Za-z0-9_.:-]{1,48}", source.name)


def test_every_transport_says_how_it_is_written():
    assert sorted(transports()) == ["file", "serial", "stdin", "tcp", "tcp-listen", "udp"]
    for transport in transports().values():
        assert open_source(transport.form.replace("ADDRESS,NETWORK", "10.0.0.1,10.1.0.0/16"), None, clock).name


def test_naming_a_source_loads_no_engine():
    code = (
        "import sys\nfrom marsad.sources import open_source\nopen_source('tcp://host:1', None, lambda: 0)\n"
        "print(sorted({'numba', 'numpy', 'pyarrow', 'serial', 'zstandard'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
