"""Alerts reach every screen: what one does shows on the others, a reconnect misses nothing, the gravest come first."""

from __future__ import annotations

import asyncio
import random

import pytest

from marsad.alerts.action import Action
from marsad.runtime.alerting import Alerting
from marsad.runtime.watch_room import WatchRoom
from marsad.serve import alert_feed
from marsad.serve.alert_feed import on_desk
from marsad.store.journal.journal import Journal
from marsad.tracks.picture import Picture
from tests.alerts.made import HOUR, T0, event, ship

from .serving import client, served


@pytest.fixture
def room(tmp_path):
    clock = lambda: T0 + HOUR  # noqa: E731
    made = WatchRoom(Picture(1000), clock)
    made.alerting = Alerting(clock, journal=Journal.open(f"sqlite:///{tmp_path}/journal.db", clock))
    yield made
    made.alerting.close()


def on_desks(room):
    return room.alerting.read(lambda desk: {alert.id for alert in desk.alerts.values() if on_desk(alert)})


def test_what_one_desk_does_shows_on_the_others_and_after_a_reconnect(room):
    async def run():
        async with served(room) as port, client(port) as one, client(port) as two:
            await one.until(lambda c: 7 in c.frames)
            assert one.alerts == {}
            found = [event("distress", (972_111_222,)), event(silent_minutes=50)]
            await asyncio.to_thread(room.alerting.take, found, T0 + HOUR)
            for screen in (one, two):
                await screen.until(lambda c: len(c.alerts) == 2)
            distress, gap = sorted(one.alerts, key=lambda name: one.alerts[name]["kind"])
            assert (one.alerts[distress]["sounds"], one.alerts[distress]["level"]) == (True, "emergency")
            act = room.alerting.act
            await asyncio.to_thread(act, Action("acknowledge", distress, "layla"))
            await asyncio.to_thread(act, Action("assign", gap, "layla", text="omar"))
            for screen in (one, two):
                await screen.until(lambda c: c.alerts[distress]["acknowledged_by"] == "layla")
                await screen.until(lambda c: c.alerts[gap]["assigned_to"] == "omar")
            async with client(port) as three:
                await three.until(lambda c: len(c.alerts) == 2)
                assert three.alerts == one.alerts
            withdrawn = [event(silent_minutes=50, status="withdrawn", revision=2)]
            await asyncio.to_thread(room.alerting.take, withdrawn, T0 + HOUR)
            await two.until(lambda c: gap not in c.alerts or c.alerts[gap]["withdrawn_ms"] is not None)

    asyncio.run(run())


def test_an_assignment_outlives_a_restart(room, tmp_path):
    room.alerting.take([event(silent_minutes=50)], T0 + HOUR)
    (name,) = on_desks(room)
    room.alerting.act(Action("assign", name, "layla", text="omar"))
    room.alerting.close()
    clock = lambda: T0 + HOUR  # noqa: E731
    again = Alerting(clock, journal=Journal.open(f"sqlite:///{tmp_path}/journal.db", clock))
    assert again.desk.alerts[name].assigned_to == "omar"
    again.close()


def test_screens_that_read_at_any_pace_end_with_the_same_desk(room):
    rng = random.Random(11)

    async def run():
        async with served(room) as port, client(port) as one:
            for n in range(60):
                what = rng.random()
                names = sorted(on_desks(room))
                if what < 0.6 or not names:
                    made = event("zone", (ship(n),), zone=f"Z{n % 7}")
                    await asyncio.to_thread(room.alerting.take, [made], T0 + HOUR)
                else:
                    verb = rng.choice(["acknowledge", "note", "shelve", "unshelve"])
                    action = Action(verb, rng.choice(names), "layla", 6 if verb == "shelve" else None, text="seen")
                    with_refusal = lambda a=action: room.alerting.act(a)  # noqa: E731
                    await asyncio.gather(asyncio.to_thread(with_refusal), return_exceptions=True)
                if rng.random() < 0.3:
                    now = on_desks(room)
                    await one.until(lambda c, want=now: set(c.alerts) == want)
            async with client(port) as late:
                for screen in (one, late):
                    await screen.until(lambda c: set(c.alerts) == on_desks(room))
                await one.until(lambda c: c.alerts == late.alerts)

    asyncio.run(run())


def test_a_full_screen_keeps_the_gravest(room, monkeypatch):
    monkeypatch.setattr(alert_feed, "MOST", 3)

    async def run():
        async with served(room) as port, client(port) as one:
            for n in range(6):
                made = event("port_visit" if n % 2 else "zone", (ship(n),), zone=f"Z{n}")
                await asyncio.to_thread(room.alerting.take, [made], T0 + HOUR)
            await asyncio.to_thread(room.alerting.take, [event("distress", (972_111_222,))], T0 + HOUR)
            await one.until(lambda c: any(alert["kind"] == "distress" for alert in c.alerts.values()))
            assert len(one.alerts) == 3
            await one.until(lambda c: c.alert_total == len(on_desks(room)))
            first = next(name for name, alert in one.alerts.items() if alert["kind"] == "zone")
            await asyncio.to_thread(room.alerting.act, Action("acknowledge", first, "layla"))
            expected = room.alerting.read(lambda desk: {alert.id for alert in desk.listed()[:3]})
            await one.until(lambda c: set(c.alerts) == expected)

    asyncio.run(run())
