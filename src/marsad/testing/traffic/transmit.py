"""Transmissions as a receiver hands them on: payload, channel in turn, tag block of the station that heard them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from marsad.decode.ais.messages import MESSAGE_OF
from marsad.testing.traffic.columnar import Column, payload
from marsad.testing.traffic.lines import Lines, sentences, tag_block
from marsad.testing.traffic.schedule import Times

WEST, EAST = b"SIM01", b"SIM02"
"""The two receivers. A name that begins with SIM marks everything heard there as simulated."""
BORDER_LON = 46.5


def station_near(lon_deg: npt.ArrayLike) -> npt.NDArray[np.bytes_]:
    """The receiver that hears a place."""
    return np.where(np.asarray(lon_deg) < BORDER_LON, WEST, EAST)


def transmitted(number: int, bits: int, times: Times, station: npt.ArrayLike, fields: Mapping[str, Column]) -> Lines:
    """One message of `bits` bits for each transmission; `fields` as in `columnar.payload`."""
    turn = times.vessel + times.nth
    data = payload(MESSAGE_OF[number], number, bits, fields, times.vessel.size)
    tag = tag_block(station, times.t_us)
    return Lines(times.t_us, sentences(data, np.where(turn % 2, b"A", b"B"), turn % 10, tag))
