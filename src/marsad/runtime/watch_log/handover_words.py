"""What entries of the watch log say of handovers, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marsad.runtime.watch_log.entry import LogText
from marsad.runtime.watch_log.plain_text import readable


def of_handover(author: str, body: Mapping[str, Any]) -> LogText:
    """A key that signs from now on, a watch that was handed over, or taken over."""
    author, what = readable(author), body["what"]
    if what == "key":
        print_ = str(body["fingerprint"])
        return LogText(f"The room signs handovers with key {print_}", f"توقّع الغرفة تسليم المناوبة بالمفتاح {print_}")
    number = int(body["number"])
    told = body["document" if what == "given" else "receipt"]
    tail = f": {told['remarks']}" if told["remarks"] else ""
    if what == "taken":
        return LogText(
            f"{author} took over the watch (handover {number}){tail}",
            f"تسلّم {author} المناوبة (التسليم {number}){tail}",
        )
    to = str(told["to"])
    many = {name: len(told[name]) + int(told["left_out"].get(name, 0)) for name in ("alerts", "shelved", "incidents")}
    left = f"{many['alerts']} alerts, {many['shelved']} shelved, {many['incidents']} incidents open"
    ar = f"التنبيهات {many['alerts']}، المعلّقة {many['shelved']}، الحوادث المفتوحة {many['incidents']}"
    return LogText(
        f"{author} handed over the watch{f' to {to}' if to else ''} (handover {number}; {left}){tail}",
        f"سلّم {author} المناوبة{f' إلى {to}' if to else ''} (التسليم {number}؛ {ar}){tail}",
    )
