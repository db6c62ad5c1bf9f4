"""What is wrong with a report that is to be saved: a sentence for each field."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Final

from marsad.runtime.incidents.report import CREDIBILITY, RELIABILITY, Report
from marsad.runtime.watch_log.incident_words import KINDS, MEANS
from marsad.runtime.watch_log.plain_text import readable
from marsad.runtime.watch_log.watch_log import place_faults

MOST_SOURCE, MOST_WHERE, MOST_TEXT, MOST_WHY, MOST_NAME = 200, 500, 8_000, 2_000, 120
MOST_LINKS: Final = 50
"""So many vessels, names or alerts of one report."""
MOST_RADIUS_M: Final = 1_000_000.0
MOST_WITHIN_MIN: Final = 10_080
AHEAD_MS: Final = 300_000
"""Clocks differ by so much; nothing was received later than that."""
EARLIEST_MS: Final = -2_208_988_800_000
"""1900."""
_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}")


def faults_of(report: Report, now_ms: int, knows_alert: Callable[[str], bool]) -> dict[str, str]:
    """A sentence for each field that is wrong; none: it can be saved."""
    faults = place_faults(report.lon_deg, report.lat_deg) | _words(report) | _times(report, now_ms)
    if report.kind not in KINDS:
        faults["kind"] = f"Say what is said to have happened: {', '.join(KINDS)}."
    if report.by not in MEANS:
        faults["by"] = f"Say how the report came: {', '.join(MEANS)}."
    if report.radius_m is not None and report.lon_deg is None:
        faults["radius_m"] = "A radius needs a position."
    elif report.radius_m is not None and not (math.isfinite(report.radius_m) and 0 < report.radius_m <= MOST_RADIUS_M):
        faults["radius_m"] = f"The radius is more than 0 and at most {MOST_RADIUS_M:.0f} metres."
    if report.reliability not in RELIABILITY:
        faults["reliability"] = "The source is graded from A (completely reliable) to E (unreliable), or F."
    if report.credibility not in CREDIBILITY:
        faults["credibility"] = "The information is graded from 1 (confirmed by others) to 5 (improbable), or 6."
    if len(report.mmsi) > MOST_LINKS or any(not 0 < mmsi <= 999_999_999 for mmsi in report.mmsi):
        faults["mmsi"] = f"An MMSI has at most nine digits, and a report names at most {MOST_LINKS} vessels."
    unknown = next((name for name in report.alerts[: MOST_LINKS + 1] if not knows_alert(name)), None)
    if len(report.alerts) > MOST_LINKS:
        faults["alerts"] = f"A report names at most {MOST_LINKS} alerts."
    elif unknown is not None:
        faults["alerts"] = f"There is no alert {readable(unknown)[:40]}: choose one of the alert desk."
    return faults


def why_fault(why: str) -> dict[str, str]:
    """What is wrong with the reason of a deed."""
    if not readable(why).strip():
        return {"why": "Say why: it is kept with the deed."}
    return text_fault("why", why, MOST_WHY, "The reason")


def text_fault(field: str, text: str, most: int, what: str) -> dict[str, str]:
    """What is wrong with a text that may be empty."""
    if len(text) > most:
        return {field: f"{what} has at most {most:,} characters; these are {len(text):,}."}
    try:
        text.encode()
    except UnicodeEncodeError:
        return {field: f"{what} holds half a character: write whole ones."}
    return {}


def _words(report: Report) -> dict[str, str]:
    faults = (
        text_fault("source", report.source, MOST_SOURCE, "The source")
        | text_fault("text", report.text, MOST_TEXT, "The text")
        | text_fault("where", report.where, MOST_WHERE, "The place in words")
    )
    if not readable(report.source).strip():
        faults["source"] = "Say who says it: UKMTO, the master of a ship, a navigational warning."
    if not readable(report.text).strip():
        faults["text"] = "Write what the report says, in its own words."
    if report.language.strip() and not _TAG.fullmatch(report.language.strip()):
        faults["language"] = "The language is a tag such as ar, en or fr-FR, or nothing."
    if report.lon_deg is None and report.lat_deg is None and not readable(report.where).strip():
        faults["where"] = "Say where: a position, or in words; write `not known` where nobody says."
    if len(report.names) > MOST_LINKS:
        faults["names"] = f"A report names at most {MOST_LINKS} vessels."
    for name in report.names[:MOST_LINKS]:
        faults |= text_fault("names", name, MOST_NAME, "The name of a vessel")
    return faults


def _times(report: Report, now_ms: int) -> dict[str, str]:
    faults, happened, received = {}, report.happened_ms, report.received_ms
    if received is None:
        faults["received_ms"] = "Say when the report came."
    elif not EARLIEST_MS <= received <= now_ms + AHEAD_MS:
        faults["received_ms"] = "The report cannot have come later than now."
    slack_min = report.within_min or 0
    if happened is not None and happened < EARLIEST_MS:
        faults["happened_ms"] = "The time is of a year from 1900 on."
    elif happened is not None and happened - slack_min * 60_000 > (now_ms if received is None else received) + AHEAD_MS:
        faults["happened_ms"] = "It cannot have happened after the report came."
    if report.within_min is not None and happened is None:
        faults["within_min"] = "How precise a time is needs a time."
    elif report.within_min is not None and not 0 <= report.within_min <= MOST_WITHIN_MIN:
        faults["within_min"] = f"A time is told to 0 to {MOST_WITHIN_MIN} minutes; leave it out where it is longer."
    return faults
