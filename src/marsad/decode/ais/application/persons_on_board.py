"""DAC 1, FI 16 and 40: number of persons on board (IMO SN.1/Circ.289; FI 40: ITU-R M.1371-1)."""

from marsad.decode.ais.bit_table import Application, BitField

_TITLE = "Number of persons on board"
_PERSONS = (BitField("persons", 0, 13, na=(0,), meaning="8191 is 8191 or more"),)

APPLICATIONS = (
    Application("persons_on_board", 1, 16, (6,), _TITLE, "IMO SN.1/Circ.289", 13, _PERSONS, standard_bits=48),
    Application("persons_on_board", 1, 40, (6, 8), _TITLE, "M.1371-1, IFM 40", 13, _PERSONS, standard_bits=16),
)
