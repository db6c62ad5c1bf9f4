"""What entries of the watch log say of incidents, in both languages, and the terms for kinds, means and verdicts."""

from __future__ import annotations

from typing import Final

from marsad.runtime.watch_log.entry import LogText
from marsad.runtime.watch_log.plain_text import readable

KINDS: Final = {
    "suspicious approach": LogText("suspicious approach", "اقتراب مريب"),
    "boarding": LogText("boarding", "صعود إلى السفينة"),
    "attack": LogText("attack", "هجوم"),
    "distress": LogText("distress", "استغاثة"),
    "collision": LogText("collision", "تصادم"),
    "grounding": LogText("grounding", "جنوح"),
    "fire": LogText("fire", "حريق"),
    "man overboard": LogText("man overboard", "سقوط شخص في البحر"),
    "pollution": LogText("pollution", "تلوّث"),
    "interference": LogText("jamming or interference", "تشويش أو تداخل"),
    "other": LogText("other", "غير ذلك"),
}
"""What may have happened."""

MEANS: Final = {
    "telephone": LogText("telephone", "الهاتف"),
    "e-mail": LogText("e-mail", "البريد الإلكتروني"),
    "vhf": LogText("VHF", "الراديو VHF"),
    "broadcast": LogText("broadcast", "بثّ عام"),
    "in person": LogText("in person", "حضورياً"),
    "other": LogText("other", "وسيلة أخرى"),
}
"""How a report may have come."""

VERDICTS: Final = {
    "claimed": LogText("claimed", "مُدَّعى"),
    "confirmed": LogText("confirmed", "مؤكَّد"),
    "refuted": LogText("refuted", "ثبت عدم صحته"),
}
"""What is held of a report: a claim until somebody decides otherwise."""


def of_report(number: int, version: int, kind: str, source: str, grade: str, text: str) -> LogText:
    """A report that came. `text` stands as it was written."""
    named, source, text = KINDS.get(kind, LogText(kind, kind)), readable(source), readable(text)
    en = f"Incident {number}, report {version}: {named.en}, claimed by {source} ({grade})"
    ar = f"الحادث {number}، البلاغ {version}: {named.ar}، ادّعاء من {source} ({grade})"
    return LogText(f"{en}: {text}", f"{ar}: {text}") if text.strip() else LogText(en, ar)


def of_verdict(number: int, version: int, status: str, why: str) -> LogText:
    """What somebody decided about a report."""
    said, why = VERDICTS.get(status, LogText(status, status)), readable(why)
    return LogText(
        f"Incident {number}, report {version}: {said.en}, because {why}",
        f"الحادث {number}، البلاغ {version}: {said.ar}، والسبب: {why}",
    )


def of_state(number: int, is_open: bool, why: str) -> LogText:
    """An incident that was closed or opened again."""
    why = readable(why)
    if is_open:
        return LogText(f"Incident {number} was opened again: {why}", f"أُعيد فتح الحادث {number}: {why}")
    return LogText(f"Incident {number} was closed: {why}", f"أُغلق الحادث {number}: {why}")
