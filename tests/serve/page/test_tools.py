"""The tools of the chart and what alerts draw on it, before the real server, by keyboard alone."""

from __future__ import annotations

import re

import pytest
from real_room import RealRoom
from test_alert_desk import sign_in
from test_screens import violations
from tests.alerts.made import MIN, event
from tests.rows import table

from conftest import Screen, Screens
from marsad.runtime.clock import system_clock

EAST, WEST = 235_098_383, 636_000_001
MIDDLE = (45.1, 12.0)
VIEW = "at=12.0,45.1&z=11"
TOOL, DANGER, EVIDENCE = (0x0F, 0x5C, 0x7C), (0xB0, 0x00, 0x20), (0x7A, 0x3E, 0x9D)
"""Of the day palette."""


@pytest.fixture
def sea(screens: Screens, tmp_path):
    """Two ships that meet in the middle of the chart: EAST along 12 N, WEST 0.3 NM north of her."""
    with RealRoom(tmp_path) as real:
        now = system_clock()
        heard = {"t": now, "t_recv": now, "source": "roof", "station": "north", "type": 1}
        real.room.apply({
            "position": table("position", [
                {**heard, "mmsi": EAST, "lon_deg": 45.0, "lat_deg": 12.0, "sog_kn": 12.0, "cog_deg": 90.0, "digest": 1},
                {**heard, "mmsi": WEST, "lon_deg": 45.2, "lat_deg": 12.005,
                 "sog_kn": 12.0, "cog_deg": 270.0, "digest": 2},
            ]),
            "static": table("static", [{**heard, "type": 5, "mmsi": EAST, "name": "NORTHERN LIGHT"}]),
        }, {})  # fmt: skip
        yield screens, real


def opened(screens: Screens, real: RealRoom, look: str = "lang=en&palette=day", **more: object) -> Screen:
    screen = screens.open(real, f"{look}&{VIEW}", **more)
    sign_in(screen.page, "viewer")
    screen.pictured()
    return screen


def tool(screen: Screen, name: str) -> None:
    if not screen.page.get_by_role("region", name="Chart tools").count():
        screen.page.keyboard.press("o")
    button = screen.page.get_by_role("button", name=name, exact=True)
    button.focus()
    screen.page.keyboard.press("Enter")


def put(screen: Screen, text: str) -> None:
    field = screen.page.locator("input[name=place]")
    field.focus()
    screen.page.keyboard.type(text)
    screen.page.keyboard.press("Enter")


def drawn_in(screens: Screens, screen: Screen, colour: tuple[int, ...], what: str) -> None:
    """The colour stands within a few pixels of the middle of the chart."""
    size = screen.page.locator(".maplibregl-canvas").bounding_box()
    assert size
    x, y = size["x"] + size["width"] / 2, size["y"] + size["height"] / 2
    screen.wait(what, lambda: colour in screens.colours(screen, x, y, 8), 5)


def test_measured_legs_tell_miles_and_true_bearings(sea):
    screens, real = sea
    screen = opened(screens, real)
    tool(screen, "Measure")
    put(screen, "12 0 N 45 6 E")
    put(screen, "12 10 N 45 6 E")
    put(screen, "12 10 N 45 6 E, or so")
    screen.page.get_by_role("alert").get_by_text("No position").wait_for()
    assert screen.page.locator("input[name=place]").input_value() == "12 10 N 45 6 E, or so"
    screen.page.locator("input[name=place]").fill("")
    put(screen, "12 10 N 45 16.2280 E")
    panel = screen.page.get_by_role("region", name="Chart tools")
    assert re.findall(r"(\d{3}\.\d)° · ([\d.]+) NM", panel.inner_text()) == [("000.0", "10.0"), ("090.0", "10.0")]
    assert "20.0 NM" in panel.inner_text()
    drawn_in(screens, screen, TOOL, "the first point")
    screens.shoot(screen, "tools-measure-day-en")
    screen.page.get_by_role("button", name="Take the last back").press("Enter")
    screen.wait("one leg", lambda: "Leg 2" not in panel.inner_text())


def test_clicks_measure_while_the_tool_is_in_use_and_choose_vessels_after(sea):
    screens, real = sea
    screen = opened(screens, real)
    tool(screen, "Measure")
    size = screen.page.locator(".maplibregl-canvas").bounding_box()
    x, y = size["x"] + size["width"] / 2, size["y"] + size["height"] / 2
    screen.page.mouse.click(x, y - 40)
    screen.page.mouse.click(x, y + 60)
    screen.page.get_by_text("Leg 1").wait_for()
    assert "180.0°" in screen.page.get_by_role("region", name="Chart tools").inner_text()
    assert screen.page.get_by_role("region", name="Details").count() == 0
    screen.page.keyboard.press("Escape")
    assert screen.page.get_by_role("button", name="Measure", exact=True).get_attribute("aria-pressed") == "false"


def test_range_rings_go_about_a_place_or_a_vessel(sea):
    screens, real = sea
    screen = opened(screens, real)
    tool(screen, "Range rings")
    put(screen, str(EAST))
    screen.page.get_by_role("button", name="Middle of the chart").press("Enter")
    panel = screen.page.get_by_role("region", name="Chart tools")
    panel.get_by_text("NORTHERN LIGHT").wait_for()
    panel.get_by_text("12°00.000′N 045°06.000′E").wait_for()
    drawn_in(screens, screen, TOOL, "the middle of the rings")
    screens.shoot(screen, "tools-rings-day-en")
    while panel.get_by_role("button", name="Remove").count():
        panel.get_by_role("button", name="Remove").first.press("Enter")
    assert panel.get_by_text("NORTHERN LIGHT").count() == 0


def test_the_closest_point_of_any_two_is_told_and_drawn(sea, axe):
    screens, real = sea
    screen = opened(screens, real)
    tool(screen, "CPA of two")
    put(screen, "211999999")
    screen.page.get_by_text("No vessel of the picture").wait_for()
    screen.page.locator("input[name=place]").fill("")
    put(screen, "northern light")
    put(screen, str(WEST))
    cpa = screen.page.locator("[data-cpa]")
    cpa.wait_for()
    assert float(cpa.get_attribute("data-cpa")) == pytest.approx(556, abs=2)
    seconds = float(screen.page.locator("[data-tcpa]").get_attribute("data-tcpa"))
    assert 1700 < seconds <= 1762, "11.7 NM at 24 knots, less what has passed since"
    drawn_in(screens, screen, TOOL, "the closest point")
    assert violations(screen, axe) == []
    screens.shoot(screen, "tools-cpa-day-en")


def test_own_notes_stay_in_the_browser(sea):
    screens, real = sea
    screen = opened(screens, real)
    tool(screen, "Own notes")
    screen.page.get_by_role("button", name="Middle of the chart").press("Enter")
    field = screen.page.locator("input[name=note]")
    field.focus()
    screen.page.keyboard.type("شباك <b>nets</b>")
    screen.page.keyboard.press("Enter")
    screen.page.get_by_text("شباك <b>nets</b>").wait_for()
    drawn_in(screens, screen, TOOL, "the note")
    screen.page.reload()
    screen.page.wait_for_selector(".room:not([inert])")
    screen.page.keyboard.press("o")
    screen.page.get_by_text("شباك <b>nets</b>").wait_for()
    screens.shoot(screen, "tools-notes-day-en")
    screen.page.get_by_role("button", name="Remove").press("Enter")
    screen.wait("gone", lambda: screen.page.evaluate("localStorage.getItem('marsad.own-notes')") == "[]")


def test_vectors_are_switched_and_kept(sea):
    screens, real = sea
    screen = opened(screens, real)
    screen.page.keyboard.press("y")
    size = screen.page.locator(".maplibregl-canvas").bounding_box()
    px_a_degree = 512 * 2**11 / 360
    x = size["x"] + size["width"] / 2 + 0.1 * px_a_degree
    y = size["y"] + size["height"] / 2 - 0.005 * px_a_degree / 0.978
    px_a_minute = 12 / 60 / 60 / 0.978 * px_a_degree
    label = (0x12, 0x23, 0x2E)

    def line_at(minutes: float) -> bool:
        found = screens.colours(screen, x - minutes * px_a_minute, y, 6)
        return any(max(abs(a - b) for a, b in zip(one, label, strict=True)) < 40 for one in found)

    screen.wait("six minutes", lambda: line_at(4.5) and not line_at(10.5))
    vectors = screen.page.get_by_role("group", name="Speed vectors")
    vectors.get_by_role("button", name="12 min").click()
    screen.wait("twelve minutes", lambda: line_at(4.5) and line_at(10.5))
    vectors.get_by_role("button", name="off").click()
    screen.wait("none", lambda: not line_at(4.5) and not line_at(10.5))
    screen.page.reload()
    screen.page.wait_for_selector(".room:not([inert])")
    screen.page.keyboard.press("y")
    vectors.get_by_role("button", name="off").wait_for()
    assert vectors.get_by_role("button", name="off").get_attribute("aria-pressed") == "true"


def test_every_danger_is_drawn_and_the_open_alert_with_its_evidence(sea, axe):
    screens, real = sea
    screen = opened(screens, real)
    now = system_clock()
    real.room.alerting.take([
        event("close_quarters", (EAST, WEST), now - MIN, at=MIDDLE, raised=now, encounter="head-on", cpa_m=556.0,
              tcpa_min=29.0, range_m=21_700.0, domain_m=600.0, closing_kn=24.0),
        event("gap", (EAST,), now - 60 * MIN, known=now - 10 * MIN, raised=now, at=MIDDLE,
              radius_m=1500.0, silent_minutes=50),
    ], now)  # fmt: skip
    drawn_in(screens, screen, DANGER, "the closest point of the danger")
    screens.shoot(screen, "tools-dangers-day-en")
    screen.page.get_by_role("button", name="Room").click()
    screen.page.get_by_role("button", name="Layers").click()
    screen.page.get_by_label("Closest points of all close quarters").press("Space")
    size = screen.page.locator(".maplibregl-canvas").bounding_box()
    middle = size["x"] + size["width"] / 2, size["y"] + size["height"] / 2
    screen.wait("hidden", lambda: DANGER not in screens.colours(screen, *middle, 8))
    east = middle[0] + 0.1 * 512 * 2**11 / 360, middle[1]
    screen.wait("a ring round her", lambda: DANGER in screens.colours(screen, *east, 20))
    screens.shoot(screen, "dangerous-symbol-day-en")
    screen.page.get_by_label("Closest points of all close quarters").press("Space")
    screen.page.locator("article.alert", has_text="Close quarters").get_by_role("button").first.press("Enter")
    drawn_in(screens, screen, EVIDENCE, "the evidence of the open alert")
    assert violations(screen, axe) == []
    screens.shoot(screen, "tools-evidence-close-day-en")
    screen.page.locator("article.alert", has_text="Reports missing").get_by_role("button").first.press("Enter")
    drawn_in(screens, screen, EVIDENCE, "the place of the gap")
    screens.shoot(screen, "tools-evidence-gap-day-en")


@pytest.mark.parametrize(("language", "palette", "size"), [
    ("ar", "night", (1280, 720)), ("ar", "dusk", (390, 844)), ("en", "dusk", (390, 844)),
])  # fmt: skip
def test_the_tools_fit_every_screen(sea, axe, language, palette, size):
    screens, real = sea
    screen = opened(screens, real, f"lang={language}&palette={palette}&mmsi={EAST}", size=size)
    page = screen.page
    page.keyboard.press("Escape")
    page.keyboard.press("o")
    third = page.locator(".panel [aria-pressed]").nth(2)
    third.focus()
    page.keyboard.press("Enter")
    put(screen, str(EAST))
    put(screen, str(WEST))
    page.locator("[data-cpa]").wait_for()
    assert violations(screen, axe) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    screens.shoot(screen, f"tools-cpa-{palette}-{language}-{size[0]}")
