"""What the words of `marsad simulate` ask for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from marsad.schema.refusal import UsageRefusal

WRITTEN = ("truth", "tx", "rx", "nmea", "contacts", "adsb", "broadcasts", "events")
"""Everything that a folder can hold. `truth` brings who they are, `events` the look-alikes."""

_MOST_SEEDS = 10_000


@dataclass(frozen=True)
class Choice:
    """What is written, and where the feed is played to."""

    writes: frozenset[str]
    places: tuple[str, ...]


def chosen(outputs: str) -> Choice:
    """The choice that `--outputs` makes. Raises UsageRefusal for a word that is none."""
    writes: set[str] = set()
    places: list[str] = []
    for word in filter(None, (part.strip() for part in outputs.split(","))):
        if word == "all":
            writes |= set(WRITTEN)
        elif word in WRITTEN:
            writes.add(word)
        elif word == "-" or "://" in word:
            places.append(word)
        else:
            raise UsageRefusal(
                f"--outputs {word} is nothing to make: use all, {', '.join(WRITTEN)}, or a place such as - or "
                "tcp://127.0.0.1:4001"
            )
    if not writes and not places:
        raise UsageRefusal("--outputs names nothing: use all, or a list such as truth,nmea,events")
    return Choice(frozenset(writes), tuple(places))


def seeds_of(text: str) -> range:
    """`7` or `100-199`. Raises UsageRefusal for anything else."""
    found = re.fullmatch(r"(\d{1,18})(?:-(\d{1,18}))?", text.strip())
    if found is None:
        raise UsageRefusal(f"--seed {text} is no seed: name a whole number from 0 up, or a range such as 100-199")
    first = int(found[1])
    last = int(found[2]) if found[2] else first
    if not first <= last < first + _MOST_SEEDS:
        raise UsageRefusal(f"--seed {text} is no range of up to {_MOST_SEEDS} seeds: write the lower one first")
    return range(first, last + 1)


def speed_of(text: str) -> float | None:
    """How many times as fast as time; None is as fast as can be. Raises UsageRefusal for anything else."""
    if text == "max":
        return None
    try:
        speed = float(text)
    except ValueError:
        speed = 0.0
    if not 0.001 <= speed <= 100_000:
        raise UsageRefusal(f"--speed {text} is no speed: name a number such as 1 or 60, or max")
    return speed


def purpose_of(seed: int) -> str:
    """What a seed is for, so that nobody tunes on what he reports."""
    if 1 <= seed <= 99:
        return "tuning"
    return "reporting" if 100 <= seed <= 199 else "other"
