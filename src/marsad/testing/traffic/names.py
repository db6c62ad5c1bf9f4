"""Invented names, call signs and numbers. None is meant to be a real ship's."""

from __future__ import annotations

from numpy.random import Generator

FIRST = (
    "KESTRAN", "MAREVO", "TALINOR", "OSVEIG", "PELORIA", "CINDARA", "VELMARA", "ORYNDA", "HALVIK", "SERANTI", "BRIOLET",
    "DORVANE", "LUMARIS", "NEREVAN", "QUILLON", "RAVENTO", "SOLVARI", "TERRANO", "ULVERIN", "YSANNE", "ZEPHIRA",
    "AMBRISE", "CALDERO", "ELOWYN", "FENWICKA", "GALVORN", "ISKANDRA", "JUNIVER",
)  # fmt: skip
SECOND = (
    "STAR", "TRADER", "SPIRIT", "HORIZON", "PIONEER", "GLORY", "BREEZE", "HARMONY", "EXPRESS", "PROSPER", "UNITY",
    "DAWN", "VENTURE", "CREST", "LEADER", "GRACE", "FORTUNE", "VOYAGER", "WAVE", "SKY",
)  # fmt: skip
ARABIC_FIRST = (
    "NAJMAT", "DURRAT", "RIH", "AMWAJ", "BARQ", "LULUAT", "SAHM", "NASIM", "GHAZAL", "SAQR", "HILAL", "FAJR", "ZAHRAT",
    "NAWRAS",
)  # fmt: skip
ARABIC_SECOND = (
    "AL SAHIL", "AL MARJAN", "AL MAWSIM", "AL KHALIJ", "AL MINA", "AL YAMM", "AL SIDRA", "AL JAZIRA", "AL RIMAL",
    "AL NADA", "AL FANAR", "AL SHIRA",
)  # fmt: skip
SERVICE = {50: "PILOT", 52: "TUG", 37: "S/Y", 51: "RESCUE", 55: "PATROL"}

FLAGS = (351, 370, 371, 372, 538, 636, 249, 240, 209, 477, 563, 419, 412, 229)
"""Country digits (MID) of the transit traffic."""
COAST_FLAGS = (473, 621, 666, 625, 461, 403)
"""Country digits of the coast: Yemen, Djibouti, Somalia, Eritrea, Oman, Saudi Arabia."""


def ship_name(chance: Generator, vessel: int) -> str:
    """A name for a merchant ship; every fourth one romanised Arabic."""
    if chance.random() < 0.25:
        return dhow_name(chance, vessel)
    return f"{FIRST[vessel % len(FIRST)]} {SECOND[chance.integers(len(SECOND))]}"


def dhow_name(chance: Generator, vessel: int) -> str:
    """A romanised Arabic name, numbered now and then as fleets of dhows are."""
    name = f"{ARABIC_FIRST[vessel % len(ARABIC_FIRST)]} {ARABIC_SECOND[chance.integers(len(ARABIC_SECOND))]}"
    return f"{name} {chance.integers(2, 30)}" if chance.random() < 0.3 else name


def imo_number(vessel: int) -> int:
    """A seven-digit number with a right check digit from a range that no ship was given (2000000 to 4999999)."""
    digits = 200_000 + vessel % 300_000
    check = sum(int(digit) * weight for digit, weight in zip(str(digits), range(7, 1, -1), strict=True)) % 10
    return digits * 10 + check


def call_sign(chance: Generator, vessel: int) -> str:
    """Six characters that begin with Q: that series is for codes, no country has it for ships."""
    letters = "ABCDEFGHJKLMNPRSTUVWXYZ"
    return "Q" + "".join(letters[i] for i in chance.integers(len(letters), size=2)) + f"{vessel % 1000:03d}"
