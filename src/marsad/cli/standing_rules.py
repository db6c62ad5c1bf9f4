"""The rules of a room for the command line, whether it runs or not: listed, tried, switched off and on."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from marsad.alerts.limits import HOUR
from marsad.alerts.rule_file import read_rule
from marsad.cli.given_room import instant
from marsad.cli.rule_text import read_rules
from marsad.runtime.alert_access import Room
from marsad.runtime.clock import system_clock
from marsad.runtime.data_folder import data_folder, data_path, journal_url
from marsad.runtime.rule_records import KIND, Standing, body, current, standing
from marsad.runtime.rule_trial import RuleTrial, found_events, rule_trial
from marsad.runtime.saved_records import has_journal, records_in
from marsad.runtime.settings import Settings
from marsad.schema.refusal import Refusal, UsageRefusal
from marsad.store.journal.journal import Journal

_SHOWN = 20


def list_rules(settings: Settings) -> int:
    """Print every rule with its state."""
    for one in _standing(settings):
        state = "on " if one.on else "off"
        made = f"{one.author}, {instant(one.t_us)}" + (f": {one.why}" if one.why else "")
        print(f"{state} {one.name}: {json.dumps(one.rule, ensure_ascii=False)} ({made})")
    return 0


def switch(settings: Settings, name: str, on: bool, why: str, author: str) -> int:
    """Switch a rule off or on again; it is on disk when this returns. Raises Refusal."""
    if not why.strip():
        raise UsageRefusal('say why, as in --why "too many in this weather": the next shift asks')
    found = next((one for one in _standing(settings) if one.name == name), None)
    if found is None:
        raise Refusal(f"There is no rule {name}: `marsad rule list` shows those there are.")
    room = Room(settings.port, data_path(settings.data, os.environ))
    if room.runs():
        room.ask("/api/rules/change", {"name": name, "rule": found.rule, "on": on, "why": why, "author": author})
    else:
        url = settings.alerts.journal or journal_url(data_folder(settings.data, os.environ))
        journal = Journal.open(url, system_clock)
        try:
            journal.append(KIND, author, body(name, found.rule, on, why.strip()))
        finally:
            journal.close()
    print(f"Switched {'on' if on else 'off'}: {name}")
    return 0


def try_rules(settings: Settings, file: str, days: float) -> int:
    """Say what rules would have changed on the desk of the room in the last days. `-` reads one rule as JSON."""
    data = data_path(settings.data, os.environ)
    if not has_journal(data, settings.alerts.journal):
        raise Refusal(f"{data} has no journal: name the folder of a watch room with --data, or start one.")
    now = {**settings.alerts.rules, **current(records_in(data, settings.alerts.journal, (KIND,)))}
    then = _with(now, _one_rule() if file == "-" else read_rules(Path(file)))
    journal = Journal.read_only(settings.alerts.journal or journal_url(data))
    try:
        until = system_clock()
        events, is_cut = found_events(journal, until - round(days * 24 * HOUR))
    finally:
        journal.close()
    trial = rule_trial(events, is_cut, now, then, settings.alerts.limits(), until)
    print("\n".join(_lines(trial)) if sys.stdout.isatty() else msgspec.json.encode(trial).decode())
    return 0


def _standing(settings: Settings) -> list[Standing]:
    data = data_path(settings.data, os.environ)
    return standing(records_in(data, settings.alerts.journal, (KIND,)), settings.alerts.rules)


def _one_rule() -> dict[str, dict[str, Any] | None]:
    told = json.loads(sys.stdin.buffer.read())
    read_rule(told["name"], told["rule"])
    return {told["name"]: told["rule"] if told["on"] else None}


def _with(
    now: Mapping[str, Mapping[str, Any]], some: Mapping[str, Mapping[str, Any] | None]
) -> dict[str, Mapping[str, Any]]:
    """The rules with some changed (None: off), which stand last as edited rules do."""
    kept = {name: told for name, told in now.items() if name not in some}
    return kept | {name: told for name, told in some.items() if told is not None}


def _lines(trial: RuleTrial) -> list[str]:
    if not trial.events:
        return ["The room found no events in these days, so the rules could not be tried."]
    lines = [
        f"Over {trial.events:,} events of {trial.days:.1f} days: {trial.alerts:,} alerts, {trial.heard:,} of them "
        f"to be heard; with these rules {trial.alerts_then:,} alerts, {trial.heard_then:,} to be heard."
    ]
    for sign, some in (("+", trial.more), ("-", trial.fewer)):
        lines += [f"  {sign} {instant(one.t_ms * 1000)}  {one.level:<9}  {one.reason.en}" for one in some[:_SHOWN]]
    return lines
