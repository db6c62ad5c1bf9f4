"""What a person does with alerts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

from marsad.alerts.limits import SHELVE_H
from marsad.schema.refusal import Refusal

Verb = Literal["acknowledge", "mute", "shelve", "unshelve", "note", "assign", "lift"]
VERBS: Final[tuple[Verb, ...]] = get_args(Verb)
MOST_NOTE: Final = 2000
MOST_NAME: Final = 100


class ActionRefusal(Refusal):
    """The action cannot be done; the sentence says why and what can."""


@dataclass(frozen=True)
class Action:
    """`verb` on the alert `alert`, by `author`.

    `hours` (shelve): one of `SHELVE_H`, None: this occurrence. `by` (shelve): `alert`, or what is shelved with it from
    now on: its `vessel`, `place` (zone, line, or within two miles) or `rule` (all of its kind and rule). `text` is a
    note, or whom to assign the alert to (empty: nobody any more). `lift` makes a ship's own SART status an emergency on
    a person's word.
    """

    verb: Verb
    alert: str
    author: str
    hours: int | None = None
    by: Literal["alert", "vessel", "place", "rule"] = "alert"
    text: str = ""

    def record(self) -> dict[str, Any]:
        """As plain values."""
        return {"verb": self.verb, "alert": self.alert, "author": self.author, "hours": self.hours, "by": self.by,
                "text": self.text}  # fmt: skip


def action_of(told: Mapping[str, Any]) -> Action:
    """The action of plain values. Raises ActionRefusal for one that there is not."""
    verb, hours, by, text = told.get("verb"), told.get("hours"), told.get("by", "alert"), told.get("text", "")
    if verb not in VERBS:
        raise ActionRefusal(f"There is no action {verb}: use one of {', '.join(VERBS)}.")
    if hours is not None and hours not in SHELVE_H:
        raise ActionRefusal(
            f"An alert is not shelved for {hours} hours: use {', '.join(map(str, SHELVE_H))}, or this occurrence."
        )
    if by not in ("alert", "vessel", "place", "rule"):
        raise ActionRefusal(f"An alert is not shelved by {by}: use alert, vessel, place or rule.")
    if by != "alert" and hours is None:
        raise ActionRefusal("Say for how many hours to shelve: only one alert can be shelved for its occurrence.")
    if not isinstance(text, str) or len(text) > MOST_NOTE:
        raise ActionRefusal(f"A note is text of at most {MOST_NOTE} characters.")
    if verb == "note" and not text.strip():
        raise ActionRefusal("The note is empty: write what is to be kept.")
    if verb == "assign" and len(text) > MOST_NAME:
        raise ActionRefusal(f"An alert is assigned to a person: a name of at most {MOST_NAME} characters.")
    return Action(verb, str(told.get("alert", "")), str(told.get("author", "")), hours, by, text)
