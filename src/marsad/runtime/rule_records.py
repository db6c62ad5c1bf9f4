"""Rules as records of the journal: every edit is kept, the newest of each name holds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from marsad.alerts.rule import Rules
from marsad.alerts.rule_file import read_rule
from marsad.schema.refusal import Refusal
from marsad.store.journal.journal import Journal
from marsad.store.journal.record import Record

KIND = "rule"
CONFIGURATION = "configuration"
Tables = Mapping[str, Mapping[str, Any]]
ALWAYS = -(1 << 62)
"""Before every instant."""


def body(name: str, told: Mapping[str, Any] | None, on: bool = True, why: str = "") -> dict[str, Any]:
    """A rule that is saved, or (None) that holds no longer. One that is not `on` is kept and does not hold; `why` is
    what the person who changed it says."""
    made: dict[str, Any] = {"name": name, "rule": None if told is None else dict(told)}
    return made | ({} if on else {"off": True}) | ({"why": why} if why else {})


def held(told: Mapping[str, Any]) -> dict[str, Any] | None:
    """What a record's body lets hold; None: nothing."""
    rule: dict[str, Any] | None = told["rule"]
    return None if told.get("off") else rule


@dataclass(frozen=True, slots=True)
class Standing:
    """A rule of a room as it stands. `configured`: the configuration has one of this name; `changed`: a person's
    version holds in its place, or there is no other."""

    name: str
    rule: dict[str, Any]
    on: bool
    author: str
    t_us: int
    why: str
    configured: bool
    changed: bool


def standing(records: Iterable[Record], configured: Collection[str]) -> list[Standing]:
    """The rules there are, those that are off too, the one edited last at the end: of those that hold it wins."""
    found: dict[str, Standing] = {}
    for record in records:
        name, rule = str(record.body["name"]), record.body["rule"]
        found.pop(name, None)
        if rule is not None:
            found[name] = Standing(
                name, rule, not record.body.get("off"), record.author, record.t, str(record.body.get("why", "")),
                name in configured, record.author != CONFIGURATION,
            )  # fmt: skip
    return list(found.values())


def current(records: Iterable[Record]) -> dict[str, dict[str, Any]]:
    """The rules that hold now as they were written, the one edited last at the end."""
    tables: dict[str, dict[str, Any]] = {}
    for record in records:
        name, told = record.body["name"], held(record.body)
        tables.pop(name, None)
        if told is not None:
            tables[name] = told
    return tables


def rules_from(tables: Tables) -> tuple[Rules, list[str]]:
    """The rules of some tables; one that an earlier version let pass and this one refuses is left out, and told."""
    rules, trouble = [], []
    for name, told in tables.items():
        try:
            rules.append(read_rule(name, told))
        except Refusal as refusal:
            trouble.append(str(refusal))
    return Rules(tuple(rules)), trouble


def over_time(configured: Tables, records: Iterable[Record]) -> tuple[dict[int, Rules], list[str]]:
    """The rules by the instant from which they hold, as a run over an archive is to judge: those of the configuration
    until a person changes them, each version of a saved one from its `valid_from`, else from when it was written, until
    the next. And what is wrong with those that were left out."""
    versions = sorted(((_begin(record), number, record) for number, record in enumerate(records)
                       if record.kind == KIND), key=lambda one: one[:2])  # fmt: skip
    tables: dict[str, dict[str, Any]] = {}
    mine = dict(configured)
    first, trouble = rules_from(mine)
    found = {ALWAYS: first}
    for t, _, record in versions:
        name, told = record.body["name"], held(record.body)
        if name in configured and record.author == CONFIGURATION:
            if name in mine:
                continue  # as it always was
            mine[name], told = configured[name], None
        else:
            mine.pop(name, None)
        tables.pop(name, None)
        if told is not None:
            tables[name] = told
        found[t], wrong = rules_from({**tables, **mine})
        trouble += [sentence for sentence in wrong if sentence not in trouble]
    return found, trouble


def _begin(record: Record) -> int:
    told = held(record.body)
    try:
        since = None if told is None else read_rule(record.body["name"], told).valid_from_us
    except Refusal:
        since = None
    return record.t if since is None else min(since, record.t)


def import_rules(journal: Journal, tables: Tables, author: str) -> list[str]:
    """Save those that are new or changed, all or none; gives their names. They must have been checked.

    What the configuration said before it has not changed since: a version that a person made of it stays.
    """
    records = list(journal.records(KIND))
    if author == CONFIGURATION:
        there = {record.body["name"]: record.body["rule"] for record in records if record.author == CONFIGURATION}
    else:
        there = current(records)
    changed = [name for name, told in tables.items() if there.get(name) != dict(told)]
    journal.append_all([(KIND, author, body(name, tables[name])) for name in changed])
    return changed
