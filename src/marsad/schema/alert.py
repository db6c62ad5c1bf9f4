"""alert: events put before a person, as one desk over an archive would have told of them in the archive's own time."""

from __future__ import annotations

from typing import Final, Literal

from marsad.schema.table import Column, Table

Status = Literal["active", "cleared", "withdrawn", "merged"]
STATUSES: Final[tuple[Status, ...]] = ("active", "cleared", "withdrawn", "merged")

TABLE = Table(
    "alerts",
    "One alert, as its newest revision tells it, or one group of alerts; one that was withdrawn or merged stays",
    (
        Column("t_start", "time", "Since when the situation has been so", unit="us UTC"),
        Column("t_end", "time", "Until when it was so", unit="us UTC", null="still so, or not known to have ended"),
        Column("t_raised", "time", "When the desk raised it, by the clock of the archive", unit="us UTC"),
        Column("t_announced", "time", "When it was put before a person by itself, or as a group", unit="us UTC",
               null="it never was: a group tells of it"),
        Column("t_escalated", "time", "When it escalated, for nobody acknowledged it", unit="us UTC",
               null="it did not"),
        Column("t_cleared", "time", "When the desk saw that it was over", unit="us UTC", null="it is not over"),
        Column("t_withdrawn", "time", "When it was withdrawn", unit="us UTC", null="it stands"),
        Column("id", "text", "Hash of the first event: 16 hexadecimal digits, as in the journal of a watch room"),
        Column("kind", "category", "What happened, see schema/kinds; of a group that of its first alert"),
        Column("level", "category", "emergency, alarm, warning or caution, before it escalated"),
        Column("status", "category", "active, cleared, withdrawn, or merged into another alert of one situation"),
        Column("revision", "int32", "1 when raised, one more each time something changed", low=1),
        Column("rule", "text", "What made an alert of it: `kind` and the kind, or `rule` and a rule's name"),
        Column("place", "text", "Zone, line, port or list it is about", null="it is about none"),
        Column("group_why", "category", "Of a group what holds it together: interference, present or gathered",
               null="it is no group"),
        Column("group_alerts", "int32", "Of a group how many alerts it holds; also of an alert of interference", low=0),
        Column("parent", "text", "id of the group that tells of it", null="it stands by itself"),
        Column("vessels", "int64s", "MMSI of whom it concerns, ascending"),
        Column("events", "text", "ids of its events in the table `events`, with spaces between; none of a group"),
        Column("lon_deg", "float64", "Place", unit="deg", low=-180, high=180, null="no place is known"),
        Column("lat_deg", "float64", "Place", unit="deg", low=-90, high=90, null="no place is known"),
        Column("position_unreliable", "bool", "It rests on positions inside open interference"),
        Column("doubts", "text", "What speaks against it, codes with spaces between; empty: nothing"),
        Column("reason_en", "text", "The reason in a sentence of English"),
        Column("reason_ar", "text", "The reason in a sentence of Arabic"),
    ),
)  # fmt: skip
