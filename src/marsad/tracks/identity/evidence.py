"""Why vessels were told apart, linked or doubted: short lists of facts that a person can check, kept as JSON."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

LONGEST = 12
"""So many facts are kept of one vessel; the oldest give way."""

Fact = dict[str, Any]
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def instant(t_us: int) -> str:
    """A time as evidence writes it: UTC, whole seconds."""
    return f"{_EPOCH + timedelta(seconds=int(t_us) // 1_000_000):%Y-%m-%dT%H:%M:%SZ}"


class Evidence:
    """The facts of many vessels, by vessel_id; those that are not touched stay as they are written."""

    def __init__(self, written: dict[int, str]) -> None:
        self._written = written
        self._opened: dict[int, list[Fact]] = {}

    def add(self, vessel_id: int, fact: Fact) -> None:
        """Put down a fact; one about the same matter (`what`, `with`, `field`) takes the place of the older one."""
        facts = self._open(vessel_id)
        same = next((old for old in facts if _matter(old) == _matter(fact)), None)
        if same is not None:
            facts.remove(same)
            fact = {**fact, "since": same.get("since", fact["since"])}
        facts.append(fact)
        facts.sort(key=lambda one: (one["since"], json.dumps(one, sort_keys=True)))
        del facts[:-LONGEST]

    def drop(self, vessel_id: int, what: str, other: int) -> None:
        """Take a fact about another vessel back."""
        facts = self._open(vessel_id)
        facts[:] = [fact for fact in facts if (fact["what"], fact.get("with")) != (what, other)]

    def of(self, vessel_id: int) -> list[Fact]:
        """The facts of one vessel, in order of when they began."""
        return list(self._open(vessel_id)) if vessel_id in self._written or vessel_id in self._opened else []

    def written(self) -> dict[int, str]:
        """All of it, as JSON lists."""
        for vessel_id, facts in self._opened.items():
            if facts:
                self._written[vessel_id] = json.dumps(facts, sort_keys=True, ensure_ascii=False)
            else:
                self._written.pop(vessel_id, None)
        self._opened.clear()
        return self._written

    def _open(self, vessel_id: int) -> list[Fact]:
        if vessel_id not in self._opened:
            text = self._written.get(vessel_id)
            self._opened[vessel_id] = json.loads(text) if text else []
        return self._opened[vessel_id]


def _matter(fact: Fact) -> tuple[Any, ...]:
    return fact["what"], fact.get("with"), fact.get("field")
