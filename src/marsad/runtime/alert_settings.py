"""The settings of alerts: under `[alerts]`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import msgspec
from msgspec import Meta

if TYPE_CHECKING:
    from marsad.alerts.limits import Limits

Degrees = Annotated[float, Meta(ge=-180, le=180)]


class AlertSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a desk is asked to hear, and where its journal lies."""

    area: Annotated[
        tuple[Degrees, Degrees, Degrees, Degrees] | None,
        Meta(description="What the desk looks after: [west, south, east, north] in degrees, at most 200 by 200 "
             "nautical miles for one desk; elsewhere only distress raises an alert. Unset: everywhere"),
    ] = None  # fmt: skip
    escalate_min: Annotated[
        float,
        Meta(ge=0, le=1440, description="Minutes after which an alert that nobody acknowledged escalates; 0: never"),
    ] = 5.0
    join_min: Annotated[
        float,
        Meta(ge=1, le=1440, description="Minutes of silence that end a situation, where its kind has no other time"),
    ] = 10.0
    most_at_once: Annotated[
        int,
        Meta(ge=1, le=100, description="Warnings and above that may come in ten minutes, before they are gathered"),
    ] = 6
    most_an_hour: Annotated[
        float,
        Meta(ge=2, le=600, description="Warnings and above that may come in an hour, and in longer times on average"),
    ] = 6.0
    journal: Annotated[
        str,
        Meta(description="Where the journal lies: sqlite:///FILE or postgresql://HOST/NAME. Empty: in the data folder"),
    ] = ""
    rules: Annotated[
        dict[str, dict[str, Any]],
        Meta(description="Rules, each a table of its own: [alerts.rules.NAME]; they are imported into the journal"),
    ] = {}

    def limits(self) -> Limits:
        """The numbers of a desk."""
        from marsad.alerts.limits import Limits

        return Limits(
            area=self.area, escalate_us=round(self.escalate_min * 6e7), join_us=round(self.join_min * 6e7),
            burst=self.most_at_once, per_hour=self.most_an_hour, reserve=min(2, self.most_at_once - 1),
        )  # fmt: skip
