"""DAC 1, FI 2 to 5: which applications a station has, and its answers (ITU-R M.1371-6, annex 4, A4-5)."""

from marsad.decode.ais.bit_table import Application, BitField, Group

APPLICATIONS = (
    Application(
        "application_interrogation", 1, 2, (6,), "Interrogation for one application", "M.1371-6 annex 4", 16,
        (
            BitField("asked_dac", 0, 10),
            BitField("asked_fi", 10, 6),
        ),
    ),
    Application(
        "capability_interrogation", 1, 3, (6,), "Interrogation for all applications", "M.1371-6 annex 4", 10,
        (BitField("asked_dac", 0, 10),),
    ),
    Application(
        "capability_reply", 1, 4, (6,), "Applications available", "M.1371-6 annex 4, A4-5.4, table 32", 138,
        (BitField("told_dac", 0, 10),),
        (
            Group(
                "functions", 10, 2, (BitField("available", 0, 1, "flag"),), most=64,
                meaning="one for each FI from 0 to 63",
            ),
        ),
    ),
    Application(
        "application_acknowledgement", 1, 5, (6,), "Acknowledgement by an application",
        "M.1371-6 annex 4, A4-5.5, table 33", 31,
        (
            BitField("told_dac", 0, 10),
            BitField("told_fi", 10, 6),
            BitField("sequence", 16, 11, na=(0,)),
            BitField("available", 27, 1, "flag"),
            BitField("response", 28, 3, meaning="0 unable, 1 acknowledged, 2 response follows, 3 able but inhibited"),
        ),
    ),
)  # fmt: skip
