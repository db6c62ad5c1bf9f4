"""Work in several threads whose results come in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")


def in_order(pool: ThreadPoolExecutor, workers: int, work: Callable[[A], B], items: Iterable[A]) -> Iterator[B]:
    """Like map, several at once, but never more than the workers have in hand."""
    running: deque[Future[B]] = deque()
    try:
        for item in items:
            if len(running) > workers:
                yield running.popleft().result()
            running.append(pool.submit(work, item))
        while running:
            yield running.popleft().result()
    finally:
        for left in running:
            left.cancel()
