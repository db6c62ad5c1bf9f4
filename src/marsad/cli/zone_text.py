"""What a dry run of zones tells: sentences on a terminal, one JSON object in a pipe."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec

from marsad.cli.progress import WorkProgress
from marsad.runtime.clock import system_clock
from marsad.runtime.data_folder import data_path
from marsad.runtime.rule_records import KIND, current
from marsad.runtime.saved_records import records_in
from marsad.runtime.settings import Settings
from marsad.runtime.zone_trial import Trial, zone_trial

SHOWN = 20


def show_trial(settings: Settings, bodies: Sequence[Mapping[str, Any]], days: float) -> int:
    """Try zones on the raw log of the data folder, with the rules that are saved, and print how it went."""
    data = data_path(settings.data, os.environ)
    rules = {**current(records_in(data, settings.alerts.journal, (KIND,))), **settings.alerts.rules}
    with WorkProgress("Trying", 1.0) as progress:
        tell = lambda share: progress.told("Trying", share)  # noqa: E731
        trial = zone_trial(data / "raw", bodies, settings, rules, system_clock(), days, tell)
    if sys.stdout.isatty():
        print("\n".join(lines_of(trial)))
    else:
        print(msgspec.json.encode(trial).decode())
    return 0


def lines_of(trial: Trial) -> list[str]:
    """How it went, in sentences."""
    if trial.since_ms is None or trial.until_ms is None:
        return ["Nothing was heard in these days, so the zones could not be tried."]
    since, until = (
        f"{datetime.fromtimestamp(t / 1000, UTC):%Y-%m-%d %H:%MZ}" for t in (trial.since_ms, trial.until_ms)
    )
    levels = ", ".join(f"{many} {level}" for level, many in trial.levels.items())
    lines = [
        f"From {since} to {until}, over {trial.reports:,} positions, they would have raised {trial.alerts:,} alerts"
        f"{f' ({levels})' if levels else ''}, {trial.per_day:.1f} a day."
    ]
    if trial.is_cut:
        lines.append("More was heard in these days: only the newest part was looked at.")
    for alert in trial.shown[:SHOWN]:
        when = f"{datetime.fromtimestamp(alert.t_ms / 1000, UTC):%Y-%m-%d %H:%MZ}"
        lines.append(f"  {when}  {alert.level:<9}  {alert.reason.en}")
    if trial.alerts > SHOWN:
        lines.append(f"  and {trial.alerts - SHOWN:,} more")
    return lines
