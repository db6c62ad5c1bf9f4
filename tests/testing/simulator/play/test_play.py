"""Playing a feed: to whom, how fast, and that no line is cut or lost."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.schema.refusal import Refusal, UsageRefusal
from marsad.testing.simulator.play.merge import Feed, merged
from marsad.testing.simulator.play.outlet import MOST_DATAGRAM, Udp, open_outlet
from marsad.testing.simulator.play.pace import Pace
from marsad.testing.simulator.play.tcp import TcpOutlet

LINES = st.lists(st.tuples(st.integers(0, 5_000_000), st.binary(max_size=30)), max_size=40)


def feed(messages: list[tuple[int, bytes]]) -> Feed:
    messages = sorted(messages, key=lambda one: one[0])
    lines = [body.replace(b"\n", b"") + b"\n" for _, body in messages]
    return Feed(
        np.array([t for t, _ in messages], np.int64),
        np.cumsum([len(line) for line in lines], dtype=np.int64),
        b"".join(lines),
    )


class Ears:
    """Remembers what was sent, and when by the clock that it drives."""

    def __init__(self) -> None:
        self.now_s, self.heard, self.ended = 0.0, list[tuple[float, bytes]](), False

    def send(self, lines: bytes) -> None:
        self.heard.append((self.now_s, lines))

    def close(self) -> None:
        self.ended = True

    def wait(self, seconds: float) -> None:
        assert seconds > 0
        self.now_s += seconds


@given(st.lists(LINES, min_size=1, max_size=4))
def test_a_merged_feed_holds_every_line_once_in_order_of_delivery(parts):
    one = merged([feed(part) for part in parts])
    expected = sorted(
        ((t, body.replace(b"\n", b"") + b"\n") for part in parts for t, body in sorted(part, key=lambda m: m[0])),
        key=lambda message: message[0],
    )
    assert one.t_us.tolist() == [t for t, _ in expected]
    assert one.lines == b"".join(line for _, line in expected)
    assert one.ends.tolist() == np.cumsum([len(line) for _, line in expected]).tolist()


@given(st.lists(LINES, min_size=1, max_size=3), st.floats(0.5, 500))
def test_lines_leave_when_the_clock_shows_their_time(parts, speed):
    ears = Ears()
    pace = Pace([ears], speed, lambda: ears.now_s, ears.wait)
    wholes = [feed([(i * 6_000_000 + t, body) for t, body in part]) for i, part in enumerate(parts)]
    for i, whole in enumerate(wholes):
        pace.play(whole.t_us, whole.ends, whole.lines, (i + 1) * 6_000_000)
    pace.close()
    assert ears.ended
    assert b"".join(lines for _, lines in ears.heard) == b"".join(whole.lines for whole in wholes)
    times = [t for whole in wholes for t in whole.t_us.tolist()]
    if not times:
        return
    first, at = min(times[0], 6_000_000) if wholes[0].t_us.size else 6_000_000, 0
    for when, lines in ears.heard:
        for _ in range(lines.count(b"\n")):
            due = (times[at] - first) / 1e6 / speed
            assert due - 0.1001 <= when <= due + 1e-6 or when == 0.0
            at += 1
    assert ears.now_s >= (len(parts) * 6_000_000 - first) / 1e6 / speed - 1e-6


def test_all_who_connect_hear_the_same_and_the_end():
    outlet = TcpOutlet("127.0.0.1", 0)
    listeners = [socket.create_connection(("127.0.0.1", outlet.port), timeout=20) for _ in range(3)]
    _until(lambda: outlet.listeners == 3)
    sent = [b"line %d\n" % n for n in range(20_000)]
    for line in sent:
        outlet.send(line)
    listeners[2].close()
    outlet.send(b"last\n")
    heard = []
    readers = [threading.Thread(target=lambda one=one: heard.append(_all(one))) for one in listeners[:2]]
    for reader in readers:
        reader.start()
    outlet.close()
    for reader in readers:
        reader.join(20)
    assert heard == [b"".join(sent) + b"last\n"] * 2


def test_datagrams_hold_whole_lines():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as ear:
        ear.bind(("127.0.0.1", 0))
        ear.settimeout(20)
        outlet = Udp("127.0.0.1", ear.getsockname()[1])
        lines = [b"x" * (n % 90) + b"\n" for n in range(300)]
        outlet.send(b"".join(lines))
        outlet.close()
        heard = b""
        while len(heard) < sum(map(len, lines)):
            data = ear.recv(65_536)
            assert data.endswith(b"\n")
            assert len(data) <= MOST_DATAGRAM
            heard += data
    assert heard == b"".join(lines)


def test_what_is_sent_to_nobody_is_no_fault():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    outlet = Udp("127.0.0.1", port)
    for _ in range(5):
        outlet.send(b"unheard\n")
    outlet.close()


@pytest.mark.parametrize("url", ["tcp://0.0.0.0:4001", "udp://192.0.2.1:10110", "tcp://example.org:4001"])
def test_simulated_traffic_stays_on_this_machine_unless_told(url):
    with pytest.raises(UsageRefusal, match="--beyond-loopback"):
        open_outlet(url, beyond_loopback=False)


@pytest.mark.parametrize("url", ["tcp://127.0.0.1", "http://127.0.0.1:80", "tcp://:4001", "tcp://127.0.0.1:99999"])
def test_what_is_no_place_is_refused(url):
    with pytest.raises(UsageRefusal, match="--outputs"):
        open_outlet(url, beyond_loopback=False)


def test_a_taken_port_is_told():
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(Refusal, match="cannot be opened"):
        open_outlet(f"tcp://127.0.0.1:{taken.getsockname()[1]}", beyond_loopback=False)


def test_where_it_is_meant_it_leaves():
    outlet = open_outlet("tcp://0.0.0.0:0", beyond_loopback=True)
    outlet.close()


def _all(one: socket.socket) -> bytes:
    out = b""
    while data := one.recv(1 << 16):
        out += data
    return out


def _until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.001)
