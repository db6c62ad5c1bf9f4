"""What a broadcast is about, by its words: the subject indicator of NAVTEX tells too little, and is often wrong."""

from __future__ import annotations

import re
from typing import Final

GNSS: Final = re.compile(
    r"\bD?GPS\b|\bGNSS|GLONASS|GALILEO SAT|SATELLITE.NAVIGATION|\bSATNAV|\bEGNOS|\bPRN.?\d|DIFFERENTIAL GPS"
)
_GNSS_WORDS: Final = ("GPS", "GNSS", "GLONASS", "GALILEO", "SATELLITE", "SATNAV", "EGNOS", "PRN")
_NO_PLACE: Final = re.compile(r"\bGPS.{0,3}(?:THESE|POSITION)|WWW\S*GPS")
"""A web address damaged on the way, or a position that was told by GPS."""
INTERFERENCE: Final = re.compile(r"JAMMING|\bJAMMED|SPOOF|INTERFERENCE|MAY BE AFFECTED|DISTURB")

_RULES: Final[dict[str, tuple[tuple[str, ...], str]]] = {
    "none": ((), r"NO (?:MESSAGES?|MSGS?|WARNINGS?) ON HAND"),
    "cancel": (("DELETED)", "IS DELETED"), r"\A\W*(?:SELF CANCEL|CANCEL(?!LED)\W*(?!THIS))"),
    "ice": (("ICE ACCRETION", "ICE PATROL", "ICE REPORT", "BALTIC ICE", "ICEBERG"), ""),
    "weather": (("WEATHER", "GALE WNG", "MET WARN", "METEO WARN", "SYNOP", "FORECAST", "FCST", "EXTENDED OUTLOOK",
                 "GALEWARN", "GALE WARN", "GALE-WARN", "HIGH SEAS BULLETIN", "GALE FORCE", "GALE NOW",
                 "NEAR GALE"), ""),
    "gnss": ((), ""),
    "in_force": (("IN FORCE AT",), r"(?:WARNINGS?|WNG|WARN)\S*(?: STILL)? IN FORCE"),
    "rescue": (("PAN ALERT", "PAN PAN", "PAN-PAN", "MAYDAY", "OVERDUE", "MAN OVERBOARD", "MAN OVER BOARD",
                "PERSON OVER", "IN DISTRESS", "SEARCH AND RESCUE", "MEDICAL EVAC", "SINKING"), ""),
    "sea_level": (("SEA LEVEL", "SEALEVEL", "TIDAL SURGE", "TSUNAMI"), ""),
    "exercise": (("FIRING", "GUNNERY", "EXERCISE", "SUBFACTS", "GUNFACTS", "ROCKET", "MISSILE", "SUBMERGED SUBMARINE",
                  "TARGET LAUNCH", "NAVAL OPERATION"), ""),
    "survey": (("SURVEY", "SEISMIC"), ""),
    "radio": (("GMDSS", "RADIO STATION", "NAVTEX SERVICE", "DSC SERVICE", "OFF AIR", "OFF-AIR", "OFFAIR", "LORAN",
               "INTERFERENCE ON"), r"\bVHF.{0,30}OFF"),
    "works": (("DIVING", "UNDERWATER OPERATION", "CABLE LAY", "CABLE OPER", "CABLE REPAIR", "CABLE SHIP", "C/S ",
               "PIPELIN", "PIPELAY", "PIPELAING", "DREDG", "CONSTRUCTION", "SALVAGE", "INSTALLATION", "SUBSEA"),
              r"\bROV\b"),
    "drifting": (("DRIFTING", "ADRIFT"), r"FLOATING (?!DOCK|NAV)"),
    "tow": (("TOWING", "UNDER TOW", "BEING TOWED"), r"\bTOW\b"),
    "aid": (("UNLIT", "BUOY", "BEACON", "LIGHTHOUSE", "RACON", "AIS AID", "LANTERN", "FOGHORN", "FOG HORN",
             "FOG SIGNAL", "LIGHTVESSEL", "LIGHT-VESSEL"), r"\bLIGHTS?\b"),
    "danger": (("WRECK", "SUNK", "OBSTRUCTION", "UNEXPLODED", "LOST", "SHOAL", "UNMARKED", "NOT UNDER COMMAND",
                "AGROUND", "MUNITION", "OBSTACLE", "DANGEROUS"), r"ORD[IN]+ANCE|\bMINE\b"),
    "offshore": (("PLATFORM", "OIL RIG", "OILRIG", "FPSO", "WIND FARM", "WINDFARM"), r"\bRIG\b"),
    "routing": (("TRAFFIC", "ROUTE", "CLOSED", "PROHIBITED", "CHANNEL"), r"\bTSS\b"),
}  # fmt: skip
"""Of each subject words that are looked for as they stand, which is quick, and a pattern for what is left."""
_PATTERNS: Final = {subject: re.compile(pattern) if pattern else None for subject, (_, pattern) in _RULES.items()}
SUBJECTS: Final = (*_RULES, "other")


def is_gnss(text: str) -> bool:
    """Whether it is about satellite navigation: the services themselves, or interference with them."""
    if not any(word in text for word in _GNSS_WORDS):
        return False
    return GNSS.search(_NO_PLACE.sub(" ", text)) is not None


def subject_of(body: str, letter: str | None) -> str:
    """The first subject whose words stand in the text after its heading. Interference with satellite navigation comes
    before all but a cancellation, for nobody may overlook it; what else comes under B and E is weather."""
    gnss = is_gnss(body)
    if gnss and INTERFERENCE.search(body) and not _speaks_of("cancel", body):
        return "gnss"
    if letter in ("B", "E"):
        return "none" if _speaks_of("none", body) else "weather"
    found = next((subject for subject in _RULES if _speaks_of(subject, body)), "other")
    return "gnss" if gnss and found not in ("none", "cancel", "weather", "in_force") else found


def _speaks_of(subject: str, body: str) -> bool:
    words, pattern = _RULES[subject][0], _PATTERNS[subject]
    return any(word in body for word in words) or (pattern is not None and pattern.search(body) is not None)
