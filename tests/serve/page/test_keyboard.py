"""The whole page by keyboard, and without a chart."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from chromium import chromium_path
from feed_fleet import FeedFleet
from playwright.sync_api import Browser

from conftest import Screens


def zoom_of(url: str) -> float:
    return float(url.split("z=")[1].split("&")[0])


def test_everything_can_be_done_from_the_keyboard(screens: Screens, fleet: FeedFleet) -> None:
    player = screens.play(fleet)
    screen = screens.open(player, "lang=en&palette=day&at=12.4,47&z=6")
    page = screen.page
    screen.pictured()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "combobox"
    page.keyboard.type("northern")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("Enter")
    page.get_by_role("region", name="Details").get_by_text("NORTHERN LIGHT").first.wait_for()
    screen.wait("the chart goes there", lambda: "at=12.00" in page.url and zoom_of(page.url) >= 10)

    page.keyboard.press("f")
    page.wait_for_selector("button[aria-pressed=true] >> text=Following")
    page.keyboard.press("f")
    page.wait_for_selector("button[aria-pressed=false] >> text=Follow")
    before = zoom_of(page.url)
    page.keyboard.press("-")
    screen.wait("zoomed out", lambda: zoom_of(page.url) < before)
    centre = page.url
    page.keyboard.press("ArrowLeft")
    screen.wait("moved", lambda: page.url != centre)

    page.keyboard.press("l")
    page.get_by_role("grid").focus()
    page.keyboard.press("End")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=row][aria-selected=true]")
    page.keyboard.press("Escape")
    assert page.get_by_role("grid").count() == 0
    page.keyboard.press("Escape")
    assert page.get_by_role("region", name="Details").count() == 0

    page.keyboard.press("n")
    screen.wait("dusk", lambda: page.locator("html").get_attribute("data-palette") == "dusk")
    page.keyboard.press("n")
    screen.wait("night", lambda: page.locator("html").get_attribute("data-palette") == "night")
    page.keyboard.press("?")
    page.get_by_role("dialog").get_by_text("Follow the selected vessel").wait_for()
    screens.shoot(screen, "help-night-en")
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="detached")
    for key, region in (("t", "Filter"), ("m", "Notices and messages"), ("h", "Feed health"), ("o", "Chart tools")):
        page.keyboard.press(key)
        page.get_by_role("region", name=region).wait_for()
        page.keyboard.press("Escape")


def test_the_room_menu_opens_panels_and_gives_the_focus_back(screens: Screens, fleet: FeedFleet) -> None:
    screen = screens.open(screens.play(fleet), "lang=ar&palette=day")
    page = screen.page
    screen.pictured()
    menu = page.get_by_role("button", name="الغرفة")
    menu.press("Enter")
    tools = page.get_by_role("button", name="أدوات الخريطة")
    tools.wait_for()
    screens.shoot(screen, "room-menu-day-ar")
    page.keyboard.press("Escape")
    tools.wait_for(state="detached")
    assert menu.evaluate("button => button === document.activeElement")
    menu.press("Enter")
    tools.press("Enter")
    page.get_by_role("region", name="أدوات الخريطة").wait_for()
    tools.wait_for(state="detached")


def test_tab_reaches_every_control_and_shows_where_it_is(screens: Screens, fleet: FeedFleet) -> None:
    screen = screens.open(screens.play(fleet), "lang=en&palette=day&list=1&mmsi=211000001")
    screen.page.get_by_role("region", name="Details").get_by_text("DABC").first.wait_for()
    reached: list[str] = []
    for _ in range(40):
        screen.page.keyboard.press("Tab")
        reached.append(
            screen.page.evaluate(
                """() => {
                  const at = document.activeElement
                  const seen = parseFloat(getComputedStyle(at).outlineWidth) >= 2
                  return `${seen ? '' : 'UNSEEN '}${at.getAttribute('aria-label') ?? at.textContent.trim()}`
                }"""
            )
        )
    wanted = (
        "Search by name", "List", "Filter", "Room", "Palette: day", "Help", "Chart of vessels", "Zoom in", "Follow",
        "Feeds",
    )  # fmt: skip
    assert [name for name in wanted if not any(text.startswith(name) for text in reached)] == [], reached
    assert [text for text in reached if text.startswith("UNSEEN ") and "Marsad" not in text] == []


def test_single_keys_can_be_switched_off(screens: Screens, fleet: FeedFleet) -> None:
    screen = screens.open(screens.play(fleet))
    page = screen.page
    screen.pictured()
    page.get_by_role("button", name="Help").click()
    page.get_by_label("Single-key shortcuts").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("l")
    assert page.get_by_role("grid").count() == 0


def test_the_list_sorts_by_column_and_finds_places_on_the_chart(screens: Screens, fleet: FeedFleet) -> None:
    screen = screens.open(screens.play(fleet), "lang=en&palette=day&at=12.4,47&z=6&list=1")
    page = screen.page
    page.wait_for_selector("text=200 of 200")
    page.get_by_role("button", name="MMSI").click()
    page.get_by_role("button", name="MMSI").click()
    header = page.get_by_role("columnheader").filter(has_text="MMSI")
    assert header.get_attribute("aria-sort") == "descending"
    top = page.locator("[role=row][aria-rowindex='2']")
    top.get_by_text("211000001").wait_for()
    top.click()
    screen.wait("the chart goes there", lambda: "at=12.00" in page.url)
    rows = page.locator("[role=grid] [role=row]").count()
    assert rows < 60, "only the rows in sight exist"


@pytest.fixture
def blind_browser(browser: Browser) -> Iterator[Browser]:
    """A browser without WebGL."""
    flags = ["--no-sandbox", "--disable-gpu", "--disable-3d-apis", "--no-first-run"]
    blind = browser.browser_type.launch(executable_path=chromium_path(), args=flags)
    yield blind
    blind.close()


def test_without_webgl_the_list_stands_in(blind_browser: Browser, screens: Screens, fleet: FeedFleet) -> None:
    sighted, screens._browser = screens._browser, blind_browser
    try:
        screen = screens.open(screens.play(fleet))
    finally:
        screens._browser = sighted
    page = screen.page
    page.get_by_text("This browser cannot draw the chart").wait_for()
    page.wait_for_selector("text=200 of 200")
    page.keyboard.press("/")
    page.keyboard.type("northern")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("Enter")
    page.get_by_role("region", name="Details").get_by_text("DABC").first.wait_for()
    screens.shoot(screen, "no-chart-day-en")
    screen.faults = [fault for fault in screen.faults if "WebGL" not in fault]
