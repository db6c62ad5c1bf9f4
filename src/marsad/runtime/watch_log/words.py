"""What entries of the watch log say, in both languages."""

from __future__ import annotations

from typing import Final

from marsad.alerts.level import ARABIC, ENGLISH
from marsad.runtime.watch_log.entry import LogText
from marsad.runtime.watch_log.plain_text import readable
from marsad.schema.event_lines import instant_text
from marsad.schema.kinds import KINDS

HAPPENED: Final = {
    "raised": LogText("raised", "ظهر"),
    "raised again": LogText("raised again", "ظهر من جديد"),
    "active again": LogText("active again", "نشط من جديد"),
    "graver": LogText("became graver", "ازداد خطورة"),
    "escalated": LogText("escalated: nobody acknowledged it", "صُعّد: لم يُقرّ به أحد"),
    "cleared": LogText("cleared", "انتهى"),
    "withdrawn": LogText("withdrawn", "سُحب"),
    "merged": LogText("merged into another alert", "ضُمّ إلى تنبيه آخر"),
}
"""What of the life of an alert matters to who reads the log; deeds of people have entries of their own."""

_DEEDS: Final = {
    "acknowledge": LogText("acknowledged", "إقرار"),
    "mute": LogText("muted for 30 s", "إسكات 30 ثانية"),
    "unshelve": LogText("taken off the shelf", "إلغاء التعليق المؤقت"),
    "note": LogText("note", "ملاحظة"),
    "lift": LogText("made an emergency on a person's word", "رُفع إلى حالة طوارئ بناءً على إفادة شخص"),
}
_SHELVED_BY: Final = {
    "vessel": LogText(" with all of its vessel", " مع كل ما يخص سفينته"),
    "place": LogText(" with all of its place", " مع كل ما يخص مكانه"),
    "rule": LogText(" with all of its rule", " مع كل ما يخص قاعدته"),
}
_ROLES: Final = {"viewer": "مُطالِع", "operator": "مشغّل", "supervisor": "مشرف", "administrator": "مدير النظام"}
_SESSIONS: Final = {
    "in": LogText("signed in", "تسجيل دخول"),
    "out": LogText("signed out", "تسجيل خروج"),
    "refused": LogText("A sign-in was refused", "رُفضت محاولة دخول"),
    "provider": LogText("The provider vouched for nobody: {}", "تعذّر الدخول عبر مزوّد الهوية"),
}
_FEEDS: Final = {
    "connected": LogText("Feed {} is connected", "مصدر البيانات {} متصل"),
    "silent": LogText("Feed {} is connected but silent", "مصدر البيانات {} متصل لكنه صامت"),
    "down": LogText("Feed {} is down", "انقطع الاتصال بمصدر البيانات {}"),
    "failed": LogText("Feed {} has failed", "تعطّل مصدر البيانات {}"),
    "ended": LogText("Feed {} has ended", "انتهى مصدر البيانات {}"),
    "gone": LogText("Feed {} was taken away", "أُزيل مصدر البيانات {}"),
}
_LANGUAGES: Final = {"en": LogText("English", "بالإنجليزية"), "ar": LogText("Arabic", "بالعربية")}
_KIND: Final = {
    "rule": LogText("Alert rule", "قاعدة التنبيه"),
    "zone": LogText("Zone", "المنطقة"),
    "watch_list": LogText("Watch list", "قائمة المراقبة"),
}


def title(kind: str, level: str) -> LogText:
    """What an alert is called: its level and its kind."""
    known = KINDS.get(kind)
    name = LogText(kind, kind) if known is None else LogText(known.english, known.arabic)
    return LogText(f"{ENGLISH.get(level, level).capitalize()}: {name.en}", f"{ARABIC.get(level, level)}: {name.ar}")


def of_alert(called: LogText, what: list[str], about: str) -> LogText:
    """What became of an alert; `about` names its vessels and its place."""
    said = [HAPPENED[word] for word in what if word in HAPPENED]
    tail = f" ({about})" if about else ""
    return LogText(
        f"{called.en}{tail}: {', '.join(one.en for one in said)}",
        f"{called.ar}{tail}: {'، '.join(one.ar for one in said)}",
    )


def of_deed(called: LogText, verb: str, text: str, hours: int | None, by: str) -> LogText:
    """What a person did with an alert."""
    text = readable(text)
    if verb == "shelve":
        more = _SHELVED_BY.get(by, LogText("", ""))
        en = "for this occurrence" if hours is None else f"for {hours} h"
        ar = "طوال هذه الحالة" if hours is None else f"لمدة {hours} ساعة"
        done = LogText(f"shelved {en}{more.en}", f"تعليق مؤقت {ar}{more.ar}")
    elif verb == "assign" and not text:
        done = LogText("assigned to nobody", "أُلغي الإسناد")
    elif verb == "assign":
        done = LogText(f"assigned to {text}", f"أُسند إلى {text}")
    else:
        done = _DEEDS.get(verb, LogText(verb, verb))
        if text:
            done = LogText(f"{done.en}: {text}", f"{done.ar}: {text}")
    return LogText(f"{called.en}: {done.en}", f"{called.ar}: {done.ar}")


def of_given(kind: str, name: str, removed: bool, off: bool = False, why: str = "") -> LogText:
    """A rule, zone or watch list that was saved, switched off or taken away, and what was said for it."""
    what, name = _KIND[kind], readable(name)
    because = f": {readable(why)}" if why else ""
    if off:
        return LogText(f"{what.en} {name} was switched off{because}", f"أُطفئت {what.ar} {name}{because}")
    if removed:
        return LogText(f"{what.en} {name} was taken away", f"أُزيلت {what.ar} {name}")
    return LogText(f"{what.en} {name} was saved{because}", f"حُفظت {what.ar} {name}{because}")


def of_person(name: str, role: str, what: str, active: bool) -> LogText:
    """Who was let in, changed or shut out."""
    name = readable(name)
    if what == "added":
        return LogText(f"{name} was let in as {role}", f"أُضيف {name} بصفة {_ROLES.get(role, role)}")
    if what == "password":
        return LogText(f"{name} has a new password", f"كلمة مرور جديدة لحساب {name}")
    if not active:
        return LogText(f"{name} was shut out", f"أُوقف حساب {name}")
    return LogText(f"{name} was changed; the role is {role}", f"عُدّل حساب {name}؛ الدور {_ROLES.get(role, role)}")


def of_session(what: str, name: str, why: str = "") -> LogText:
    """Who signed in or out. What was typed where a sign-in was refused is not told: it may be a password."""
    said = _SESSIONS.get(what, LogText(what, what))
    if what in ("refused", "provider"):
        return LogText(said.en.format(readable(why)), said.ar)
    return LogText(f"{readable(name)} {said.en}", f"{said.ar}: {readable(name)}")


def of_export(author: str, since_ms: int, until_ms: int, language: str) -> LogText:
    """A period that somebody took out of the room as a document."""
    author = readable(author)
    since, until = (instant_text(t_ms // 1000 * 1_000_000) for t_ms in (since_ms, until_ms))
    tongue = _LANGUAGES.get(language, LogText(language, language))
    return LogText(
        f"{author} exported the log from {since} to {until} as a PDF in {tongue.en}",
        f"صدّر {author} السجل من {since} إلى {until} بصيغة PDF {tongue.ar}",
    )


def of_feed(feed: str, state: str) -> LogText:
    """A feed that came or went."""
    said, feed = _FEEDS.get(state, LogText("Feed {} is " + state, "مصدر البيانات {}: " + state)), readable(feed)
    return LogText(said.en.replace("{}", feed), said.ar.replace("{}", feed))


def of_room(what: str, orderly: bool) -> LogText:
    """A room that was opened or closed."""
    if what == "closed":
        return LogText("The watch room was closed", "أُغلقت غرفة المراقبة")
    if orderly:
        return LogText("The watch room was opened", "فُتحت غرفة المراقبة")
    return LogText(
        "The watch room was opened; before, it ended without being closed",
        "فُتحت غرفة المراقبة؛ وكانت قد توقفت قبل ذلك دون إغلاق",
    )


def of_alarm(english: str, arabic: str, over: bool) -> LogText:
    """An alarm of the room itself."""
    english, arabic = readable(english), readable(arabic)
    return LogText(f"Over: {english}", f"انتهى: {arabic}") if over else LogText(english, arabic)
