"""Rules of alerts on the page, on the real server: listed, tried on what the room found, changed, switched off."""

from __future__ import annotations

import pytest
from real_room import PASSWORD, RealRoom
from test_screens import violations
from tests.alerts.made import MIN, event

from conftest import Screens
from marsad.runtime.clock import system_clock
from marsad.runtime.rule_records import KIND

HOSTILE = "night <img src=x onerror=alert(1)>"
QUIET = {"priority": "none", "kinds": ["drift"]}
TITLE = {"en": "Alert rules", "ar": "قواعد التنبيه"}


@pytest.fixture
def room(screens: Screens, tmp_path):
    with RealRoom(tmp_path) as real:
        alerting = real.room.alerting
        alerting.save_rules(
            {HOSTILE: QUIET, "gaps": {"priority": "warning", "kinds": ["gap"], "lasts": "5 min"}}, "Omar"
        )
        now = system_clock()
        some = [event("drift", (636_000_001 + n,), now - (9 - n) * MIN, raised=now) for n in range(3)]
        alerting.take([*some, event("gap", (235_098_383,), now - 60 * MIN, raised=now, silent_minutes=50)], now)
        yield screens, real


def opened(screens, real, who="supervisor", language="en", palette="day", size=(1280, 720)):
    screen = screens.open(real, f"lang={language}&palette={palette}", size=size)
    page = screen.page
    page.locator("input[name=username]").fill(who)
    page.locator("input[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector(".room:not([inert])")
    page.keyboard.press("u")
    page.get_by_role("region", name=TITLE[language]).wait_for()
    page.locator("li[data-rule]").first.wait_for()
    return screen


def test_a_rule_is_tried_switched_off_with_a_reason_and_is_off_on_the_other_desk(room, axe):
    screens, real = room
    screen, other = opened(screens, real), opened(screens, real, "viewer")
    page = screen.page
    assert other.page.get_by_role("button", name="Change").count() == 0, "a viewer looks"
    page.get_by_role("button", name=f"Switch off: {HOSTILE}").click()
    page.get_by_role("button", name="Try it on what the room found").click()
    page.get_by_text("Would be told as well, or otherwise (3)").wait_for(timeout=60_000)
    screens.shoot(screen, "rules-tried-day-en")
    assert violations(screen, axe) == []
    assert len(list(real.room.alerting.journal.records(KIND))) == 2, "nothing is saved by trying"
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Say why: the next shift asks.").wait_for()
    why = page.get_by_label("Why", exact=True)
    assert why.evaluate("e => e === document.activeElement")
    why.fill("a storm <b>tonight</b>")
    page.get_by_role("button", name="Save").click()
    line = other.page.locator("li[data-rule]", has_text=HOSTILE)
    line.get_by_text("OFF").wait_for(timeout=3000)
    line.get_by_text("a storm <b>tonight</b>").wait_for()
    line.get_by_text("supervisor").wait_for()
    assert real.room.alerting.read(lambda desk: len(desk.grouped()) + len(desk.listed())) >= 4, "they are told now"
    screens.shoot(screen, "rules-off-day-en")
    page.get_by_role("button", name=f"Switch on: {HOSTILE}").press("Enter")
    page.get_by_label("Why", exact=True).fill("it is over")
    page.get_by_role("button", name="Save").press("Enter")
    line.get_by_text("on", exact=True).wait_for(timeout=3000)
    assert real.room.alerting.journal.last(KIND).body["why"] == "it is over"


def test_a_rule_is_changed_and_made_by_keyboard_and_refused_beside_its_field(room):
    screens, real = room
    screen = opened(screens, real)
    page = screen.page
    page.get_by_role("button", name="Change: gaps").press("Enter")
    lasts = page.get_by_label("Only when it lasts")
    lasts.fill("5 parrots")
    page.get_by_label("Why", exact=True).fill("too many")
    page.get_by_role("button", name="Save").press("Enter")
    page.get_by_text("A number with s, min, h or d").wait_for()
    assert lasts.evaluate("e => e === document.activeElement")
    screens.shoot(screen, "rules-wrong-day-en")
    lasts.fill("20 min")
    page.get_by_role("button", name="Save").press("Enter")
    page.get_by_text("20 min").wait_for()
    page.get_by_role("button", name="New rule").press("Enter")
    page.get_by_label("What it makes of an event").select_option("none")
    page.get_by_label("Name", exact=True).fill("all")
    page.get_by_label("Why", exact=True).fill("quiet please")
    page.get_by_role("button", name="Save").press("Enter")
    page.get_by_text("It would silence everything").wait_for()
    page.get_by_label("Of these MMSI").fill("235098383، 1")
    page.get_by_role("button", name="Save").press("Enter")
    page.locator("li[data-rule=all]").wait_for()
    rules = {one.name: one for one in real.room.alerting.standing_rules()}
    assert rules["gaps"].rule == {"priority": "warning", "kinds": ["gap"], "lasts": "20 min"}
    assert (rules["all"].rule["vessels"], rules["all"].author) == ([235098383, 1], "supervisor")


def test_an_operator_may_try_but_not_save(room):
    screens, real = room
    screen = opened(screens, real, "operator")
    page = screen.page
    assert page.get_by_role("button", name="Switch off").count() == 0
    page.get_by_role("button", name="Change: gaps").click()
    page.get_by_text("Your role may try rules, not save them.").wait_for()
    assert page.get_by_role("button", name="Save").is_disabled()


@pytest.mark.parametrize(
    ("language", "palette", "size"),
    [("ar", "night", (390, 844)), ("ar", "dusk", (1280, 720)), ("en", "night", (390, 844))],
)
def test_rules_fit_every_screen(room, axe, language, palette, size):
    screens, real = room
    screen = opened(screens, real, "supervisor", language, palette, size)
    screens.shoot(screen, f"rules-{palette}-{language}-{size[0]}")
    found = violations(screen, axe)
    screen.page.get_by_role("button", name={"en": "Change", "ar": "تعديل"}[language]).first.click()
    screens.shoot(screen, f"rules-form-{palette}-{language}-{size[0]}")
    assert found + violations(screen, axe) == []
