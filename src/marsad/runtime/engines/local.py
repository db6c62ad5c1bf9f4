"""The engine that uses the cores of this machine."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from marsad.runtime.build.accounts import Accounts
from marsad.runtime.build.day_loop import DayLoop
from marsad.runtime.build.in_order import in_order
from marsad.runtime.build.opened_lake import new_files, note_inputs, opened, scratch_folder
from marsad.runtime.build.parts import Parts
from marsad.runtime.build.plan import Engine, Plan
from marsad.runtime.build.reading import Reading
from marsad.runtime.build.simulated import keep_apart
from marsad.runtime.build.standard_input import with_standard_input


def _run(asked: Plan) -> Accounts:
    with opened(asked) as lake, with_standard_input(asked) as plan:
        accounts = Accounts()
        accounts.files, paths = new_files(lake, plan)
        new = [account for account in accounts.files if not account.skipped]
        parts = Parts(scratch_folder(plan), plan.memory_mb * (1 << 20) // 2)
        try:
            Reading(plan, parts.add).run(new, paths)
            keep_apart(lake, new)
            with ThreadPoolExecutor(plan.workers + 1, "unit") as pool:
                accounts.days = DayLoop(
                    lake, parts, plan, lambda work, units: in_order(pool, plan.workers, work, units)
                ).run()
        finally:
            parts.close()
        if new:
            note_inputs(lake, new)
        return accounts


ENGINE = Engine("threads on the cores of this machine", _run)
