"""The main screens, in both languages, by day and night, on a desk and on a phone: accessible, whole, worth a look."""

from __future__ import annotations

import pytest
from feed_fleet import FeedFleet
from feed_player import now_ms

from conftest import Screen, Screens

LOOKS = [(language, palette) for language in ("en", "ar") for palette in ("day", "dusk", "night")]
PHONE_LOOKS = [("en", "day"), ("ar", "night")]
NOTES = (
    {"id": "a", "kind": "area_notice", "title": "Caution area: survey", "text": "Keep clear", "lon": 47.5, "lat": 12.9,
     "radius_m": 25_000},
    {"id": "p", "kind": "area_notice", "title": "Firing", "text": "", "lon": None, "lat": None,
     "polygon": [[45.5, 12.0], [46.2, 12.0], [46.2, 12.5], [45.6, 12.6]]},
    {"id": "m", "kind": "met_hydro", "title": "", "text": "", "lon": 45.0, "lat": 12.7,
     "fields": {"wind_speed_kn": 18, "visibility_nm": 8.2, "wave_height_m": 1.4}},
    {"id": "s", "kind": "safety_text", "title": "", "text": "SECURITE: DRIFTING CONTAINER NEAR 12-30N 045-10E",
     "lon": 45.17, "lat": 12.5},
)  # fmt: skip


def notes() -> list[dict[str, object]]:
    return [{**note, "t_ms": now_ms() - 60_000, "mmsi": 2442000} for note in NOTES]


def violations(screen: Screen, axe: str) -> list[str]:
    """What axe-core finds against WCAG 2.2 A and AA and its own best practices, also in a page inside the page."""
    for frame in screen.page.frames:
        frame.evaluate(axe)
    found = screen.page.evaluate(
        """async () => (await axe.run(document, {
          runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
        })).violations.map((v) => `${v.id}: ` +
          v.nodes.map((n) => `${n.target} ${n.html.slice(0, 150)} ${n.failureSummary}`).join(' | '))"""
    )
    return list(found)


@pytest.mark.parametrize(("language", "palette"), LOOKS)
def test_the_desk_screens_have_no_violation(
    screens: Screens, fleet: FeedFleet, axe: str, language: str, palette: str
) -> None:
    fleet.rows["kind"][7], fleet.rows["nav"][7] = 7, 14
    fleet.static[7][1] = 970123456
    player = screens.play(fleet, mode="simulated", notes=notes())
    screen = screens.open(player, f"lang={language}&palette={palette}&at=12.4,47&z=7&mmsi=211000001&list=1")
    page = screen.page
    screen.pictured()
    page.get_by_text("DABC").first.wait_for()
    found = []
    for key, name in (("", "list"), ("t", "filter"), ("m", "notes"), ("o", "tools"), ("h", "feeds"), ("?", "help")):
        if key:
            page.keyboard.press(key)
        page.wait_for_timeout(300)
        found += [f"{name}: {violation}" for violation in violations(screen, axe)]
        screens.shoot(screen, f"desk-{name}-{palette}-{language}")
    page.keyboard.press("Escape")
    player.silent = True
    page.wait_for_selector("[data-banner=down]", timeout=10_000)
    found += [f"down: {violation}" for violation in violations(screen, axe)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("language", "palette"), PHONE_LOOKS)
def test_a_phone_holds_every_screen_without_scrolling_sideways(
    screens: Screens, fleet: FeedFleet, axe: str, language: str, palette: str
) -> None:
    player = screens.play(fleet, mode="simulated", notes=notes())
    screen = screens.open(
        player, f"lang={language}&palette={palette}&at=12.4,47&z=6", (390, 844), device_scale_factor=2, has_touch=True
    )
    page = screen.page
    screen.pictured()
    found = []
    keys = ("", "chart"), ("l", "list"), ("t", "filter"), ("m", "notes"), ("o", "tools"), ("h", "feeds"), ("?", "help")
    for key, name in keys:
        if key:
            page.keyboard.press(key)
        page.wait_for_timeout(300)
        found += [f"{name}: {violation}" for violation in violations(screen, axe)]
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, name
        screens.shoot(screen, f"phone-{name}-{palette}-{language}")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.mouse.click(*screen.place(0))
    page.get_by_text("DABC").first.wait_for()
    found += [f"details: {violation}" for violation in violations(screen, axe)]
    screens.shoot(screen, f"phone-details-{palette}-{language}")
    assert not found, "\n".join(found)


def test_arabic_keeps_western_digits_and_isolates_names(screens: Screens, fleet: FeedFleet) -> None:
    screen = screens.open(screens.play(fleet), "lang=ar&palette=day&mmsi=211000001&list=1")
    page = screen.page
    page.get_by_text("DABC").first.wait_for()
    text = page.evaluate("document.body.innerText")
    assert not any("\u0660" <= letter <= "\u0669" for letter in text)
    assert "السرعة فوق القاع (SOG)" in text
    assert page.locator("bdi", has_text="NORTHERN LIGHT").count() >= 1
    page.get_by_role("button", name="English").click()
    page.get_by_role("region", name="Details").wait_for()
    assert page.locator("html").get_attribute("dir") == "ltr"
    page.reload()
    page.get_by_role("region", name="Details").wait_for()


def test_the_palette_follows_the_system_until_a_person_chooses(screens: Screens, fleet: FeedFleet) -> None:
    player = screens.play(fleet)
    screen = screens.open(player, "lang=en", color_scheme="dark")
    root = screen.page.locator("html")
    assert root.get_attribute("data-palette") == "night"
    screen.page.emulate_media(color_scheme="light")
    screen.wait("day", lambda: root.get_attribute("data-palette") == "day")
    screen.page.get_by_role("button", name="Palette").click()
    screen.wait("dusk", lambda: root.get_attribute("data-palette") == "dusk")
    screen.page.goto(player.url)
    screen.page.wait_for_selector("[data-palette=dusk]")
