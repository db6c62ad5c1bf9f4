"""Rules as records of the journal: every edit is kept, the newest of each name holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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


def body(name: str, told: Mapping[str, Any] | None) -> dict[str, Any]:
    """A rule that is saved, or (None) that holds no longer."""
    return {"name": name, "rule": None if told is None else dict(told)}


def current(records: Iterable[Record]) -> dict[str, dict[str, Any]]:
    """The rules that hold now as they were written, the one edited last at the end."""
    tables: dict[str, dict[str, Any]] = {}
    for record in records:
        name, told = record.body["name"], record.body["rule"]
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
    always, each version of a saved one from its `valid_from`, else from when it was written, until the next. And what
    is wrong with those that were left out."""
    versions = [(_begin(record), number, record) for number, record in enumerate(records)
                if record.kind == KIND and record.body["name"] not in configured]  # fmt: skip
    tables: dict[str, dict[str, Any]] = {}
    first, trouble = rules_from(configured)
    found = {ALWAYS: first}
    for t, _, record in sorted(versions, key=lambda one: one[:2]):
        tables.pop(record.body["name"], None)
        if record.body["rule"] is not None:
            tables[record.body["name"]] = record.body["rule"]
        found[t], wrong = rules_from({**tables, **configured})
        trouble += [sentence for sentence in wrong if sentence not in trouble]
    return found, trouble


def _begin(record: Record) -> int:
    told = record.body["rule"]
    try:
        since = None if told is None else read_rule(record.body["name"], told).valid_from_us
    except Refusal:
        since = None
    return record.t if since is None else min(since, record.t)


def import_rules(journal: Journal, tables: Tables, author: str) -> list[str]:
    """Save those that are new or changed, all or none; gives their names. They must have been checked."""
    there = current(journal.records(KIND))
    changed = [name for name, told in tables.items() if there.get(name) != dict(told)]
    journal.append_all([(KIND, author, body(name, tables[name])) for name in changed])
    return changed
