"""Invented names, and the flags ships sail under. No name is meant to be a real ship's."""

from __future__ import annotations

FIRST = (
    "KESTRAN", "MAREVO", "TALINOR", "OSVEIG", "PELORIA", "CINDARA", "VELMARA", "ORYNDA", "HALVIK", "SERANTI", "BRIOLET",
    "DORVANE", "LUMARIS", "NEREVAN", "QUILLON", "RAVENTO", "SOLVARI", "TERRANO", "ULVERIN", "YSANNE", "ZEPHIRA",
    "AMBRISE", "CALDERO", "ELOWYN", "FENWICKA", "GALVORN", "ISKANDRA", "JUNIVER", "ARKELIS", "BELTANA", "CORVETHA",
    "DELMIRA", "ESTRENA", "FALKENA", "GRIMSVIK", "HESPARA", "IVALDE", "JORVANA", "KALLIOR", "LYSANDE", "MIRVANO",
    "NOVERIA", "OLMENDA", "PRYDWEN", "RHOSILA", "SKJERVA", "TRELAWN", "UMBERIA", "VANDORE", "WYNDARA", "XANTARA",
    "YARMIRA", "ZORANDE", "ALTHEON", "BORENDA", "CYNDRIL", "DAVARRO", "ELBRENA", "FIORDAN", "GWENDRA",
)  # fmt: skip
SECOND = (
    "STAR", "TRADER", "SPIRIT", "HORIZON", "PIONEER", "GLORY", "BREEZE", "HARMONY", "EXPRESS", "PROSPER", "UNITY",
    "DAWN", "VENTURE", "CREST", "LEADER", "GRACE", "FORTUNE", "VOYAGER", "WAVE", "SKY", "BRIDGE", "CARRIER", "LIGHT",
    "EAGLE", "PEARL", "ISLAND", "RIVER", "CASTLE", "FALCON", "SUMMIT",
)  # fmt: skip
ARABIC_FIRST = (
    "NAJMAT", "DURRAT", "RIH", "AMWAJ", "BARQ", "LULUAT", "SAHM", "NASIM", "GHAZAL", "SAQR", "HILAL", "FAJR", "ZAHRAT",
    "NAWRAS",
)  # fmt: skip
ARABIC_SECOND = (
    "AL SAHIL", "AL MARJAN", "AL MAWSIM", "AL KHALIJ", "AL MINA", "AL YAMM", "AL SIDRA", "AL JAZIRA", "AL RIMAL",
    "AL NADA", "AL FANAR", "AL SHIRA",
)  # fmt: skip
CRAFT = (
    "TERN", "PUFFIN", "SANDPIPER", "GANNET", "CURLEW", "PETREL", "SKUA", "EIDER", "AVOCET", "KITTIWAKE", "CORMORANT",
    "SHEARWATER", "DOLPHIN", "MARLIN", "BONITO", "MACKEREL", "HERRING", "SEABASS", "STARFISH", "NAUTILUS",
)  # fmt: skip

OPEN_FLAGS = (
    (351, 6), (352, 6), (353, 4), (370, 5), (371, 4), (372, 4), (636, 15), (538, 15), (477, 10), (563, 9), (249, 5),
    (215, 4), (311, 4), (209, 3), (241, 3), (219, 2), (257, 2), (431, 2), (412, 3), (232, 2), (319, 1), (374, 3),
)  # fmt: skip
"""Maritime identification digits of merchant ships, and how common each is."""

CALL_SIGNS = {
    201: "ZA", 205: "OR", 207: "LZ", 209: "5B", 211: "DA", 215: "9H", 218: "DB", 219: "OU", 220: "OV", 224: "EA",
    226: "FA", 227: "FB", 228: "FC", 230: "OI", 231: "OZ", 232: "MA", 235: "2A", 237: "SV", 241: "SX", 244: "PA",
    245: "PB", 247: "IA", 249: "9H", 250: "EI", 255: "CQ", 257: "LA", 258: "LB", 259: "LC", 261: "SP", 265: "SA",
    266: "SB", 271: "TC", 273: "UA", 275: "YL", 276: "ES", 277: "LY", 303: "KA", 311: "C6", 316: "VA", 319: "ZG",
    338: "WA", 351: "HO", 352: "3E", 353: "3F", 366: "WB", 367: "WC", 370: "HP", 371: "H3", 372: "H8", 374: "H9",
    403: "HZ", 412: "BA", 413: "BB", 416: "BM", 419: "AT", 422: "EP", 431: "JA", 440: "DS", 461: "A4", 463: "AP",
    466: "A7", 470: "A6", 473: "7O", 477: "VR", 503: "VJ", 512: "ZM", 525: "PK", 533: "9M", 538: "V7", 548: "DU",
    563: "9V", 567: "HS", 574: "XV", 601: "ZR", 621: "J2", 622: "SU", 625: "E3", 636: "A8", 650: "5H", 666: "6O",
    701: "LU", 710: "PP", 725: "CA",
}  # fmt: skip
"""How call signs of a flag begin; a flag that is not listed gets Q, which no country has for ships."""
