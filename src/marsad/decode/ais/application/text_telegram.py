"""DAC 1, FI 0: text telegram (ITU-R M.1371-6, annex 4, A4-5, table 25).

Up to M.1371-5 the first bit asks for an acknowledgement; M.1371-6 keeps only the sequence number.
"""

from marsad.decode.ais.bit_table import Application, BitField

APPLICATIONS = (
    Application(
        "text_telegram", 1, 0, (6, 8), "Text telegram", "M.1371-6 annex 4, table 25", 18,
        (
            BitField("ack_required", 0, 1, "flag"),
            BitField("sequence", 1, 11, na=(0,), meaning="text sequence number; 0 is not used"),
            BitField("text", 12, 0, "text"),
        ),
    ),
)  # fmt: skip
