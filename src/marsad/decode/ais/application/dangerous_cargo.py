"""DAC 1, FI 25: dangerous cargo indication (IMO SN.1/Circ.289).

How much in all, then up to 28 cargoes of 17 bits; the code under which one is carried says how to read the rest.
"""

from marsad.decode.ais.bit_table import Application, BitField, Group, when

_CARGO = (
    BitField("code", 0, 4, na=(0,),
             meaning="1 IMDG, 2 IGC, 3 BC (IMSBC), 4 MARPOL annex I, 5 MARPOL annex II (IBC), 6 regional"),
    BitField("imdg_class", 4, 7, na=(0,), when=(when(0, 4, 1),), meaning="class and division in packed form"),
    BitField("un_number", 4, 13, na=(0,), when=(when(0, 4, 2),)),
    BitField("bc_class", 4, 3, na=(0,), when=(when(0, 4, 3),)),
    BitField("imdg_class", 7, 7, na=(0,), when=(when(0, 4, 3),), meaning="class and division in packed form"),
    BitField("marpol_oil", 4, 4, na=(0,), when=(when(0, 4, 4),), meaning="MARPOL annex I appendix 1"),
    BitField("marpol_category", 4, 3, na=(0,), when=(when(0, 4, 5),), meaning="1 X, 2 Y, 3 Z, 4 other"),
    BitField("other_code", 4, 13, na=(0,), when=(when(0, 4, *range(6, 16)),)),
)  # fmt: skip

APPLICATIONS = (
    Application(
        "dangerous_cargo", 1, 25, (6,), "Dangerous cargo indication", "IMO SN.1/Circ.289", 12,
        (
            BitField("unit", 0, 2, na=(0,), meaning="1 kg, 2 t, 3 1000 t"),
            BitField("amount", 2, 10, na=(0,)),
        ),
        (Group("cargoes", 12, 17, _CARGO, most=28),),
    ),
)  # fmt: skip
