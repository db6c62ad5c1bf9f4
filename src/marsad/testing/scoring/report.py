"""A score as JSON, and as lines of a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from marsad.testing.scoring import rules
from marsad.testing.scoring.score import DESK, GIVEN, WHOLE, Score

UNSTAGED: Final = "unstaged"
"""The column of what ordinary traffic did: how much of it was told."""
COLUMNS: Final = (
    "finder", "coverage", "found", "precision", "recall", "F1", "in time", "p50", "p95", "false", "/1000 v-d",
    "/hour", "repeats", "neither", UNSTAGED,
)  # fmt: skip
"""Of the table of one kind."""
_BELOW: Final = {ord(" "): "\n", ord("["): None, ord("]"): None}
_SOMETHING: Final = ("incidents", "true", "false", "repeats", "neither", "withdrawn")


def told(score: Score) -> dict[str, Any]:
    """All of it, as JSON has it."""
    return {
        "simulated": True,
        "scenarios": sorted(score.scenarios),
        "folders": score.folders,
        "seeds": {purpose: sorted(seeds) for purpose, seeds in sorted(score.seeds.items())},
        "hours": dict(sorted(score.hours.items())),
        "vessel_days": {kind: round(days, 6) for kind, days in sorted(score.vessel_days.items())},
        "desk": DESK,
        "interval": "95 %: Wilson for proportions, Garwood for rates, order statistics for quantiles",
        "alert_at": score.at,
        "tolerance_min": {"": rules.TOLERANCE_MIN, **rules.TOLERANCES_MIN},
        "rows": score.rows(),
    }


def head(score: Mapping[str, Any]) -> list[str]:
    """What stands above the table: what the figures are of."""
    seeds = "; ".join(
        f"{'neither' if purpose == 'neither' else 'for ' + purpose}: seed{'s' * (len(some) > 1)} {spans(some)}"
        for purpose, some in score["seeds"].items()
    )
    return [
        f"SIMULATED: {', '.join(score['scenarios'])}. "
        f"{score['folders']} folder{'s' * (score['folders'] > 1)}, {seeds}.",
        f"{DESK} Below a figure its 95 % interval; alerts in minutes after the start.",
    ]


def spans(numbers: Sequence[int]) -> str:
    """100-103, 107."""
    found: list[list[int]] = []
    for number in sorted(numbers):
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return ", ".join(str(low) if low == high else f"{low}-{high}" for low, high in found)


def tables(rows: Sequence[Mapping[str, Any]], coverage: bool) -> dict[str, list[Mapping[str, Any]]]:
    """The rows that a table shows, by kind; Marsad's only where there was something to find or something was found."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        shown = coverage or row["coverage"] == WHOLE
        if shown and (row["finder"] != GIVEN or any(row[name] for name in _SOMETHING)):
            found.setdefault(row["kind"], []).append(row)
    return found


def cells(row: Mapping[str, Any]) -> list[str]:
    """One line of a table, intervals below their values."""
    return [
        row["finder"] if row["coverage"] == WHOLE else "", row["coverage"], f"{row['true']}/{row['observable']}",
        *(percent(row[name]) for name in ("precision", "recall", "f1", "in_time")),
        duration(row["delay_p50_s"]["value"]), duration(row["delay_p95_s"]["value"]), str(row["false"]),
        *(rate(row.get(name)).translate(_BELOW) for name in ("false_per_1000_vessel_days", "false_per_hour")),
        str(row["repeats"]), str(row["neither"]), _ordinary(row),
    ]  # fmt: skip


def _ordinary(row: Mapping[str, Any]) -> str:
    """Told of what ordinary traffic did, which is asked for nowhere but of the whole."""
    return f"{row['unstaged_told']}/{row['unstaged']}" if row["coverage"] == WHOLE and row["unstaged"] else ""


def columns(rows: Sequence[Mapping[str, Any]], coverage: bool) -> list[int]:
    """Which of `COLUMNS` the table of one kind has."""
    ordinary = any(row["unstaged"] for row in rows)
    left_out = {"coverage": not coverage, UNSTAGED: not ordinary}
    return [at for at, name in enumerate(COLUMNS) if not left_out.get(name)]


def notes(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Look-alikes that were taken for an incident, and doubts: what the table has no room for."""
    said = []
    for row in rows:
        if row["coverage"] != WHOLE:
            continue
        fell = [f"{name} {one['alarmed']}/{one['there']}" for name, one in row["look_alikes"].items() if one["alarmed"]]
        if fell:
            said.append(f"{row['kind']}, {row['finder']}: taken in by {', '.join(fell)}")
        if row["doubt_told"]["value"] is not None:
            said.append(f"{row['kind']}, {row['finder']}: doubt told of {share(row['doubt_told'])} found with one")
    return said


def track_lines(tracks: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """What is said of a lake's tracks."""
    return [
        f"tracks of {'vessels while they were heard' if of == 'heard' else 'all vessels'}: GOSPA (p 2, alpha 2, c "
        f"{one['cut_off_m']:.0f} m) {one['gospa_rms_m']:.0f} m, of it misplaced {one['localisation_rms_m']:.0f}, "
        f"missed {one['missed_rms_m']:.0f}, false {one['false_rms_m']:.0f}; {one['missed_share'] or 0:.1%} missed, "
        f"{one['false_tracks_per_minute']:.2f} false a minute, {one['identity_switches']} identity switches, "
        f"{one['broken_tracks']} broken tracks"
        for of, one in tracks.items()
    ]


def share(told: Mapping[str, float | None]) -> str:
    """0.82 [0.71-0.90], or a dash."""
    value, low, high = told["value"], told["low"], told["high"]
    return "-" if value is None or low is None or high is None else f"{value:.2f} [{low:.2f}-{high:.2f}]"


def percent(told: Mapping[str, float | None]) -> str:
    """82 %, and 71-90 below it; or a dash."""
    value, low, high = told["value"], told["low"], told["high"]
    return "-" if value is None or low is None or high is None else f"{value:.0%}\n{100 * low:.0f}-{100 * high:.0f}"


def rate(told: Mapping[str, float] | None) -> str:
    """12.3 [8.0-18], or a dash."""
    if told is None or told["value"] is None:
        return "-"
    value, low, high = (f"{x:,.0f}" if x >= 100 else f"{x:.3g}" for x in (told["value"], told["low"], told["high"]))
    return f"{value} [{low}-{high}]"


def duration(seconds: float | None) -> str:
    """Minutes, or a dash."""
    return "-" if seconds is None else f"{seconds / 60:.1f}"
