r"""What a receiver puts out: `\s:SIMADEN,c:1700000000123*hh\!AIVDM,1,1,,A,...,0*hh`, a line for each sentence."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from marsad.testing.simulator.feed import sentence_kernel
from marsad.testing.simulator.feed.encode import Payloads
from marsad.testing.simulator.records import Records

MARK = "SIM"
"""How the name of every station of the simulator begins, so that nobody takes its traffic for real."""


def sentences(payloads: Payloads, rx: Records, row: npt.NDArray[np.int64], station: str) -> bytes:
    """Lines of what `station` heard (dtype RX), in that order; `row` names the payload of each.

    Raises ValueError for a station whose name does not mark it as simulated.
    """
    if not station.startswith(MARK):
        raise ValueError(f"a simulated station's name begins with {MARK}: {station}")
    name = np.frombuffer(f"s:{station},".encode("ascii"), np.uint8)
    row = np.ascontiguousarray(row, np.int64)
    out = np.empty(sentence_kernel.sizes(payloads.first, row, name.size), np.uint8)
    written = sentence_kernel.write(
        payloads.chars, payloads.first, payloads.fill, payloads.channel, payloads.number, row, rx["t"] // 1000,
        np.ascontiguousarray(rx["repeat"]), name, out,
    )  # fmt: skip
    return out[:written].tobytes()
