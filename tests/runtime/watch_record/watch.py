"""A watch of six hours for tests of its record: alerts of four priorities, one withdrawn, an incident, a handover."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from marsad.alerts.action import Action
from marsad.decode.ais.encode import encode_message, sentences
from marsad.runtime.alerting import Alerting
from marsad.runtime.data_folder import journal_url
from marsad.runtime.handover.handovers import Handovers
from marsad.runtime.incidents.incidents import Incidents
from marsad.runtime.incidents.report import Report
from marsad.runtime.shift import left
from marsad.runtime.watch_log.entry import Links
from marsad.runtime.watch_log.watch_log import WatchLog
from marsad.runtime.watch_room import WatchRoom
from marsad.store.journal.journal import Journal
from marsad.store.raw_log import RawLog
from marsad.tracks.picture import Picture
from tests.alerts.made import event, withdrawn
from tests.runtime.test_three_shells import tagged

MIN = 60_000_000
BEGIN = 1_790_000_000_000_000
END = BEGIN + 360 * MIN
A, B, C = 235000001, 636015825, 412345678


@dataclass
class Watch:
    """A room that is closed, and what was done in it."""

    folder: Path
    now: list[int]

    @property
    def period(self) -> tuple[int, int]:
        """Of its record, in milliseconds UTC."""
        return BEGIN // 1000, END // 1000

    def journal(self) -> Journal:
        """Its journal, to be written on."""
        return Journal.open(journal_url(self.folder), lambda: self.now[0])


def keep_watch(folder: Path) -> Watch:
    """Two ships who meet, one of whom is in distress; an anchorage; what was told of falsely."""
    watch = Watch(folder, [BEGIN])
    now = watch.now

    def clock() -> int:
        return now[0]

    def at(minute: int) -> int:
        now[0] = BEGIN + minute * MIN
        return now[0]

    journal = watch.journal()
    room = WatchRoom(Picture(100), clock)
    room.alerting = Alerting(clock, journal=journal)
    log = WatchLog(journal)
    room.incidents = Incidents(journal, clock, log.knows_alert)
    room.handovers = Handovers(journal, clock, folder, lambda: left(room, ["drift"]))
    room.handovers.begin()

    def raise_(minute: int, *events: object) -> None:
        room.alerting.take(list(events), at(minute))  # type: ignore[arg-type]

    start = BEGIN + 90 * MIN
    meeting = event("close_quarters", (A, B), start, at=(45.27, 12.02), raised=start + MIN, cpa_m=310.0, tcpa_s=420.0)
    gap = event("gap", (C,), BEGIN + 40 * MIN, at=(46.9, 11.2), raised=BEGIN + 70 * MIN)
    raise_(70, gap)
    raise_(91, meeting)
    raise_(95, event("distress", (A,), start + 4 * MIN, at=(45.3, 12.0), raised=start + 5 * MIN, radius_m=900.0))
    raise_(100, event("zone", (B,), start + 8 * MIN, at=(45.4, 12.05), raised=start + 9 * MIN, zone="مرسى <b>ABC</b>"))
    for minute, verb, kind, more in (
        (101, "acknowledge", "distress", {}), (102, "note", "distress", {"text": "اتصلنا بالسفينة على القناة 16"}),
        (103, "assign", "close_quarters", {"text": "Omar"}), (104, "shelve", "zone", {"hours": 4}),
    ):  # fmt: skip
        name = next(one.id for one in room.alerting.desk.alerts.values() if one.kind == kind)
        at(minute)
        room.alerting.act(Action(verb, name, "Layla", **more))  # type: ignore[arg-type]
    raise_(110, withdrawn(gap))

    said = Report(source="UKMTO", kind="attack", text="Two skiffs with ladders, six persons in each.",
                  language="en", happened_ms=start // 1000, within_min=20, received_ms=at(120) // 1000, by="e-mail",
                  lon_deg=45.3,
                  lat_deg=12.0, radius_m=3704.0, mmsi=(A,), names=("MT LAYLA",), reliability="B",
                  credibility=2)  # fmt: skip
    one = room.incidents.report("Layla", said)
    at(125)
    arabic = Report(source="ربان السفينة ليلى", kind="boarding",
                    text="صعد أربعة أشخاص إلى السفينة ثم غادروا.\nلا إصابات.",
                    language="ar", received_ms=now[0] // 1000, by="vhf", where="قبالة المكلا", reliability="C",
                    credibility=3)  # fmt: skip
    two = room.incidents.report("Hassan", arabic, one.number)
    at(130)
    room.incidents.judge("Layla", two.versions[1].seq, "confirmed", "The patrol boat saw the ladders")
    at(135)
    room.incidents.report("Layla", said, None, one.versions[0].seq)
    at(140)
    entry = log.add("Layla", "Patrol boat 7 sent, arrives 16:30Z", Links(lon_deg=45.1, lat_deg=12.1))
    at(145)
    log.add("Hassan", "Arrives 17:00Z, not 16:30Z", Links(amends=entry.seq))
    at(350)
    room.handovers.give("Layla", "Omar", "Distress of A: tug on its way.\nانتبهوا للقارب عند المرسى", BEGIN // 1000)
    at(355)
    room.handovers.take("Omar", 1, "Understood")
    at(365)
    log.add("Omar", "Written in the next shift", Links())
    log.close()
    room.alerting.close()
    _hear(folder)
    return watch


def _hear(folder: Path) -> None:
    """Six hours of three ships; one of them is silent for an hour."""
    now = [BEGIN]
    raw = RawLog(folder / "raw", lambda: now[0])
    for minute in range(360):
        now[0] = BEGIN + minute * MIN
        places = [(A, 45.0 + minute / 300, 12.0), (B, 45.6 - minute / 300, 12.04)]
        if not 40 <= minute < 100:
            places.append((C, 46.9, 11.0 + minute / 200))
        for mmsi, lon, lat in places:
            fields = {"lon_deg": lon, "lat_deg": lat, "sog_kn": 12.0, "cog_deg": 90.0, "second": 0}
            for line in sentences(encode_message(1, mmsi, fields)):
                raw.append("roof", tagged(now[0] // 1000, line), now[0])
        raw.sync()
    raw.close()
