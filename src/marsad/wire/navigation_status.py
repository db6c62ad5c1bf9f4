"""Navigational status of a class A station (ITU-R M.1371-6, table 46)."""

from __future__ import annotations

from marsad.wire.named import Named

UNDER_WAY, AT_ANCHOR, MOORED, AGROUND, FISHING, DISTRESS, NOT_DEFINED = 0, 1, 5, 6, 7, 14, 15

NAVIGATION_STATUS: dict[int, Named] = {
    0: Named("Under way using engine", "تبحر بالمحرك"),
    1: Named("At anchor", "راسية بالمخطاف"),
    2: Named("Not under command", "ليست تحت السيطرة"),
    3: Named("Restricted manoeuvrability", "مقيدة القدرة على المناورة"),
    4: Named("Constrained by her draught", "مقيدة بغاطسها"),
    5: Named("Moored", "مربوطة على الرصيف"),
    6: Named("Aground", "جانحة"),
    7: Named("Engaged in fishing", "تقوم بالصيد"),
    8: Named("Under way sailing", "تبحر بالشراع"),
    9: Named("Reserved (9)", "محجوز (9)"),
    10: Named("Reserved (10)", "محجوز (10)"),
    11: Named("Towing astern", "تقطر من الخلف"),
    12: Named("Pushing ahead or towing alongside", "تدفع أمامها أو تقطر جانبياً"),
    13: Named("Reserved (13)", "محجوز (13)"),
    14: Named("SART, MOB or EPIRB active", "جهاز استغاثة نشط (SART أو MOB أو EPIRB)"),
    15: Named("Not defined", "غير محددة"),
}
"""All sixteen codes. From a ship's MMSI, 14 is nearly always set by mistake; from a locating device it is distress."""
