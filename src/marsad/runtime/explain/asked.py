"""What a person may mean by the identity of a vessel."""

from __future__ import annotations

import re
from dataclasses import dataclass

from marsad.schema.refusal import UsageRefusal


@dataclass(frozen=True)
class Asked:
    """The readings of what was asked for; None where it cannot be one."""

    words: str
    mmsi: int | None = None
    imo: int | None = None
    callsign: str | None = None
    vessel_id: int | None = None

    def readings(self) -> list[str]:
        """These readings in words."""
        told = {"MMSI": self.mmsi, "IMO number": self.imo, "call sign": self.callsign, "vessel_id": self.vessel_id}
        return [name for name, value in told.items() if value is not None]


def asked(words: str) -> Asked:
    """Read an MMSI (to nine digits), an IMO number (seven, IMO before it or not), a vessel_id or a call sign.

    Seven digits may be an IMO number or the MMSI of a coast station without its zeros: both are looked for. Raises
    UsageRefusal for what can be none of them.
    """
    plain = " ".join(words.split()).upper()
    if match := re.fullmatch(r"IMO ?(\d{1,10})", plain):
        return Asked(words, imo=int(match[1]))
    if match := re.fullmatch(r"MMSI ?(\d{1,9})", plain):
        return Asked(words, mmsi=int(match[1]))
    if re.fullmatch(r"\d{1,11}", plain):
        number = int(plain)
        if len(plain) > 9:
            return Asked(words, mmsi=number if number < 1 << 30 else None, vessel_id=number)
        return Asked(words, mmsi=number, imo=number if len(plain) == 7 else None, vessel_id=number)
    if re.fullmatch(r"[A-Z0-9]{3,7}", plain):
        return Asked(words, callsign=plain)
    raise UsageRefusal(
        f"{words!r} is no vessel: give an MMSI, an IMO number, a call sign, or a vessel_id (MMSI x 100 + number)"
    )
