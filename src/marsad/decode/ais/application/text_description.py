"""DAC 1, FI 29 (to all) and 30 (addressed): text that belongs to another message (IMO SN.1/Circ.289)."""

from marsad.decode.ais.application.fields import linkage
from marsad.decode.ais.bit_table import Application, BitField


def _text(fi: int, number: int) -> Application:
    return Application("text_description", 1, fi, (number,), "Text description", "IMO SN.1/Circ.289", 16,
                       (linkage(), BitField("text", 10, 0, "text")))  # fmt: skip


APPLICATIONS = (_text(29, 8), _text(30, 6))
