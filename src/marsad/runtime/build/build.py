"""`build`: which files are new, the engine that brings them in, and the note that they are in."""

from __future__ import annotations

from marsad.plugin import Socket
from marsad.runtime.build.accounts import Accounts
from marsad.runtime.build.plan import Engine, Plan
from marsad.schema.refusal import UsageRefusal

ENGINES: Socket[Engine] = Socket("marsad.runtime.engines", "ENGINE", Engine)


def build(plan: Plan, engine: str = "local") -> Accounts:
    """Bring the files of a plan into its lake; what became of every row.

    Raises Refusal with one sentence; the lake then is as it was, or has some days more, each of them whole, and the
    same build run again completes it.
    """
    engines = ENGINES.load()
    if engine not in engines:
        raise UsageRefusal(f"There is no engine {engine}: use one of {', '.join(engines)}.")
    return engines[engine].run(plan)
