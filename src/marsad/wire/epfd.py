"""Electronic position-fixing device (ITU-R M.1371-6, table 49)."""

from __future__ import annotations

from marsad.wire.named import Named

EPFD: dict[int, Named] = {
    0: Named("Undefined", "غير محدد"),
    1: Named("GPS", "GPS"),
    2: Named("GLONASS", "GLONASS"),
    3: Named("Combined GNSS", "أنظمة ملاحة فضائية مجتمعة"),
    4: Named("Loran", "لوران"),
    5: Named("Chayka", "تشايكا"),
    6: Named("Integrated navigation system", "نظام ملاحة متكامل"),
    7: Named("Surveyed or entered by hand", "ممسوح أو مُدخل يدوياً"),
    8: Named("Galileo", "غاليليو"),
    9: Named("BeiDou", "بيدو"),
    10: Named("Reserved (10)", "محجوز (10)"),
    11: Named("Reserved (11)", "محجوز (11)"),
    12: Named("Integrated PNT system", "نظام متكامل للموقع والملاحة والتوقيت"),
    13: Named("Inertial navigation", "ملاحة بالقصور الذاتي"),
    14: Named("Terrestrial radio navigation", "ملاحة لاسلكية أرضية"),
    15: Named("Internal GNSS", "نظام ملاحة فضائي داخلي"),
}
"""All sixteen codes; 9 and 12 to 14 are new in M.1371-6."""
