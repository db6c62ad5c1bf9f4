"""The words of the report on disturbed cells, in both languages."""

from __future__ import annotations

from typing import Final, Literal

Language = Literal["en", "ar"]
LANGUAGES: Final[tuple[Language, ...]] = ("en", "ar")

WORDS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "title": "Interference with satellite navigation",
        "period": "{first} to {last} UTC, {days} days, {cells} cells, {rows} cells and days",
        "what": (
            "Each cell and day is compared with what was usual in that cell on the days before it. It"
            " is disturbed where so many aircraft report a poor navigation accuracy that neither "
            "chance nor the few aircraft without a receiver explain it, alone and with the cells "
            "around it, and of all that is told of in a day at most {false} is expected to be false."
        ),
        "limits": (
            "What is told is evidence and does not say who interferes, or whether anybody does on "
            "purpose. Aircraft do not see the sea: ships below may be disturbed where no cell is. "
            "Where nobody flies nothing is known, which is not the same as clear."
        ),
        "levels": "Cells and days by level", "rule": "Marsad", "gpsjam": "value as gpsjam.org counts it",
        "no data": "no data", "clear": "clear", "yellow": "disturbed", "red": "heavily disturbed",
        "none": "nobody seen", "low": "low", "medium": "medium", "high": "high",
        "days": "Disturbed cells by day", "map": "All days: each cell by the worst that it was",
        "events": "Events", "events_of": "{shown} of {all}, those with most aircraft first",
        "number": "No.", "when": "From, to", "where": "Middle", "cells": "Cells (most on a day)",
        "aircraft": "Aircraft-days, bad", "share": "Bad, worst cell", "false_share": "Share of false ones",
        "confidence": "Confidence", "sure": "high", "unsure": "low", "event": "Event {number}",
        "rejected": "Rows that were not used", "nothing": "No cell was disturbed.",
    },
    "ar": {
        "title": "التداخل مع الملاحة بالأقمار الصناعية",
        "period": "من {first} إلى {last} بالتوقيت العالمي، {days} يومًا، {cells} خلية، {rows} خلية ويومًا",
        "what": (
            "تُقارن كل خلية في كل يوم بما كان معتادًا فيها في الأيام السابقة. تُعد مضطربة عندما يبلّغ"
            " عدد من الطائرات عن دقة ملاحة ضعيفة لا تفسره المصادفة ولا الطائرات القليلة التي لا تحمل "
            "مستقبِلًا، في الخلية وحدها ومع الخلايا المحيطة بها، ويُتوقع ألا يزيد الخاطئ مما يُذكر في"
            " اليوم على {false}."
        ),
        "limits": (
            "ما يُذكر هنا أدلة، ولا يقول من يسبب التداخل ولا إن كان مقصودًا. الطائرات لا ترى البحر: "
            "قد تضطرب السفن حيث لا خلية مضطربة. وحيث لا يطير أحد لا يُعرف شيء، وهذا غير السلامة."
        ),
        "levels": "الخلايا والأيام حسب المستوى", "rule": "مرصد", "gpsjam": "القيمة كما يحسبها gpsjam.org",
        "no data": "لا بيانات", "clear": "سليمة", "yellow": "مضطربة", "red": "شديدة الاضطراب",
        "none": "لم يُشاهد أحد", "low": "منخفض", "medium": "متوسط", "high": "مرتفع",
        "days": "الخلايا المضطربة في كل يوم", "map": "كل الأيام: كل خلية بأسوأ ما كانت عليه",
        "events": "الأحداث", "events_of": "{shown} من {all}، الأكثر طائرات أولًا",
        "number": "رقم", "when": "من، إلى", "where": "الوسط", "cells": "الخلايا (الأكثر في يوم)",
        "aircraft": "طائرات في الأيام، منها المتأثرة", "share": "نسبة المتأثرة، أسوأ خلية", "false_share": "نسبة الخطأ",
        "confidence": "الثقة", "sure": "عالية", "unsure": "منخفضة", "event": "الحدث {number}",
        "rejected": "صفوف لم تُستعمل", "nothing": "لا خلية مضطربة.",
    },
}  # fmt: skip
REASONS: Final[dict[Language, dict[str, str]]] = {
    "en": {},
    "ar": {
        "no day": "بلا يوم", "no H3 cell": "ليست خلية H3", "a count is missing or negative": "عدد ناقص أو سالب",
        "tells of nobody": "لا تذكر أحدًا",
    },
}  # fmt: skip
"""Why rows were rejected; in English as they are named."""
