"""The demo's sea: everything that its two receivers hear, as one stream of sentences."""

from __future__ import annotations

from marsad.testing.traffic.fleet import fleet
from marsad.testing.traffic.lines import merge
from marsad.testing.traffic.notices import Notices
from marsad.testing.traffic.reports import Reports
from marsad.testing.traffic.shore import Shore


class Traffic:
    """Traffic in the Gulf of Aden, the strait and the southern Red Sea.

    Deterministic: the same seed, number of vessels and start give the same bytes, however the time is cut. `start_us`
    (microseconds UTC) is when the scenario begins; what happens once, such as the SART test, counts from there. The sea
    was there before: earlier times can be asked for too.
    """

    def __init__(self, seed: int = 1, n_vessels: int = 450, start_us: int = 0) -> None:
        self.start_us = start_us
        self._reports = Reports(fleet(seed, n_vessels), seed, start_us)
        self._shore = Shore(seed, start_us)
        self._notices = Notices(seed, start_us)

    def sentences(self, t0_us: int, t1_us: int) -> bytes:
        r"""The lines heard in t0 <= t < t1, in order of time.

        Each carries a tag block with its station (SIM...) and the time, and ends in CR LF.
        """
        senders = (self._reports, self._shore, self._notices)
        return merge([lines for sender in senders for lines in sender.between(t0_us, t1_us)])
