"""Differences against the list: what is not listed, and what is listed and no longer seen."""

from __future__ import annotations

from collections import Counter
from fnmatch import fnmatchcase
from pathlib import Path

from tests.decode.agreement import listed_gpsdecode, listed_made, listed_pyais, listed_shipped
from tests.decode.agreement.cases import Case, sentences, theirs
from tests.decode.agreement.compare import Difference, differences
from tests.decode.agreement.looks import look
from tests.decode.agreement.made import PREFIX
from tests.decode.agreement.ours import decoded, ours
from tests.decode.agreement.reasons import Listed

LISTED = (*listed_gpsdecode.LISTED, *listed_made.LISTED, *listed_pyais.LISTED, *listed_shipped.LISTED)
LEAST_VALUES = {"aishub/aishub-85k.nmea": 1_200_000, "aislib/stream_example.txt": 60_000}
"""Values that must have been compared in the large files, so that nothing agrees by being left out."""


def judge(case: Case, nmea: Path = Path()) -> list[str]:
    """What is wrong, in sentences; empty where all differences are those listed."""
    data = sentences(case, nmea)
    if case.peer == "gpsd log":  # a longer log than the file, with its sentences in it
        lines = (nmea / case.expected).read_bytes().splitlines(keepends=True)
        data = b"".join(line for line in lines if line[:1] in b"!$")
    found, compared = differences(ours(decoded(data)), theirs(case, nmea))
    listed = [one for one in LISTED if one.peer == case.peer and case.corpus in one.counts]
    seen: Counter[tuple[object, ...]] = Counter()
    wrong = []
    for difference in found:
        one = _entry(difference, listed)
        if one is None:
            wrong.append(f"not listed: {difference}")
        else:
            seen[one.peer, one.kind, one.column, one.look, one.why] += 1
    for one in listed:
        count = seen[one.peer, one.kind, one.column, one.look, one.why]
        if count != one.counts[case.corpus]:
            wrong.append(f"listed {one.counts[case.corpus]} times, seen {count} times: {one}")
    if compared < LEAST_VALUES.get(case.corpus, int(case.corpus.startswith(PREFIX))) and not case.expected:
        wrong.append(f"only {compared} values were compared")
    return wrong


def _entry(difference: Difference, listed: list[Listed]) -> Listed | None:
    looks = look(difference)
    kind = tuple(part for part in difference.kind if part >= 0)
    for one in listed:
        if one.kind == kind and fnmatchcase(difference.column, one.column) and one.look == looks:
            return one
    return None
