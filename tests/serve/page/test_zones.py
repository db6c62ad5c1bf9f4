"""Zones on the page, on the real server: drawn by clicks and by keyboard, tried on what was heard, saved, changed."""

from __future__ import annotations

import msgspec
import pytest
from real_room import PASSWORD, RealRoom
from test_screens import violations
from tests.runtime.test_three_shells import tagged

from conftest import Screens
from marsad.decode.ais.encode import encode_message, sentences
from marsad.runtime.clock import system_clock
from marsad.runtime.given import Given
from marsad.runtime.settings import Settings
from marsad.store.raw_log import RawLog

MINUTE_US = 60_000_000
NOTICE = (0x7A, 0x3E, 0x9D)


def heard(folder) -> None:
    """Six hours of a ship to and fro through the middle of the chart."""
    start = system_clock() - 361 * MINUTE_US
    now = [start]
    log = RawLog(folder / "raw", lambda: now[0])
    for minute in range(360):
        now[0] = start + minute * MINUTE_US
        along = minute % 120
        lon = 44.7 + 0.6 * (along if along < 60 else 120 - along) / 60
        fields = {
            "lon_deg": lon,
            "lat_deg": 12.0,
            "sog_kn": 35.2,
            "cog_deg": 90.0 if along < 60 else 270.0,
            "second": 0,
        }
        for line in sentences(encode_message(1, 235000001, fields)):
            log.append("roof", tagged(now[0] // 1000, line), now[0])
        log.sync()
    log.close()


@pytest.fixture
def room(screens: Screens, tmp_path):
    heard(tmp_path)
    with RealRoom(tmp_path) as real:
        yield screens, real


TITLE = {"en": "Zones", "ar": "المناطق"}


def opened(screens, real, who="supervisor", language="en", palette="day", size=(1280, 720)):
    screen = screens.open(real, f"lang={language}&palette={palette}&at=12,45&z=9", size=size)
    page = screen.page
    page.locator("input[name=username]").fill(who)
    page.locator("input[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector(".room:not([inert])")
    page.keyboard.press("z")
    page.get_by_role("region", name=TITLE[language]).wait_for()
    return screen


def test_a_zone_is_drawn_by_clicks_tried_saved_seen_elsewhere_and_taken_away(room, axe):
    screens, real = room
    screen, other = opened(screens, real), opened(screens, real, "viewer")
    page = screen.page
    assert other.page.get_by_role("button", name="Draw a zone").count() == 0, "a viewer looks"
    page.get_by_role("button", name="Draw a zone").click()
    box = page.locator(".maplibregl-canvas").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    for dx, dy in ((-60, -60), (60, -60), (60, 60), (-60, 60)):
        page.mouse.click(x + dx, y + dy)
    page.get_by_label("Corner 4", exact=True).wait_for()
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Give it a name").wait_for()
    assert page.get_by_label("Name", exact=True).evaluate("e => e === document.activeElement")
    assert violations(screen, axe) == []
    page.get_by_label("Name", exact=True).fill("FIRING <b>1</b>")
    page.get_by_role("button", name="Try it on what was heard").click()
    page.get_by_text("6 alerts").wait_for(timeout=60_000)
    screens.shoot(screen, "zones-tried-day-en")
    assert real.room.given.drawn() == [], "nothing is saved by trying"
    page.get_by_role("button", name="Save").click()
    page.get_by_text("FIRING <b>1</b>").first.wait_for()
    other.page.get_by_text("FIRING <b>1</b>").first.wait_for()
    other.wait("its edge on the other chart", lambda: NOTICE in screens.colours(other, x - 60, y, 4))
    screens.shoot(screen, "zones-saved-day-en")
    (body,) = real.room.given.drawn()
    assert (body["name"], body["properties"]["watch"]) == ("FIRING <b>1</b>", ["enter"])
    page.get_by_label("Zones on the chart").press("Space")
    screen.wait("hidden", lambda: NOTICE not in screens.colours(screen, x - 60, y, 4))
    page.get_by_role("button", name="Take away").click()
    page.get_by_role("button", name="Take it away for good").click()
    page.get_by_text("No zone was drawn yet.").wait_for()
    assert real.room.given.drawn() == []


def test_a_zone_is_drawn_and_changed_wholly_by_keyboard_and_refused_beside_its_field(room, axe):
    screens, real = room
    screen = opened(screens, real)
    page = screen.page
    page.get_by_role("button", name="Draw a zone").press("Enter")
    page.get_by_label("Name", exact=True).fill("ANCHORS")
    corner = page.get_by_label("New corner")
    for text in ("11.9, 44.9", "12 06 N 045 06 E", "11.9, 45.1", "nowhere", "12.1, 44.9"):
        corner.fill(text)
        corner.press("Enter")
        if text == "nowhere":
            page.get_by_text("No position").wait_for()
    page.get_by_label("Corner 4", exact=True).wait_for()
    page.get_by_label("Stays longer than").first.check()
    page.get_by_role("button", name="Save").press("Enter")
    page.get_by_text("no two sides that cross").wait_for()
    page.get_by_text("Minutes from 1 to").wait_for()
    screens.shoot(screen, "zones-wrong-day-en")
    assert violations(screen, axe) == []
    page.get_by_label("Corner 2", exact=True).fill("11.9, 45.1")
    page.get_by_label("Corner 2", exact=True).press("Tab")
    page.get_by_label("Corner 3", exact=True).fill("12.1, 45.1")
    page.get_by_label("Corner 3", exact=True).press("Tab")
    page.locator("input[id$='-dwell']").fill("30")
    page.get_by_role("button", name="Save").press("Enter")
    page.get_by_role("button", name="Change").press("Enter")
    page.get_by_label("Name", exact=True).fill("ANCHORAGE")
    page.get_by_role("button", name="Save").press("Enter")
    screen.wait("under its new name", lambda: [one["name"] for one in real.room.given.drawn()] == ["ANCHORAGE"])
    (body,) = real.room.given.drawn()
    assert body["properties"]["dwell_min"] == 30
    assert len(body["geometry"]["coordinates"][0]) == 5


def test_what_only_the_server_knows_is_told_too_and_an_operator_may_try_but_not_save(room):
    screens, real = room
    screen = opened(screens, real, "operator")
    page = screen.page
    page.get_by_role("button", name="Draw a zone").press("Enter")
    page.get_by_label("Name", exact=True).fill("WORLD")
    for text in ("-80, -170", "-80, 0", "-80, 170", "80, 170", "80, 0", "80, -170"):
        page.get_by_label("New corner").fill(text)
        page.get_by_label("New corner").press("Enter")
    page.get_by_role("button", name="Try it on what was heard").press("Enter")
    page.get_by_text("of the world").wait_for()
    assert page.get_by_role("button", name="Save").is_disabled()


@pytest.mark.parametrize(
    ("language", "palette", "size"),
    [("ar", "night", (390, 844)), ("ar", "dusk", (1280, 720)), ("en", "night", (390, 844))],
)
def test_zones_fit_every_screen(room, axe, language, palette, size):
    screens, real = room
    screen = opened(screens, real, "supervisor", language, palette, size)
    screen.page.get_by_role("button", name={"en": "Draw a zone", "ar": "رسم منطقة"}[language]).press("Enter")
    screen.page.locator("input[id$='-name']").fill("نيران FIRING")
    for text in ("11.9, 44.9", "11.9, 45.1", "12.1, 45.1"):
        screen.page.locator("input[id$='-corners']").fill(text)
        screen.page.locator("input[id$='-corners']").press("Enter")
    screen.page.get_by_role("button", name={"en": "Try it on", "ar": "تجربة دون تفعيل"}[language]).press("Enter")
    screen.page.locator(".trial strong").wait_for(timeout=60_000)
    screens.shoot(screen, f"zones-{palette}-{language}-{size[0]}")
    assert violations(screen, axe) == []


@pytest.mark.parametrize(("language", "palette", "size"), [("en", "day", (1280, 720)), ("ar", "night", (390, 844))])
def test_a_zone_of_the_configuration_that_holds_no_longer_says_so(screens, tmp_path, axe, language, palette, size):
    words = {"en": "not in force now", "ar": "غير سارية الآن"}[language]
    corners = [[44.8, 11.9], [45.2, 11.9], [45.2, 12.1], [44.8, 12.1], [44.8, 11.9]]
    zone = {"polygon": corners, "watch": ["enter"]}
    told = {"zones": {"OVER": zone | {"until": "2026-01-01T00:00:00Z"}, "STANDS": zone}}
    with RealRoom(tmp_path) as real:
        real.room.given = Given(msgspec.convert(told, Settings), tmp_path, real.room.alerting.journal)
        screen = opened(screens, real, "viewer", language, palette, size)
        over, stands = (screen.page.locator("li", has_text=name) for name in ("OVER", "STANDS"))
        over.get_by_text(words).wait_for()
        assert stands.get_by_text(words).count() == 0
        assert violations(screen, axe) == []
        screens.shoot(screen, f"zones-configured-{palette}-{language}-{size[0]}")
