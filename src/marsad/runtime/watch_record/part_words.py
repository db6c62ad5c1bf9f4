"""What the parts of a record on alerts, incidents and handovers say, in both languages of the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class PartWords:
    """The fixed words of the parts, `{}` where something is put in."""

    alerts: str
    as_of: str
    on_map: str
    untold: str
    raised: str
    withdrawn: str
    withdrawn_at: str
    cleared: str
    active: str
    acknowledged: str
    not_acknowledged: str
    shelved: str
    for_occurrence: str
    assigned: str
    doubtful: str
    heard: str
    unheard: str

    incidents: str
    incident: str
    is_open: str
    is_closed: str
    reports: str
    report: str
    corrects: str
    corrected: str
    grade: str
    came: str
    happened: str
    within: str
    where: str
    radius: str
    about_vessels: str
    about_alerts: str
    wrote: str
    judged: str
    opened: str
    closed: str

    handovers: str
    handover: str
    to: str
    shift: str
    remarks: str
    open_alerts: str
    shelved_alerts: str
    shelves: str
    until: str
    rules_off: str
    detectors_off: str
    outages: str
    alarms: str
    open_incidents: str
    nothing: str
    more: str
    everywhere: str
    in_part: str
    quiet: str
    head: str
    key: str
    signature: str
    taken: str
    not_taken: str

    reliability: dict[str, str]
    credibility: dict[int, str]
    states: dict[str, str]


PARTS: Final[dict[str, PartWords]] = {
    "en": PartWords(
        alerts="Alerts by priority",
        as_of="As the end of the period found them; what came later is in the record of a later period.",
        on_map="map: place {}",
        untold="{} more alerts were merged into these, were inside groups, or had no room: they stand in the log.",
        raised="raised {}",
        withdrawn="WITHDRAWN",
        withdrawn_at="withdrawn {}: later reports explained it away",
        cleared="over {}",
        active="still active",
        acknowledged="acknowledged by {} {}",
        not_acknowledged="not acknowledged",
        shelved="shelved by {} until {}",
        for_occurrence="its end",
        assigned="assigned to {}",
        doubtful="position unreliable",
        heard="Ways as heard, to {}:",
        unheard="The raw log of {} maps is longer than is read for one document: their ways are left out. Ask for a "
                "shorter period.",
        incidents="Incidents",
        incident="Incident {}: {}",
        is_open="open",
        is_closed="closed",
        reports="{} reports",
        report="Report {}",
        corrects="corrects report {}",
        corrected="CORRECTED by report {}",
        grade="graded {}: source {}, information {}",
        came="received {} by {}",
        happened="happened {}",
        within="give or take {} min",
        where="place in words: {}",
        radius="within {} NM",
        about_vessels="vessels: {}",
        about_alerts="alerts: {}",
        wrote="written down by {} {}",
        judged="{} by {} {}, because {}",
        opened="opened again by {} {}: {}",
        closed="closed by {} {}: {}",
        handovers="Handovers",
        handover="Handover {}: {}",
        to="{} to {}",
        shift="Handed over {}; the shift began {}.",
        remarks="Remarks",
        open_alerts="Open alerts",
        shelved_alerts="Shelved alerts",
        shelves="Set aside by vessel, place or rule",
        until="until {}",
        rules_off="Rules switched off",
        detectors_off="Detectors switched off",
        outages="Outages",
        alarms="Alarms of the room",
        open_incidents="Open incidents",
        nothing="none",
        more="and {} more",
        everywhere="everywhere",
        in_part="in an area",
        quiet="silent for {} s",
        head="Head of the audit: {}, {}",
        key="Signed with key {}",
        signature="Signature: {}",
        taken="Taken over by {} {}",
        not_taken="Nobody had taken over by the end of the period.",
        reliability={"A": "completely reliable", "B": "usually reliable", "C": "fairly reliable",
                     "D": "not usually reliable", "E": "unreliable", "F": "cannot be judged"},
        credibility={1: "confirmed by other sources", 2: "probably true", 3: "possibly true", 4: "doubtful",
                     5: "improbable", 6: "cannot be judged"},
        states={"connected": "connected", "waiting": "down", "silent": "silent", "failed": "failed", "ended": "ended"},
    ),
    "ar": PartWords(
        alerts="التنبيهات حسب الأولوية",
        as_of="كما كانت عند نهاية الفترة؛ وما جاء بعدها في سجل فترة لاحقة.",
        on_map="الخريطة: الموقع {}",
        untold="تنبيهات أخرى عددها {} ضُمّت إلى هذه أو كانت داخل مجموعات أو لم يتّسع لها المكان: وهي في القيود.",
        raised="ظهر {}",
        withdrawn="مسحوب",
        withdrawn_at="سُحب {}: فسّرته تقارير لاحقة",
        cleared="انتهى {}",
        active="ما زال نشطًا",
        acknowledged="أقرّ به {} {}",
        not_acknowledged="لم يُقرّ به",
        shelved="علّقه {} حتى {}",
        for_occurrence="نهايته",
        assigned="أُسند إلى {}",
        doubtful="الموقع غير موثوق",
        heard="المسارات كما سُمعت، حتى {}:",
        unheard="سجل الالتقاط الخاص بخرائط عددها {} أطول مما يُقرأ لمستند واحد: تُركت مساراتها. اطلب فترة أقصر.",
        incidents="الحوادث",
        incident="الحادث {}: {}",
        is_open="مفتوح",
        is_closed="مغلق",
        reports="عدد البلاغات: {}",
        report="البلاغ {}",
        corrects="يصوّب البلاغ {}",
        corrected="صُوِّب بالبلاغ {}",
        grade="التقدير {}: المصدر {}، المعلومة {}",
        came="ورد {} عبر {}",
        happened="وقع {}",
        within="بفارق {} دقيقة",
        where="المكان بالكلمات: {}",
        radius="ضمن {} ميل بحري",
        about_vessels="السفن: {}",
        about_alerts="التنبيهات: {}",
        wrote="دوّنه {} {}",
        judged="{}: {} {}، والسبب: {}",
        opened="أعاد فتحه {} {}: {}",
        closed="أغلقه {} {}: {}",
        handovers="تسليم المناوبة",
        handover="التسليم {}: {}",
        to="من {} إلى {}",
        shift="سُلّمت {}؛ وبدأت المناوبة {}.",
        remarks="ملاحظات",
        open_alerts="التنبيهات المفتوحة",
        shelved_alerts="التنبيهات المعلّقة",
        shelves="معلّق حسب السفينة أو المكان أو القاعدة",
        until="حتى {}",
        rules_off="قواعد موقوفة",
        detectors_off="كواشف موقوفة",
        outages="انقطاعات",
        alarms="إنذارات الغرفة",
        open_incidents="الحوادث المفتوحة",
        nothing="لا شيء",
        more="وغيرها {}",
        everywhere="في كل مكان",
        in_part="في نطاق محدد",
        quiet="صامت منذ {} ثانية",
        head="رأس السجل: {}، {}",
        key="موقّع بالمفتاح {}",
        signature="التوقيع: {}",
        taken="تسلّمها {} {}",
        not_taken="لم يتسلّمها أحد حتى نهاية الفترة.",
        reliability={"A": "موثوق تمامًا", "B": "موثوق عادةً", "C": "موثوق إلى حد ما", "D": "غير موثوق عادةً",
                     "E": "غير موثوق", "F": "لا يمكن الحكم عليه"},
        credibility={1: "أكدتها مصادر أخرى", 2: "صحيحة على الأرجح", 3: "ربما تكون صحيحة", 4: "مشكوك فيها",
                     5: "مستبعدة", 6: "لا يمكن الحكم عليها"},
        states={"connected": "متصل", "waiting": "منقطع", "silent": "صامت", "failed": "متعطّل", "ended": "منتهٍ"},
    ),
}  # fmt: skip
