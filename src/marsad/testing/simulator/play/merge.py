"""What several receivers put out as one feed, in the order in which it is delivered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from marsad.testing.simulator.play.merge_kernel import copy_pieces

Ints = npt.NDArray[np.int64]


class Feed(NamedTuple):
    """Messages as lines: message i was delivered at `t_us[i]` and ends at `ends[i]` in `lines`."""

    t_us: Ints
    ends: Ints
    lines: bytes


def merged(feeds: Sequence[Feed]) -> Feed:
    """All messages in order of delivery; at one time, in the order of the feeds. Each feed's times rise."""
    if len(feeds) == 1:
        return feeds[0]
    t_us = np.concatenate([np.zeros(0, np.int64), *(feed.t_us for feed in feeds)])
    data = np.frombuffer(b"".join(feed.lines for feed in feeds), np.uint8)
    begins, at = [np.zeros(0, np.int64)], 0
    ends = [np.zeros(0, np.int64)]
    for feed in feeds:
        begins.append(np.concatenate([[0], feed.ends[:-1]])[: feed.ends.size] + at)
        ends.append(feed.ends + at)
        at += len(feed.lines)
    begin, end = np.concatenate(begins), np.concatenate(ends)
    order = np.argsort(t_us, kind="stable")
    out = np.empty(data.size, np.uint8)
    copy_pieces(data, begin[order], end[order], out)
    return Feed(t_us[order], np.cumsum((end - begin)[order]), out.tobytes())


def cut(feed: Feed, t_us: int) -> tuple[Feed, Feed]:
    """What is delivered before an instant, and the rest."""
    at = int(np.searchsorted(feed.t_us, t_us))
    done = int(feed.ends[at - 1]) if at else 0
    first = Feed(feed.t_us[:at], feed.ends[:at], feed.lines[:done])
    return first, Feed(feed.t_us[at:], feed.ends[at:] - done, feed.lines[done:])
