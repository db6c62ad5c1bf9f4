"""What is wrong with the watch room itself, each with a code and a sentence in both languages of the page.

A link that is down is told apart from a link that is up and silent: the first is a fault, the second may be an empty
sea, and the other feeds say which is more likely.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.runtime.status import Alarm, FeedStatus

BEFORE_SILENT_S = 5.0
"""An alarm comes so much before a feed is called silent, so that it stands within the time that was promised."""
DOWN_AFTER_S = 10.0
ERROR_HOLDS_S = 300.0


def feed_alarms(feeds: Sequence[FeedStatus]) -> list[Alarm]:
    """Alarms about feeds, the worst first."""
    hearing = [f.name for f in feeds if f.state == "connected" and f.rate > 0]
    alarms = []
    for feed in feeds:
        name = feed.name
        if feed.state == "failed":
            alarms.append(
                Alarm(f"feed_failed:{name}", f"Feed {name} has failed: {feed.error}", f"تعطّل مصدر البيانات {name}")
            )
        elif feed.state == "waiting" and feed.quiet_s >= DOWN_AFTER_S:
            alarms.append(
                Alarm(
                    f"feed_down:{name}",
                    f"Feed {name} is down for {feed.quiet_s:.0f} s: {feed.error or 'no link yet'}",
                    f"انقطع الاتصال بمصدر البيانات {name} منذ {feed.quiet_s:.0f} ثانية",
                )
            )
        elif feed.state in ("connected", "silent") and feed.quiet_s >= feed.silent_after_s - BEFORE_SILENT_S:
            alarms.append(_silent(feed, hearing))
    if feeds and len(alarms) == len(feeds):
        text_ar = "لا يصل شيء من أي مصدر بيانات: الصورة لا تتحدّث"
        alarms.insert(0, Alarm("no_feed", "No feed brings anything: the picture only ages", text_ar))
    return alarms


def _silent(feed: FeedStatus, hearing: Sequence[str]) -> Alarm:
    others = (
        f"while {', '.join(hearing[:3])} hear: look at its receiver and antenna"
        if hearing
        else "and no other feed hears either: an empty sea, or a fault that all share"
    )
    return Alarm(
        f"feed_silent:{feed.name}",
        f"Feed {feed.name} is connected but brought nothing for {feed.quiet_s:.0f} s, {others}",
        f"مصدر البيانات {feed.name} متصل لكنه صامت منذ {feed.quiet_s:.0f} ثانية",
    )


def log_alarms(alarm: str | None, message: str | None, shed_lines: int) -> list[Alarm]:
    """Alarms about the raw log."""
    if alarm is None:
        return []
    arabic = {
        "disk_full": "القرص ممتلئ: لا يُحفظ ما يُسمع",
        "write_failed": "تعذّرت الكتابة على القرص: لا يُحفظ ما يُسمع",
        "behind": "القرص بطيء: يتأخر حفظ ما يُسمع",
    }
    shed = f" ({shed_lines} sentences not kept)" if shed_lines else ""
    shed_ar = f" ({shed_lines} رسالة لم تُحفظ)" if shed_lines else ""
    return [Alarm(f"raw_log_{alarm}", f"{message or alarm}{shed}", arabic.get(alarm, "خلل في سجل الالتقاط") + shed_ar)]


def decode_alarm(errors: int, last: str | None) -> Alarm:
    """The decoder broke on a batch: its bytes are in the raw log, its rows are missing from the picture."""
    return Alarm(
        "decode_error",
        f"The decoder broke on {errors} batches (the last: {last}); the raw log has them: please report this",
        f"تعطّل فك الترميز في {errors} دفعة؛ البيانات الأصلية محفوظة في السجل",
    )


def shedding_alarm(shed_bytes: int) -> Alarm:
    """UDP brought more than could be decoded."""
    return Alarm(
        "picture_shedding",
        f"More is heard than can be decoded: {shed_bytes} bytes of UDP are in the raw log only",
        f"ما يُسمع أكثر مما يمكن معالجته: {shed_bytes} بايت محفوظة في السجل فقط",
    )


def configuration_alarm(sentence: str) -> Alarm:
    """The configuration file was changed into one that cannot be used; the former one stays in force."""
    return Alarm(
        "configuration",
        f"The changed configuration is not used: {sentence}",
        "ملف الإعدادات المعدّل غير صالح ولم يُستخدم",
    )


def snapshot_alarm(sentence: str) -> Alarm:
    """The saved picture could not be used or written."""
    return Alarm("snapshot", sentence, "تعذّر استخدام الصورة المحفوظة أو حفظها")


def detector_alarm(detector: str, times: int, last: str) -> Alarm:
    """A detector raised: it was set back to its last state and did not see what it had in hand."""
    return Alarm(
        f"detector_failed:{detector}",
        f"Detector {detector} failed {times} times and goes on from its last state (the last: {last}): report this, "
        f"or switch it off under [detectors.{detector}]",
        f"تعطّل الكاشف {detector} {times} مرة ويواصل من حالته السابقة",
    )


def detection_behind_alarm(behind_s: float) -> Alarm:
    """Detection does not keep up with what is heard."""
    return Alarm(
        "detection_behind",
        f"Detection is {behind_s:.0f} s behind what is heard: events come late, distress and the picture do not",
        f"الكشف متأخر {behind_s:.0f} ثانية عمّا يُسمع؛ الاستغاثة والصورة لا تتأخران",
    )


def detection_lost_alarm(too_late: int, shed: int) -> Alarm:
    """Reports that no detector saw."""
    return Alarm(
        "detection_lost",
        f"Detectors did not see {too_late} reports that came too late and {shed} that were more than they can take; "
        "they are in the raw log, and a build finds what is in them",
        f"لم تُفحص {too_late} تقريراً متأخراً و{shed} تقريراً زائداً؛ وهي محفوظة في السجل",
    )


def detection_disk_alarm(sentence: str) -> Alarm:
    """Events, or what detectors remember, cannot be kept."""
    return Alarm("detection_disk", sentence, "تعذّر حفظ الأحداث أو حالة الكواشف على القرص")


def alert_alarms(journal: str | None, rules: list[str]) -> list[Alarm]:
    """The journal cannot be written, or a rule in it cannot be read."""
    found = []
    if journal is not None:
        text = f"Alerts and what is done with them are not saved: {journal}"
        found.append(Alarm("journal", text, "لا تُحفظ التنبيهات وما يُتخذ بشأنها: تحقق من القرص"))
    if rules:
        found.append(
            Alarm("alert_rules", f"Rules of alerts are left out: {rules[0]}", "قواعد تنبيه غير صالحة لم تُستخدم")
        )
    return found


def watch_log_alarms(sentence: str | None) -> list[Alarm]:
    """The index of the watch log, or what the room writes into it itself, cannot be kept."""
    return [] if sentence is None else [Alarm("watch_log", sentence, "تعذّر حفظ سجل المناوبة: تحقق من القرص")]


def handover_alarms(sentence: str | None) -> list[Alarm]:
    """The watch cannot be handed over with a signature."""
    return [] if sentence is None else [Alarm("handover", sentence, "تعذّر توقيع تسليم المناوبة: تحقق من مفتاح الغرفة")]
