"""What the record of a watch says besides what people and the room wrote, in both languages of the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Words:
    """The fixed words of a document, `{}` where something is put in."""

    title: str
    period: str
    made: str
    head: str
    overview: str
    summary: str
    kind: str
    many: str
    alerts: str
    acknowledged: str
    median: str
    nobody: str
    entries: str
    none: str
    left_out: str
    unmapped: str
    unwritable: str
    place: str
    amends: str
    amended: str
    person: str
    system: str
    vessels: str
    moment: str
    page: str
    kinds: dict[str, str]


WORDS: Final[dict[str, Words]] = {
    "en": Words(
        title="Record of the watch",
        period="From {} to {}",
        made="Made by {} at {}",
        head="Newest record that this tells of: {}, {}. With this head, marsad audit verify shows later that nothing "
             "up to here was changed.",
        overview="Where it was",
        summary="What happened",
        kind="Kind",
        many="Entries",
        alerts="Alerts raised: {}",
        acknowledged="of these acknowledged within the period: {}",
        median="half of them within {} s",
        nobody="Nothing with a place is on record.",
        entries="Watch log",
        none="Nothing was written in this period.",
        left_out="{} newer entries had no room: ask for a shorter period.",
        unmapped="{} more places have no map of their own: they stand in the log.",
        unwritable="A question mark stands for letters that are neither Latin nor Arabic; the log itself keeps them.",
        place="Place {}",
        amends="amends {}",
        amended="amended in {} by {} {}",
        person="person",
        system="system",
        vessels="MMSI {}",
        moment="about {}",
        page="page {}",
        kinds={"log": "Entries of operators", "alert": "Alerts", "alert_action": "Deeds with alerts", "rule": "Rules",
               "zone": "Zones", "watch_list": "Watch lists", "person": "People", "session": "Sign-ins",
               "incident": "Incident reports", "handover": "Handovers", "export": "Exports",
               "system": "The room"},
    ),
    "ar": Words(
        title="سجل المناوبة",
        period="من {} إلى {}",
        made="أعدّه {} في {}",
        head="أحدث قيد يرد هنا: {}، {}. بهذا الرأس يبيّن الأمر marsad audit verify لاحقًا أن شيئًا حتى هنا لم يتغيّر.",
        overview="أين حدث ذلك",
        summary="ماذا حدث",
        kind="النوع",
        many="القيود",
        alerts="تنبيهات صدرت: {}",
        acknowledged="أُقرّ منها خلال الفترة: {}",
        median="نصفها خلال {} ثانية",
        nobody="لا شيء مسجَّل بموقع.",
        entries="القيود",
        none="لم يُدوَّن شيء في هذه الفترة.",
        left_out="لم يتّسع المكان لقيود أحدث عددها {}: اطلب فترة أقصر.",
        unmapped="مواقع أخرى عددها {} لا خريطة لها: وهي في القيود.",
        unwritable="علامة الاستفهام تقوم مقام حروف ليست لاتينية ولا عربية؛ والسجل نفسه يحفظها.",
        place="الموقع {}",
        amends="يصوّب {}",
        amended="صُوِّب في {}، صوّبه {} {}",
        person="شخص",
        system="النظام",
        vessels="MMSI {}",
        moment="بشأن {}",
        page="صفحة {}",
        kinds={"log": "قيود المشغّلين", "alert": "التنبيهات", "alert_action": "التعامل مع التنبيهات", "rule": "القواعد",
               "zone": "المناطق", "watch_list": "قوائم المراقبة", "person": "الأشخاص", "session": "الدخول",
               "incident": "بلاغات الحوادث", "handover": "تسليم المناوبة", "export": "التصدير",
               "system": "الغرفة"},
    ),
}  # fmt: skip
