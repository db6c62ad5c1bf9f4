"""The engine that uses the cores of this machine."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from marsad.runtime.build.accounts import Accounts
from marsad.runtime.build.day_loop import DayLoop
from marsad.runtime.build.opened_lake import new_files, note_inputs, opened, scratch_folder
from marsad.runtime.build.parts import Parts
from marsad.runtime.build.plan import Engine, Plan
from marsad.runtime.build.reading import Reading

A = TypeVar("A")
B = TypeVar("B")


def _run(plan: Plan) -> Accounts:
    with opened(plan) as lake:
        accounts = Accounts()
        accounts.files, paths = new_files(lake, plan)
        new = [account for account in accounts.files if not account.skipped]
        parts = Parts(scratch_folder(plan), plan.memory_mb * (1 << 20) // 2)
        try:
            Reading(plan, parts.add).run(new, paths)
            with ThreadPoolExecutor(plan.workers + 1, "unit") as pool:
                accounts.days = DayLoop(
                    lake, parts, plan, lambda work, units: in_order(pool, plan.workers, work, units)
                ).run()
        finally:
            parts.close()
        if new:
            note_inputs(lake, new)
        return accounts


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


ENGINE = Engine("threads on the cores of this machine", _run)
