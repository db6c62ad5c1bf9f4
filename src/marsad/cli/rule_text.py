"""Rules from a file, and what a dry run found, in lines."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from marsad.alerts.limits import Limits
from marsad.alerts.reasons.reason import reason_of
from marsad.alerts.rule_file import rules_of
from marsad.runtime.dry_run import dry_run
from marsad.schema.refusal import Refusal


def read_rules(file: Path) -> dict[str, dict[str, Any]]:
    """The rules of a file, checked. Raises Refusal, which says what is wrong and where."""
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise Refusal(f"{file} cannot be read ({error.strerror}): check the path.") from None
    except UnicodeDecodeError:
        raise Refusal(f"{file} is not UTF-8 text: save it as such.") from None
    except tomllib.TOMLDecodeError as error:
        raise Refusal(f"{file} is not TOML: {error}; correct that place.") from None
    return rules_of(told, str(file))


def dry_run_lines(
    lake: str, tables: Mapping[str, Mapping[str, Any]], limits: Limits, shown: int,
    saved: Mapping[str, Mapping[str, Any]] | None = None,
) -> list[str]:  # fmt: skip
    """What the rules would have raised over the last week of a lake, beside those that are saved."""
    run = dry_run(lake, tables, limits, saved)
    beside = sorted(set(saved or ()) - set(tables))
    lines = [
        f"Over the last {run.load.hours:.0f} hours of {lake} these rules would have raised {len(run.alerts)} alerts "
        f"and silenced {run.suppressed} events; with all else a desk would have heard {run.load.per_hour:.1f} warnings "
        f"and alarms an hour, {run.load.worst} in the worst ten minutes; distress is not counted.",
        f"Beside them held the rules that are saved: {', '.join(beside)}." if beside else "No other rule is saved.",
    ]
    for alert in run.alerts[:shown]:
        live = alert.live
        lines.append(f"  {alert.level:<9}  {reason_of(live[-1]).english if live else alert.kind}")
    if len(run.alerts) > shown:
        lines.append(f"  and {len(run.alerts) - shown} more")
    return lines
