"""A clock and a steady second that tests move by hand, and reading a log back."""

import pytest

from marsad.store.read_raw import read_raw

T0 = 1_700_000_000_000_000
"""2023-11-14 22:13:20 UTC."""


class Clock:
    """Microseconds UTC, moved by hand; `steady` moves along unless the clock steps."""

    def __init__(self):
        self.now_us = T0
        self.steady_s = 50.0

    def __call__(self):
        return self.now_us

    def steady(self):
        return self.steady_s

    def forward(self, seconds):
        self.now_us += round(seconds * 1e6)
        self.steady_s += seconds

    def step(self, seconds):
        self.now_us += round(seconds * 1e6)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def lines_of():
    """The lines of a log without their tag blocks, marks left out."""

    def read(path):
        lines = b"".join(read_raw(path)).splitlines()
        return [line.split(b"\\", 2)[2] for line in lines if b",s:marsad,i:marsad*" not in line]

    return read
