"""The kinds of events: the only list there is. What a detector finds has one of these names.

An event is a fact in the world, not an alarm: its severity is what an alert of it would have where no rule says
otherwise (levels in the spirit of IMO MSC.302(87), and one below them for what is kept and not put before a person).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Severity = Literal["emergency", "alarm", "warning", "caution", "information"]
SEVERITIES: Final[tuple[Severity, ...]] = ("emergency", "alarm", "warning", "caution", "information")
"""Gravest first."""

Of = Literal["vessel", "pair", "area"]
Partition = Literal["row", "vessel", "cell", "all"]


@dataclass(frozen=True, slots=True)
class EventKind:
    """One kind of event.

    `of` says whom it names: one vessel, the two of a pair, or an area with all vessels that it touched. `partition` is
    how a detector of it is usually split (see plugin/detector). A `position_based` kind rests on what vessels tell of
    their place, so that inside an open event of interference it is marked "position unreliable".
    """

    name: str
    english: str
    arabic: str
    meaning: str
    severity: Severity
    of: Of
    partition: Partition
    position_based: bool


KINDS: Final[dict[str, EventKind]] = {
    kind.name: kind
    for kind in (
        EventKind("distress", "Distress", "استغاثة",
                  "A locating device (SART, MOB, EPIRB), a distress text or a ship's status tells of persons in danger",
                  "emergency", "vessel", "row", False),
        EventKind("distress_test", "Distress test", "اختبار استغاثة",
                  "A locating device is tested", "information", "vessel", "row", False),
        EventKind("close_quarters", "Close quarters", "اقتراب خطر",
                  "Two vessels are, or unless one acts soon will be, dangerously near each other",
                  "alarm", "pair", "cell", True),
        EventKind("zone", "Zone", "منطقة",
                  "A vessel is inside a zone, or does what the zone forbids", "warning", "vessel", "vessel", True),
        EventKind("gap", "Reports missing", "انقطاع التقارير",
                  "No report was received from a vessel although reports were to be expected",
                  "warning", "vessel", "vessel", False),
        EventKind("loitering", "Loitering", "تسكع",
                  "A vessel stays about one place at sea without a reason that is known",
                  "caution", "vessel", "vessel", True),
        EventKind("rendezvous", "Rendezvous", "التقاء",
                  "Two vessels lie, or go slowly, beside each other at sea", "caution", "pair", "cell", True),
        EventKind("drift", "Drifting", "انجراف",
                  "A vessel moves with wind and current, not under command", "warning", "vessel", "vessel", True),
        EventKind("anchor_drag", "Dragging anchor", "جر المرساة",
                  "A vessel at anchor moves beyond the circle of her chain", "alarm", "vessel", "cell", True),
        EventKind("sudden_stop", "Sudden stop", "توقف مفاجئ",
                  "A vessel under way stops faster than in ordinary service", "warning", "vessel", "vessel", True),
        EventKind("grounding", "Grounding", "جنوح",
                  "A vessel is fast on the bottom", "alarm", "vessel", "vessel", True),
        EventKind("port_visit", "Port visit", "زيارة ميناء",
                  "A vessel entered a port, lay there and left", "information", "vessel", "vessel", True),
        EventKind("cable_crossing", "Cable crossing", "عبور كابل",
                  "A vessel crosses a cable or pipeline so slowly, or so, that an anchor on the bottom would harm it",
                  "warning", "vessel", "vessel", True),
        EventKind("identity_clone", "Identity used twice", "هوية مستخدمة مرتين",
                  "Two stations transmit under one identity at the same time", "caution", "vessel", "vessel", False),
        EventKind("identity_swap", "Identities exchanged", "تبادل هوية",
                  "Two vessels take on each other's identity", "warning", "pair", "cell", False),
        EventKind("identity_change", "Identity changed", "تغير الهوية",
                  "A vessel goes on under another MMSI, name, call sign or IMO number, or under an invalid one",
                  "caution", "vessel", "vessel", False),
        EventKind("fake_track", "Track not sailed", "مسار لم يبحر",
                  "Positions are told of a voyage that no vessel made", "warning", "vessel", "vessel", True),
        EventKind("teleport", "Jump of position", "قفزة في الموقع",
                  "Positions of a vessel jump farther than she can have moved", "caution", "vessel", "vessel", True),
        EventKind("aid_fault", "Aid to navigation at fault", "خلل في مساعد ملاحي",
                  "An aid to navigation is off its place, tells a failure or is no longer heard",
                  "warning", "vessel", "vessel", False),
        EventKind("abnormal", "Unusual traffic", "حركة غير معتادة",
                  "A vessel moves as vessels of her class do not at this place and hour",
                  "caution", "vessel", "vessel", True),
        EventKind("watch_list", "Watch list", "قائمة المراقبة",
                  "A vessel of a watch list was heard", "warning", "vessel", "vessel", False),
        EventKind("jamming", "GNSS jamming", "تشويش على الملاحة الفضائية",
                  "Vessels in an area lose their position fixes", "warning", "area", "all", False),
        EventKind("spoof_circle", "Positions in circles", "مواقع في دوائر",
                  "False fixes let vessels seem to run in circles", "warning", "area", "all", False),
        EventKind("spoof_relocation", "Positions moved away", "مواقع منقولة",
                  "False fixes place several vessels at one far spot", "warning", "area", "all", False),
        EventKind("spoof_dragoff", "Positions drawn off", "مواقع مسحوبة",
                  "False fixes lead positions slowly away from the true ones", "warning", "area", "all", False),
        EventKind("slot_starvation", "Radio slots starved", "حرمان من خانات الإرسال",
                  "Reserved or occupied slots keep stations from transmitting", "warning", "area", "all", False),
        EventKind("feed_replay", "Feed replayed", "بث معاد",
                  "A feed tells again what was heard before as if it were new", "warning", "area", "all", False),
    )
}  # fmt: skip
"""Every kind by its name."""
