"""Handing over the watch on the page, before the real server: one signs, another takes over, the file is checked."""

from __future__ import annotations

from pathlib import Path

import pytest
from real_room import RealRoom
from test_alert_desk import HOSTILE, sign_in, some_alerts
from test_incidents import some_reports
from test_screens import violations

from conftest import Screen, Screens
from marsad.alerts.action import Action
from marsad.runtime.alerting import Alerting
from marsad.runtime.handover.document import read
from marsad.runtime.handover.handovers import KIND
from marsad.runtime.status import Alarm, FeedStatus


@pytest.fixture
def room(screens: Screens, tmp_path):
    with RealRoom(tmp_path) as real:
        yield screens, real


def a_shift(real: RealRoom) -> None:
    """Alerts, one shelved, a rule that silences, a feed that is down, an alarm of the room, incidents."""
    some_alerts(real)
    some_reports(real)
    alerting: Alerting = real.room.alerting
    gap = next(alert for alert in alerting.desk.listed() if alert.kind == "gap")
    zone = next(alert for alert in alerting.desk.listed() if alert.kind == "zone")
    alerting.act(Action("note", gap.id, "operator", None, "alert", HOSTILE))
    alerting.act(Action("assign", gap.id, "operator", None, "alert", "supervisor"))
    alerting.act(Action("shelve", zone.id, "operator", 6, "vessel"))
    alerting.save_rules({"quiet bay": {"kinds": ["loitering"], "places": ["Bay"], "priority": "none"}}, "supervisor")
    real.room.feeds = lambda: [
        FeedStatus("south", "tcp://b", "waiting", 0.0, None, 0, {}, "connection refused", quiet_s=600.0)
    ]
    real.room.alarms = lambda: [Alarm("disk", "The disk is nearly full", "القرص شبه ممتلئ")]


def opened(screens: Screens, real: RealRoom, who: str, look: str = "lang=en&palette=day", **more: object) -> Screen:
    screen = screens.open(real, look, **more)
    sign_in(screen.page, who)
    screen.page.keyboard.press("e")
    return screen


def test_one_hands_over_and_another_takes_over(room):
    screens, real = room
    a_shift(real)
    one, two = opened(screens, real, "operator"), opened(screens, real, "supervisor")
    page = one.page
    now = page.get_by_role("group", name="What is left now")
    for told in ("Alerts to deal with 2", "Shelved alerts 1", "Set aside 1", "Rules that silence 1", "quiet bay",
                 "Detectors switched off 1", "Feeds that bring nothing 1", "south", "The disk is nearly full",
                 "Open incidents 3", "<img src=x onerror=alert(1)>key"):  # fmt: skip
        now.get_by_text(told).first.wait_for()
    screens.shoot(one, "handover-left-day-en")
    page.get_by_label("The shift began (UTC)").fill("yesterday")
    page.get_by_label("Remarks for the next shift").fill("Fog off the breakwater\nالقارب عند المرسى ينتظر القاطرة")
    page.get_by_label("Who takes over").fill("operator")
    page.get_by_role("button", name="Sign and hand over").press("Enter")
    page.get_by_text("Write a time such as").wait_for()
    page.get_by_label("The shift began (UTC)").fill("0000Z")
    page.get_by_role("button", name="Sign and hand over").press("Enter")
    page.get_by_text("and not your own").wait_for()
    assert page.get_by_label("Remarks for the next shift").input_value().startswith("Fog off"), "what was typed stays"
    page.get_by_label("Who takes over").fill("supervisor")
    page.get_by_role("button", name="Sign and hand over").press("Enter")
    page.get_by_text("It waits for somebody else to take over").wait_for()
    assert page.get_by_role("button", name="I take over").count() == 0
    two.page.keyboard.press("Escape")
    banner = two.page.get_by_role("region", name="State of the picture")
    banner.get_by_text("Handover 1: operator handed over").wait_for(timeout=4000)
    banner.get_by_role("button", name="Take over the watch").press("Enter")
    two.page.get_by_role("button", name="Show what was handed over: Handover 1").press("Enter")
    held = two.page.get_by_role("group", name="Handover 1")
    held.get_by_text("Open incidents 3").wait_for()
    screens.shoot(two, "handover-waits-day-en")
    two.page.get_by_label("Remarks on taking over").fill("Understood")
    two.page.get_by_role("button", name="I take over").press("Enter")
    two.page.get_by_text("supervisor took over").wait_for()
    page.get_by_text("supervisor took over").wait_for(timeout=4000)
    assert banner.get_by_text("handed over").count() == 0
    with two.page.expect_download() as loading:
        two.page.get_by_role("link", name="Download handover 1").press("Enter")
    told = read(Path(loading.value.path()).read_bytes())
    assert (told.document["by"], told.receipt["by"], told.document["remarks"].count("\n")) == (
        "operator", "supervisor", 1)  # fmt: skip
    assert told.document["head"]["hash"] in page.locator(".hash").all_inner_texts()[0]
    assert [(r.author, r.body["what"]) for r in real.room.alerting.journal.records(KIND)] == [
        ("room", "key"), ("operator", "given"), ("supervisor", "taken")]  # fmt: skip


def test_a_viewer_looks_and_a_deed_without_an_answer_keeps_what_was_typed(room):
    screens, real = room
    viewer = opened(screens, real, "viewer")
    viewer.page.get_by_text("No watch was handed over yet.").wait_for()
    viewer.page.get_by_role("group", name="What is left now").wait_for()
    assert viewer.page.get_by_role("button", name="Sign and hand over").count() == 0
    screen = opened(screens, real, "operator")
    page = screen.page
    page.get_by_label("Remarks for the next shift").fill("Quiet")
    page.route("**/api/handover/give", lambda route: route.abort())
    page.get_by_role("button", name="Sign and hand over").press("Enter")
    page.get_by_text("Not done: the watch room did not answer.").wait_for()
    assert page.get_by_label("Remarks for the next shift").input_value() == "Quiet"


@pytest.mark.parametrize(
    ("language", "palette", "size"),
    [("en", "day", (1280, 720)), ("ar", "night", (1280, 720)), ("en", "dusk", (390, 844)), ("ar", "day", (390, 844))],
)
def test_the_panel_is_accessible_and_holds_on_a_phone(room, axe, language, palette, size):
    screens, real = room
    a_shift(real)
    for number, (giver, taker) in enumerate((("operator", "supervisor"), ("supervisor", None)), 1):
        real.room.handovers.give(giver, "عمر", "Fog off the breakwater\nالقارب عند المرسى", None)
        if taker:
            real.room.handovers.take(taker, number, "Understood")
    look = f"{palette}-{language}-{'phone' if size[0] < 500 else 'desk'}"
    screen = opened(screens, real, "operator", f"lang={language}&palette={palette}", size=size)
    page = screen.page
    page.locator(".waits form").wait_for()
    screens.shoot(screen, f"handover-top-{look}")
    found = violations(screen, axe)
    page.locator(".waits button[aria-expanded]").click()
    page.locator(".waits .left").wait_for()
    found += violations(screen, axe)
    screens.shoot(screen, f"handover-held-{look}")
    page.locator("textarea").scroll_into_view_if_needed()
    screens.shoot(screen, f"handover-give-{look}")
    page.locator(".hash").last.scroll_into_view_if_needed()
    screens.shoot(screen, f"handover-past-{look}")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert found == []


def test_the_room_says_that_nothing_can_be_signed(room):
    screens, real = room
    assert real.room.handovers is not None
    real.room.handovers.trouble = "The room's key cannot be used."
    screen = opened(screens, real, "operator")
    screen.page.get_by_text("Nothing can be signed").wait_for()
    assert screen.page.get_by_role("button", name="Sign and hand over").is_disabled()
