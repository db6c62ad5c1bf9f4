"""What a safety related text (messages 12 and 14) says of distress.

Six-bit text knows capital letters, digits and a few marks: words of other languages come without accents. Locating
devices send SART, MOB or EPIRB with ACTIVE or TEST (ITU-R M.1371, IEC 61097-14); people send what comes to mind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_DEVICE: Final = re.compile(r"\b(SART|MOB|EPIRB(?:[- ]?AIS)?)[ \-_:]*(ACTIVE|ACTIV|TEST)")
_CRY: Final = re.compile(
    r"M[AE][IY]\s?-?D[AE][IY]|M'?\s?AIDEZ|MAIDEZ|\bS\.?O\.?S\b|\bIN DISTRESS\b|\bDISTRESS (?:ALERT|CALL|SIGNAL|RELAY)"
    r"|\bABANDON(?:ING|ED)? ?(?:THE )?(?:SHIP|VESSEL|BOAT)\b|\b(?:AM|ARE|IS|SHIP|VESSEL|BOAT|WE|NOW) SINKING\b"
    r"|\b(?:MAN|PERSON|CREW|PASSENGER) OVER ?BOARD\b|\bEN DETRESSE\b|\bAU SECOURS\b|\bHOMME A LA MER\b"
    r"|\bHOMBRE AL AGUA\b|\bSOCORRO\b|\bSOCCORSO\b|\bUOMO (?:A|IN) MARE\b|\bSEENOT\b|\bMANN U?E?BER BORD\b"
    r"|\bHOMEM AO MAR\b|\bISTIGHATHA\b|\bTERPIM BEDSTVIE\b|\bYARDIM EDIN\b"
)
_NO: Final = re.compile(
    r"\bIN CASE OF\b|\bIF (?:YOU|ANY|IN)\b|\bNO LONGER\b|\bNOT IN\b|\bFINISHED\b|\bSEELONCE FEENEE\b|\bSILENCE FINI\b"
)
_DRILL: Final = re.compile(r"\b(?:EXERCISE|DRILL|TEST|TESTING|TRAINING|EJERCICIO|EXERCICE|UEBUNG|TAMRIN)\b")
_TAKEN_BACK: Final = re.compile(r"\bCANCEL(?:S|LED|ED|LATION)?\b|\bFALSE (?:ALERT|ALARM)\b|\bOVER AND SAFE\b")


@dataclass(frozen=True, slots=True)
class Said:
    """What a text says: `test` that it is one; `word` is what was read as distress, `doubt` what speaks against it."""

    test: bool
    word: str
    doubt: str


def read(text: str, device: bool) -> Said | None:
    """What a text says of distress; None: nothing. `device`: a locating device sent it, whose every text counts."""
    plain = " ".join(text.upper().split())
    if found := _DEVICE.search(plain):
        return Said(found[2] == "TEST", found[0], "" if device else "the sender is no locating device")
    if cry := _CRY.search(plain):
        doubt = "the text says it is taken back" if _TAKEN_BACK.search(plain) else ""
        if _NO.search(plain):
            return None if not device else Said(False, cry[0], "the text does not say that it is active")
        return Said(bool(_DRILL.search(plain)), cry[0], doubt)
    if device:
        return Said(bool(_DRILL.search(plain)), "", "the text is none that such a device sends")
    return None
