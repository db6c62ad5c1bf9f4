"""Simulated traffic and real traffic never come into one lake, so that none is ever taken for the other."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.runtime.build.accounts import FileAccount
from marsad.schema.lake import LAKE
from marsad.schema.refusal import Refusal
from marsad.store.lake.lake import Lake


def keep_apart(lake: Lake, came: Sequence[FileAccount]) -> None:
    """Let files into a lake of their own sort only; an empty lake becomes one of the sort that comes first.

    Raises Refusal, before anything was written, where simulated and real reports would meet.
    """
    simulated = next((file for file in came if file.simulated), None)
    real = next((file for file in came if file.real), None)
    if simulated is not None and real is not None:
        first = f"{simulated.name} holds simulated traffic and {real.name} holds none"
        if simulated is real:
            first = f"{simulated.name} holds both simulated and real traffic"
        raise Refusal(f"{first}: build a lake of its own from what is simulated.")
    if simulated is not None and not lake.simulated:
        if any(lake.days(table) for table in LAKE):
            raise Refusal(
                f"{simulated.name} holds simulated traffic, and {lake.url} is a lake of real traffic: name another "
                "lake."
            )
        lake.mark_simulated()
    elif real is not None and lake.simulated:
        raise Refusal(
            f"{real.name} holds real traffic, and {lake.url} is a lake of simulated traffic: name another lake."
        )
