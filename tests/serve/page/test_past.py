"""The look back on the page, on the real server, which reads a real log in a process of its own."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from real_room import PASSWORD, RealRoom
from test_screens import violations
from tests.runtime.test_three_shells import tagged

from conftest import Screens
from marsad.alerts.action import Action
from marsad.decode.ais.encode import encode_message, sentences
from marsad.runtime.clock import system_clock
from marsad.schema.event import Event
from marsad.store.raw_log import RawLog

MINUTE_US = 60_000_000
SHIP, HOSTILE = 235_000_001, "<B>X</B>&NBSP;"
BACK = 30
"""Minutes of the log."""


def lon_at(minute: float) -> float:
    return 44.9 + 0.25 * minute / BACK


def heard(folder) -> int:
    """Half an hour of a ship that sails east through the chart; the instant of its first minute."""
    start = (system_clock() // MINUTE_US - BACK) * MINUTE_US
    now = [start]
    log = RawLog(folder / "raw", lambda: now[0])
    for minute in range(BACK):
        now[0] = start + minute * MINUTE_US
        told = {"lon_deg": lon_at(minute), "lat_deg": 12.0, "sog_kn": 29.3, "cog_deg": 90.0, "second": 0}
        for line in (*sentences(encode_message(1, SHIP, told)),
                     *sentences(encode_message(5, SHIP, {"name": HOSTILE, "ship_type": 70}))):  # fmt: skip
            log.append("roof", tagged(now[0] // 1000, line), now[0])
        log.sync()
    log.close()
    return start


@pytest.fixture
def room(screens: Screens, tmp_path):
    start = heard(tmp_path)
    with RealRoom(tmp_path) as real:
        yield screens, real, start


def opened(screens, real, language="en", palette="day", size=(1280, 720), who="operator"):
    screen = screens.open(real, f"lang={language}&palette={palette}&at=12,45&z=9", size=size)
    page = screen.page
    page.locator("input[name=username]").fill(who)
    page.locator("input[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector(".room:not([inert])")
    page.keyboard.press("p")
    past = page.frame_locator("iframe")
    past.get_by_role("region", name={"en": "Time bar", "ar": "شريط الزمن"}[language]).wait_for()
    past.get_by_text("PAST", exact=True).wait_for()
    past.get_by_role("slider").and_(past.locator(":enabled")).wait_for(timeout=60_000)
    return screen, past


def told(past) -> str:
    return past.locator(".at bdi").inner_text()


def typed(past, ms: int) -> None:
    field = past.get_by_label("Moment, UTC")
    field.fill(clock(ms))
    field.press("Enter")


def clock(us: int) -> str:
    return datetime.fromtimestamp(us / 1e6, UTC).strftime("%Y-%m-%d %H:%M:%S")


def longitude(past) -> float:
    """Where the details say that she is, degrees."""
    text = past.get_by_role("region", name="The past: Details").first.inner_text()
    whole, minutes = re.search(r"(\d+)°\s*([\d.]+).?\s*E", text).groups()
    return float(whole) + float(minutes) / 60


def test_any_moment_is_shown_beside_now_and_nothing_can_be_done_in_it(room, axe):
    screens, real, start = room
    screen, past = opened(screens, real)
    page = screen.page
    frame = page.frames[1]
    typed(past, start + 10 * MINUTE_US)
    past.locator(".at", has_text=clock(start + 10 * MINUTE_US)).wait_for()
    past.get_by_placeholder("Name, MMSI, IMO, call sign").fill(str(SHIP))
    past.get_by_role("listbox").get_by_role("option").first.click()
    past.get_by_role("heading", name=HOSTILE).wait_for()
    screen.wait("she is where she was", lambda: abs(longitude(past) - lon_at(10)) < 0.001)
    assert page.locator(".room .details").count() == 0, "the page of now chose nobody"
    typed(past, start + 20 * MINUTE_US)
    screen.wait("and ten minutes on", lambda: abs(longitude(past) - lon_at(20)) < 0.001)
    past.get_by_role("button", name="10 minutes back").click()
    screen.wait("and back", lambda: abs(longitude(past) - lon_at(10)) < 0.001)
    past.get_by_label("Speed").select_option("300")
    past.get_by_role("button", name="Play").click()
    screen.wait("it plays", lambda: longitude(past) > lon_at(14))
    past.get_by_role("button", name="Stand still").click()
    screens.shoot(screen, "past-beside-day-en")
    assert violations(screen, axe) == []
    assert frame.evaluate("document.querySelectorAll('.room button.ack').length") == 0
    past.get_by_label("Moment, UTC").fill("tomorrow")
    past.get_by_role("button", name="Go", exact=True).click()
    past.get_by_text("Write it as").wait_for()
    past.get_by_label("Moment, UTC").fill("1999-01-01 00:00")
    past.get_by_role("button", name="Go", exact=True).click()
    past.get_by_text("There are records from").wait_for()
    past.get_by_role("button", name="Over now").click()
    page.wait_for_selector(".past:not(.beside)")
    screens.shoot(screen, "past-alone-day-en")
    past.get_by_role("slider").press("Escape")  # leaves the vessel,
    past.get_by_role("slider").press("Escape")  # then the past
    page.wait_for_selector("iframe", state="detached")
    assert page.locator(".mark strong").count() == 0
    assert screen.faults == []


def collision(start: int) -> Event:
    t = start + 12 * MINUTE_US
    evidence = '{"cpa_m":90.0,"tcpa_s":300.0}'
    whom = (SHIP * 100, 235_000_002 * 100)
    return Event("c" * 16, "close_quarters", whom, t, None, t, t, "open", 1, None, lon_at(12),
                 12.0, None, "warning", evidence, "close_quarters", "1", "p" * 16)  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ar"])
def test_alerts_are_as_they_stood(screens, tmp_path, language):
    start = heard(tmp_path)
    now = [start + 12 * MINUTE_US]
    with RealRoom(tmp_path, clock=lambda: now[0]) as real:
        real.room.alerting.take([collision(start)], now[0])
        now[0] = start + 20 * MINUTE_US
        real.room.alerting.tick()
        (alert,) = real.room.alerting.desk.listed()
        now[0] = start + 22 * MINUTE_US
        real.room.alerting.act(Action("acknowledge", alert.id, "Layla"))
        now[0] = start + 29 * MINUTE_US
        screen, past = opened(screens, real, language, "night" if language == "ar" else "dusk")
        for minute, cards, acknowledged in ((11, 0, 0), (13, 1, 0), (23, 1, 1), (13, 1, 0)):
            past.locator("form input").fill(clock(start + minute * MINUTE_US))
            past.locator("form input").press("Enter")
            past.locator(".at", has_text=clock(start + minute * MINUTE_US)).wait_for()
            if past.locator(".desk").count() == 0:
                past.locator("button.alerts").click()
            screen.wait(f"{cards} at minute {minute}", lambda n=cards: past.locator("article.alert").count() == n)
            screen.wait("as it was dealt with", lambda n=acknowledged: past.get_by_text("✓").count() == n)
            assert past.locator("button.ack").count() == 0
        screens.shoot(screen, f"past-alerts-{language}")


@pytest.mark.parametrize(("language", "palette"), [("en", "night"), ("ar", "day")])
def test_a_phone_shows_now_above_and_the_past_below(room, axe, language, palette):
    screens, real, _ = room
    screen, _ = opened(screens, real, language, palette, (390, 844))
    assert violations(screen, axe) == []
    screens.shoot(screen, f"past-phone-{palette}-{language}")
    now, then = screen.page.locator(".chart").first.bounding_box(), screen.page.locator("iframe").bounding_box()
    assert now["y"] + now["height"] <= then["y"] + 4
    assert screen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert screen.page.frames[1].evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_room_without_records_offers_no_past(screens, tmp_path):
    made = RealRoom(tmp_path)
    made.pasts = None
    with made as real:
        screen = screens.open(real)
        page = screen.page
        page.locator("input[name=username]").fill("viewer")
        page.locator("input[name=password]").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_selector(".room:not([inert])")
        page.get_by_role("button", name="Room").click()
        page.get_by_role("button", name="Watch log").wait_for()
        assert page.get_by_role("button", name="Look back").count() == 0
        page.keyboard.press("p")
        assert page.locator("iframe").count() == 0
