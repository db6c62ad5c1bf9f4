"""The alert desk before the real server: two screens, every deed, distress that cannot be put away, hostile names."""

from __future__ import annotations

import pytest
from real_room import PASSWORD, RealRoom
from test_screens import violations
from tests.alerts.made import MIN, event
from tests.rows import table

from conftest import Screens
from marsad.alerts.action import Action
from marsad.runtime.clock import system_clock

SHIP = 235_098_383
HOSTILE = "<img src=x onerror=alert(1)>\u202ekey"


@pytest.fixture
def desk(screens: Screens, tmp_path):
    with RealRoom(tmp_path) as real:
        yield screens, real


def sign_in(page, name: str) -> None:
    page.locator("input[name=username]").fill(name)
    page.locator("input[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.locator("form.panel").wait_for(state="detached")


def some_alerts(real: RealRoom) -> None:
    now = system_clock()
    heard = {"t": now, "t_recv": now, "source": "roof", "station": "north"}
    real.room.apply({
        "position": table("position", [
            {**heard, "type": 1, "mmsi": SHIP, "lon_deg": 45.0, "lat_deg": 12.0,
             "sog_kn": 12.3, "cog_deg": 90.0, "digest": 1},
            {**heard, "type": 1, "mmsi": 972_111_222, "lon_deg": 45.3, "lat_deg": 12.2, "status": 14, "digest": 2},
        ]),
        "static": table("static", [{**heard, "type": 5, "mmsi": SHIP, "name": HOSTILE}]),
    }, {})  # fmt: skip
    found = [
        event("gap", (SHIP,), now - 60 * MIN, known=now - 10 * MIN, raised=now - MIN, silent_minutes=50),
        event("distress", (972_111_222,), now - MIN, at=(45.3, 12.2), raised=now, sog_kn=14),
        event("zone", (636_000_001,), now - 5 * MIN, raised=now, zone="Anchorage B"),
    ]
    real.room.alerting.take(found, now)


def card(page, title: str):
    return page.locator("article.alert", has=page.get_by_role("button", name=title))


def test_what_one_screen_does_shows_on_the_other(desk):
    screens, real = desk
    one, two = (screens.open(real, f"lang=en&palette={palette}") for palette in ("day", "night"))
    sign_in(one.page, "operator")
    sign_in(two.page, "supervisor")
    one.page.get_by_text("Nothing waits to be dealt with.").wait_for()
    some_alerts(real)
    for screen in (one, two):
        screen.wait("three alerts", lambda s=screen: s.page.locator("article.alert").count() == 3, 3)
        assert screen.page.locator("article.alert").first.get_attribute("class").split()[1] == "emergency"
    screens.shoot(one, "desk-alerts-day-en")

    gap = card(one.page, "Reports missing")
    gap.get_by_role("button", name="Acknowledge").click()
    card(two.page, "Reports missing").get_by_text("acknowledged by operator").wait_for(timeout=2000)
    gap.get_by_role("button", name="Reports missing").click()
    one.page.get_by_placeholder("Note", exact=True).fill("Called on channel 16 – لا جواب")
    one.page.get_by_role("button", name="Add").click()
    card(two.page, "Reports missing").get_by_text("1 note").wait_for(timeout=2000)
    one.page.get_by_role("button", name="I take it").click()
    card(two.page, "Reports missing").get_by_text("assigned to operator").wait_for(timeout=2000)
    one.page.locator("article.alert table", has_text="silent for").wait_for()
    screens.shoot(one, "desk-open-day-en")

    one.page.get_by_label("Shelve for").select_option("6")
    one.page.get_by_label("What to shelve").select_option("vessel")
    one.page.get_by_role("button", name="Shelve", exact=True).click()
    two.page.get_by_role("button", name="Shelved 1").click()
    card(two.page, "Reports missing").get_by_text("shelved until").wait_for(timeout=2000)
    screens.shoot(two, "desk-shelved-night-en")
    card(two.page, "Reports missing").get_by_role("button", name="Reports missing").click()
    two.page.get_by_role("button", name="Take off the shelf").click()
    one.wait("back on the list", lambda: one.page.locator("article.alert").count() == 3, 3)
    assert [r.author for r in real.room.alerting.journal.records("alert_action")] == ["operator"] * 4 + ["supervisor"]


def test_distress_cannot_be_put_away_and_a_viewer_only_looks(desk):
    screens, real = desk
    screen = screens.open(real, "lang=ar&palette=night")
    sign_in(screen.page, "viewer")
    some_alerts(real)
    screen.wait("three alerts", lambda: screen.page.locator("article.alert").count() == 3, 3)
    first = screen.page.locator("article.alert").first
    first.get_by_role("button").first.click()
    screen.page.get_by_text("أدلة").wait_for()
    assert screen.page.get_by_role("button", name="إقرار").count() == 0
    assert screen.page.get_by_label("تعليق مؤقت لمدة").count() == 0
    screens.shoot(screen, "desk-viewer-night-ar")


def test_a_deed_that_is_refused_says_so_and_keeps_what_was_typed(desk):
    screens, real = desk
    screen = screens.open(real)
    page = screen.page
    sign_in(page, "operator")
    some_alerts(real)
    card(page, "Reports missing").get_by_role("button", name="Reports missing").click()
    page.get_by_placeholder("Note", exact=True).fill("Called on channel 16")
    page.route("**/api/alerts/*/note", lambda route: route.abort())
    page.get_by_role("button", name="Add").click()
    page.get_by_text("Not done: the watch room did not answer.").wait_for()
    assert page.get_by_placeholder("Note", exact=True).input_value() == "Called on channel 16"


def test_names_from_the_air_stay_text_on_a_narrow_screen(desk):
    screens, real = desk
    screen = screens.open(real, "lang=en&palette=day", size=(390, 844))
    sign_in(screen.page, "operator")
    some_alerts(real)
    screen.page.get_by_role("button", name="Alerts").click()
    card(screen.page, "Reports missing").get_by_text("<img src=x onerror=alert(1)>").first.wait_for()
    screens.shoot(screen, "desk-phone-day-en")


def test_a_screen_that_was_cut_off_misses_no_alert(desk):
    screens, real = desk
    screen = screens.open(real)
    sign_in(screen.page, "operator")
    some_alerts(real)
    screen.wait("three alerts", lambda: screen.page.locator("article.alert").count() == 3, 3)
    now = system_clock()
    with real.away():
        screen.page.locator("[data-banner=down]").wait_for(timeout=10_000)
        assert screen.page.locator("article.alert").count() == 3, "the last picture stays"
        missed = [event("drift", (SHIP + n,), now - MIN, raised=now) for n in range(3)]
        real.room.alerting.take(missed, now)
        distress = next(a for a in real.room.alerting.desk.listed() if a.kind == "distress")
        real.room.alerting.act(Action("acknowledge", distress.id, "somebody"))
    listed = real.room.alerting.read(lambda desk: len(desk.listed()))
    assert listed > 3
    screen.wait("all of them", lambda: screen.page.locator("article.alert").count() == listed, 20)
    screen.page.get_by_text("acknowledged by somebody").wait_for()
    screen.page.locator("[data-banner=down]").wait_for(state="detached")


@pytest.mark.parametrize(("language", "palette"), [("en", "day"), ("ar", "night"), ("en", "night"), ("ar", "day")])
def test_the_desk_is_accessible(desk, axe, language, palette):
    screens, real = desk
    screen = screens.open(real, f"lang={language}&palette={palette}")
    sign_in(screen.page, "operator")
    some_alerts(real)
    screen.wait("three alerts", lambda: screen.page.locator("article.alert").count() == 3, 3)
    found = violations(screen, axe)
    screen.page.locator("article.alert button.title").nth(1).click()
    screen.page.locator("article.alert table").first.wait_for()
    assert found + violations(screen, axe) == []


def test_the_room_works_without_the_chart(desk):
    screens, real = desk
    screen = screens.open(real)
    page = screen.page
    sign_in(page, "operator")
    some_alerts(real)
    page.keyboard.press("?")
    page.get_by_label("Without the chart").check()
    page.keyboard.press("Escape")
    screen.wait("no chart", lambda: page.locator(".maplibregl-canvas").count() == 0)
    page.get_by_role("row", name="972111222").first.wait_for()
    card(page, "Reports missing").get_by_role("button", name="Reports missing").click()
    page.get_by_role("button", name="Show on the chart").first.click()
    card(page, "Reports missing").get_by_role("button", name="Acknowledge").click()
    page.get_by_text("acknowledged by operator").wait_for()
    screens.shoot(screen, "low-graphics-day-en")
    page.reload()
    page.get_by_role("row", name="972111222").first.wait_for()
    assert page.locator(".maplibregl-canvas").count() == 0, "the choice is kept"
    page.keyboard.press("?")
    page.get_by_label("Without the chart").uncheck()
    page.locator(".maplibregl-canvas").wait_for()
