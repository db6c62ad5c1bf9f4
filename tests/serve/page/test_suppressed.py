"""What nobody is alerted of stands on the desk: counted by reason, opened with its evidence, taken off the shelf."""

from __future__ import annotations

import pytest
from real_room import RealRoom
from test_alert_desk import card, sign_in, some_alerts
from test_screens import violations
from tests.alerts.made import MIN, event

from conftest import Screens
from marsad.runtime.clock import system_clock

HOSTILE_RULE = "night <b>1</b>"
TABS = {"en": ("Suppressed", "Held in groups"), "ar": ("محجوبة", "داخل مجموعات")}


@pytest.fixture
def desk(screens: Screens, tmp_path):
    with RealRoom(tmp_path) as real:
        real.room.alerting.save_rules({HOSTILE_RULE: {"priority": "none", "kinds": ["loitering"]}}, "supervisor")
        some_alerts(real)
        now = system_clock()
        kept = [event("port_visit", (235_098_383,), now - 9 * MIN, raised=now, port="Aden"),
                event("loitering", (636_000_002,), now - 8 * MIN, at=(45.1, 12.1), raised=now,
                      slow_minutes=70)]  # fmt: skip
        crowd = [event("drift", (636_000_100 + n,), now - MIN, raised=now) for n in range(12)]
        real.room.alerting.take([*kept, *crowd], now)
        yield screens, real


def opened(screens, real, language="en", palette="day", size=(1280, 720), who="operator"):
    screen = screens.open(real, f"lang={language}&palette={palette}", size=size)
    sign_in(screen.page, who)
    if size[0] < 1000:
        screen.page.get_by_role("button", name={"en": "Alerts", "ar": "التنبيهات"}[language]).click()
    screen.page.get_by_role("button", name=TABS[language][0]).click()
    screen.page.locator("article[data-event]").first.wait_for()
    return screen


def test_each_reason_is_counted_and_each_entry_opens_with_its_evidence(desk):
    screens, real = desk
    screen = opened(screens, real)
    page = screen.page
    assert page.locator("article[data-event]").count() == 2
    page.get_by_role("button", name=f"Silenced by rule {HOSTILE_RULE} 1").click()
    page.get_by_role("button", name="Loitering").click()
    page.locator("article[data-event] table", has_text="slow for").wait_for()
    page.locator("article[data-event]").get_by_role("button", name="Show on the chart").click()
    screens.shoot(screen, "suppressed-open-day-en")
    page.get_by_role("button", name="For information only 1").click()
    page.get_by_role("button", name="Port").first.click()
    page.locator("article[data-event]").get_by_role("button", name="<img src=x onerror=alert(1)>").wait_for()
    now = system_clock()
    real.room.alerting.take([event("port_visit", (636_000_003,), now - MIN, raised=now)], now)
    page.get_by_role("button", name="For information only 2").wait_for()
    screen.wait("the new one", lambda: page.locator("article[data-event]").count() == 2)


def test_what_a_group_holds_is_acknowledged_and_a_shelf_is_ended_from_its_line(desk):
    screens, real = desk
    screen = opened(screens, real)
    page = screen.page
    many = real.room.alerting.read(lambda d: len(d.grouped()))
    assert many > 0
    page.get_by_role("button", name=f"Held in groups {many}").click()
    page.locator("article.alert").first.get_by_role("button", name="Acknowledge").click()
    page.locator("article.alert").get_by_text("acknowledged by operator").wait_for()
    page.get_by_role("button", name="To deal with").click()
    gap = card(page, "Reports missing")
    gap.get_by_role("button", name="Reports missing").click()
    page.get_by_label("Shelve for").select_option("6")
    page.get_by_label("What to shelve").select_option("vessel")
    page.get_by_role("button", name="Shelve", exact=True).click()
    page.get_by_role("button", name="Suppressed").click()
    page.get_by_text("Shelved from now on").wait_for()
    page.get_by_text("all of vessel").wait_for()
    page.get_by_role("button", name="Shelved 1").last.click()
    card(page, "Reports missing").get_by_role("button", name="Reports missing").click()  # closed: it was left open
    card(page, "Reports missing").get_by_role("button", name="Take off the shelf").click()
    page.get_by_text("Nothing is shelved.").wait_for()


@pytest.mark.parametrize(
    ("language", "palette", "size"),
    [("en", "night", (390, 844)), ("ar", "day", (1280, 720)), ("ar", "dusk", (390, 844))],
)
def test_what_is_suppressed_is_accessible_on_every_screen(desk, axe, language, palette, size):
    screens, real = desk
    screen = opened(screens, real, language, palette, size, "viewer")
    screen.page.locator("article[data-event] button.title").first.click()
    screen.page.locator("article[data-event] table").wait_for()
    screens.shoot(screen, f"suppressed-{palette}-{language}-{size[0]}")
    assert violations(screen, axe) == []
