"""Type of ship and cargo (ITU-R M.1371-6, table 51).

The tens tell the class. In the classes for wing-in-ground, high-speed, passenger, cargo, tanker and other ships the
units 1 to 4 tell the category of dangerous or polluting cargo. Codes 1 to 19 and some units are new in M.1371-6.
"""

from __future__ import annotations

from marsad.wire.named import Named

_CARGO = {
    1: Named("hazard category X", "فئة خطر X"),
    2: Named("hazard category Y", "فئة خطر Y"),
    3: Named("hazard category Z", "فئة خطر Z"),
    4: Named("hazard category OS", "فئة خطر OS"),
}
_CLASSES = {
    20: Named("Wing in ground", "مركبة تأثير السطح"),
    40: Named("High-speed craft", "مركب عالي السرعة"),
    60: Named("Passenger ship", "سفينة ركاب"),
    70: Named("Cargo ship", "سفينة بضائع"),
    80: Named("Tanker", "ناقلة"),
    90: Named("Other ship", "سفينة أخرى"),
}
_SINGLE = {
    0: Named("Not available", "غير متوفر"),
    1: Named("Research vessel", "سفينة أبحاث"),
    2: Named("Training ship", "سفينة تدريب"),
    3: Named("Government ship", "سفينة حكومية"),
    4: Named("Icebreaker", "كاسحة جليد"),
    5: Named("Buoy tender", "سفينة خدمة عوامات"),
    6: Named("Cable layer", "سفينة مد كابلات"),
    7: Named("Pipe layer", "سفينة مد أنابيب"),
    9: Named("Special purpose ship", "سفينة لغرض خاص"),
    11: Named("FPSO", "وحدة إنتاج وتخزين عائمة"),
    12: Named("Fish factory ship", "سفينة مصنع أسماك"),
    13: Named("Fish farm support", "دعم مزارع سمكية"),
    14: Named("Offshore support vessel", "سفينة دعم بحري"),
    17: Named("Construction vessel", "سفينة إنشاءات"),
    18: Named("Crew boat", "قارب أطقم"),
    19: Named("Support vessel", "سفينة دعم"),
    30: Named("Fishing", "صيد"),
    31: Named("Towing", "قطر"),
    32: Named("Towing, long or wide", "قطر، طويل أو عريض"),
    33: Named("Dredging or underwater work", "تجريف أو أعمال تحت الماء"),
    34: Named("Diving", "غوص"),
    35: Named("Military", "عسكرية"),
    36: Named("Sailing", "شراعية"),
    37: Named("Pleasure craft", "مركب نزهة"),
    38: Named("Trawler", "سفينة صيد بالجر"),
    39: Named("Patrol vessel", "سفينة دورية"),
    45: Named("High-speed craft, passengers", "مركب عالي السرعة، ركاب"),
    46: Named("High-speed craft, ro-ro", "مركب عالي السرعة، دحرجة"),
    50: Named("Pilot vessel", "قارب إرشاد"),
    51: Named("Search and rescue", "بحث وإنقاذ"),
    52: Named("Tug", "قاطرة"),
    53: Named("Port tender", "قارب خدمة ميناء"),
    54: Named("Anti-pollution or firefighting", "مكافحة تلوث أو حريق"),
    55: Named("Law enforcement", "إنفاذ القانون"),
    56: Named("Local use (56)", "استخدام محلي (56)"),
    57: Named("Local use (57)", "استخدام محلي (57)"),
    58: Named("Medical transport", "نقل طبي"),
    59: Named("Ship not party to an armed conflict", "سفينة دولة غير طرف في نزاع مسلح"),
    65: Named("Cruise ship", "سفينة سياحية"),
    66: Named("Ferry", "عبّارة"),
    67: Named("Excursion ship", "سفينة رحلات"),
    75: Named("Bulk carrier", "ناقلة سوائب"),
    76: Named("Container ship", "سفينة حاويات"),
    77: Named("Ro-ro cargo ship", "سفينة دحرجة"),
    78: Named("Landing craft", "زورق إنزال"),
    85: Named("Tanker, no hazard", "ناقلة، بلا خطر"),
    86: Named("Integrated or articulated tug and barge", "قاطرة وصندل متكاملان"),
}


def ship_type(code: int) -> Named:
    """The name of any code from 0 to 255. Codes with no meaning of their own say so with their number."""
    if code in _SINGLE:
        return _SINGLE[code]
    base, unit = _CLASSES.get(code // 10 * 10), code % 10
    if base is not None:
        cargo = _CARGO.get(unit)
        return Named(f"{base.en}, {cargo.en}", f"{base.ar}، {cargo.ar}") if cargo else base
    if 100 <= code <= 199:
        return Named(f"Regional use ({code})", f"استخدام إقليمي ({code})")
    return Named(f"Reserved ({code})", f"محجوز ({code})")


SHIP_TYPE: dict[int, Named] = {code: ship_type(code) for code in range(256)}
"""Every code of the field."""
