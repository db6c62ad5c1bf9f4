"""When a satellite's memory reaches the ground: what it heard waits for the next ground station."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from marsad.testing.simulator.draw import Draw, Purpose

Ints = npt.NDArray[np.int64]

LEAST_US = 30_000_000
"""From the contact to the listener at the very least."""
_DOWNLINK_US = 240_000_000
_MOST_PROCESSING_S = 180.0


class Dumps:
    """Contacts with ground stations, about twice the mean delay apart."""

    def __init__(self, delay_s: float, seed: int, satellite: int, start_us: int) -> None:
        self.seed, self.satellite, self.start_us = seed, satellite, start_us
        self._apart_us = round(max(2.0 * delay_s - 480.0, 600.0) * 1e6)
        self._phase = Draw(seed, Purpose.SATELLITE, satellite).share()

    def delivered(self, t_us: Ints) -> Ints:
        """When a listener gets what was heard at these times: in the order heard, as the memory is read out."""
        turn = np.floor((t_us - self.start_us) / self._apart_us + self._phase).astype(np.int64)
        last, contact, processing = (np.zeros(t_us.size, np.int64) for _ in range(3))
        for one in np.unique(turn).tolist():
            mine = turn == one
            last[mine], contact[mine] = self._contact(one), self._contact(one + 1)
            draw = Draw(self.seed, Purpose.SATELLITE, self.satellite, one + 1_000_000)
            processing[mine] = LEAST_US + round(draw.between(0.0, _MOST_PROCESSING_S) * 1e6)
        read = (t_us - last) / np.maximum(contact - last, 1) * _DOWNLINK_US
        told: Ints = np.maximum(contact, t_us) + np.rint(np.clip(read, 0, _DOWNLINK_US)).astype(np.int64) + processing
        return told

    def _contact(self, turn: int) -> int:
        """The start of a contact; the satellite hears meanwhile."""
        return self.start_us + round((turn - self._phase) * self._apart_us)
