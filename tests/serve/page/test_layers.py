"""Layers of the chart: switched in one place and remembered; density, coverage and tracks on the real server."""

from __future__ import annotations

import pytest
from real_room import PASSWORD, RealRoom
from test_screens import violations
from tests.rows import table

from conftest import Screens
from marsad.runtime.clock import system_clock

MINUTE_US = 60_000_000
SHIPS = 50
HOSTILE = "<img src=x onerror=alert(1)>\u202ekey"
FIRST = 636_000_001
DAY = {"coverage": (0x0F, 0x76, 0x6E), "trail": (0x1D, 0x5F, 0xA8)}


def sea(real: RealRoom) -> None:
    """Fifty ships on their way east for half an hour, the first twelve of them close together."""
    start = system_clock() - 30 * MINUTE_US
    for minute in range(31):
        t = start + minute * MINUTE_US
        rows = [
            {"t": t, "t_recv": t, "source": source, "station": "n", "type": 1, "mmsi": FIRST + n,
             "lon_deg": 44.6 + 0.004 * minute + (0.001 * n if n < 12 else 0.02 * (n % 10)),
             "lat_deg": 12.01 if n < 12 else 11.8 + 0.08 * (n // 10), "sog_kn": 14.0, "cog_deg": 90.0,
             "digest": 99 * minute + n}
            for n in range(SHIPS) for source in (("roof", "hill") if n < 12 else ("roof",))
        ]  # fmt: skip
        real.room.apply({"position": table("position", rows)}, {}, now_us=t)
        real.room.density.count(real.room.picture, t)
    told = {"t": t, "t_recv": t, "source": "roof", "type": 5, "mmsi": FIRST, "name": HOSTILE}
    real.room.apply({"static": table("static", [told])}, {}, now_us=t)
    real.room.refresh()


@pytest.fixture
def room(screens: Screens, tmp_path):
    with RealRoom(tmp_path) as real:
        sea(real)
        yield screens, real


SEA = (0xD3, 0xE3, 0xEC)
TITLE = {"en": "Layers", "ar": "الطبقات"}


def opened(screens, real, language="en", palette="day", size=(1280, 720), at="at=12,44.75&z=9"):
    screen = screens.open(real, f"lang={language}&palette={palette}&{at}", size=size)
    page = screen.page
    page.locator("input[name=username]").fill("viewer")
    page.locator("input[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector(".room:not([inert])")
    page.keyboard.press("y")
    page.get_by_role("region", name=TITLE[language]).wait_for()
    return screen


def close_to(colour, wanted, by=28):
    return max(abs(a - b) for a, b in zip(colour, wanted, strict=True)) <= by


def at(screen, lon, lat):
    """Where on screen a place stands, near the middle of the view at 12 N 44.75 E, zoom 9."""
    size = screen.page.locator(".maplibregl-canvas").bounding_box()
    px = 512 * 2**9 / 360
    return size["x"] + size["width"] / 2 + (lon - 44.75) * px, size["y"] + size["height"] / 2 - (lat - 12) * px / 0.978


def test_density_is_counted_by_the_room_drawn_with_its_numbers_and_remembered(room):
    screens, real = room
    screen = opened(screens, real)
    page = screen.page
    density = page.get_by_role("group", name="Density")
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/api/layers/" in request.url else None)
    page.wait_for_timeout(1500)
    assert asked == [], "what is off costs nothing"
    density.get_by_role("button", name="last 1 h").click()
    page.get_by_text("The busiest squares here").wait_for()
    page.get_by_text("Counted from").wait_for()
    page.get_by_text("A square is 1.5 NM high.").wait_for()
    first = page.locator("ol li").first
    busiest = float(first.locator("strong").inner_text())
    assert 2 <= busiest <= 3, "twelve ships were in it for six minutes of thirty"
    x, y = at(screen, 44.6375, 12.0125)
    screen.wait("a square", lambda: not any(close_to(one, SEA, 12) for one in screens.colours(screen, x, y, 3)))
    screens.shoot(screen, "layers-density-day-en")
    page.reload()
    page.wait_for_selector(".room:not([inert])")
    page.keyboard.press("y")
    page.get_by_text("The busiest squares here").wait_for()
    assert density.get_by_role("button", name="last 1 h").get_attribute("aria-pressed") == "true"
    density.get_by_role("button", name="off").click()
    page.get_by_text("The busiest squares here").wait_for(state="detached")


def test_coverage_says_from_where_and_that_no_mark_is_no_answer(room):
    screens, real = room
    screen = opened(screens, real)
    page = screen.page
    x, y = at(screen, 44.6375, 12.0125)
    page.get_by_label("From where vessels were heard").check()
    page.get_by_text("nobody was heard there since").wait_for()
    page.get_by_text("two receivers", exact=True).wait_for()
    mixed = tuple(round(0.6 * a + 0.4 * b) for a, b in zip(DAY["coverage"], SEA, strict=True))
    screen.wait("marks", lambda: any(close_to(one, mixed) for one in screens.colours(screen, x, y, 3)))
    screens.shoot(screen, "layers-coverage-day-en")
    page.get_by_label("From where vessels were heard").uncheck()
    screen.wait("none", lambda: not any(close_to(one, mixed, 8) for one in screens.colours(screen, x, y, 3)))


def test_tracks_of_marked_vessels_and_of_those_in_view_with_times_and_a_limit_that_is_told(room):
    screens, real = room
    screen = opened(screens, real)
    page = screen.page
    tracks = page.get_by_role("group", name="Tracks")
    page.get_by_text("Choose a vessel on the chart").wait_for()
    page.evaluate(f"location.hash = 'lang=en&palette=day&at=12,44.75&z=9&mmsi={FIRST}'")
    page.get_by_role("button", name="Mark the chosen vessel").click()
    page.get_by_text("1 of 1 tracks are shown.").wait_for()
    page.get_by_role("button", name="Remove: <img src=x onerror=alert(1)>").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("region", name=TITLE["en"]).wait_for(state="detached")
    page.evaluate("location.hash = 'lang=en&palette=day&at=12,44.75&z=9'")

    def of_track(by, reach):  # by times that stand on it, as the clock has it, some of it is hidden
        places = [at(screen, lon, 12.01) for lon in (44.61, 44.63, 44.65, 44.67, 44.69)]
        return any(close_to(one, DAY["trail"], by) for x, y in places for one in screens.colours(screen, x, y, reach))

    screen.wait("her track", lambda: of_track(60, 6), 30)
    page.keyboard.press("y")
    tracks.get_by_role("button", name="vessels in view").click()
    page.get_by_text(f"40 of {SHIPS} tracks: those nearest to the middle.").wait_for()
    page.get_by_text("Names of vessels").click()
    screens.shoot(screen, "layers-tracks-day-en")
    tracks.get_by_role("button", name="off").click()
    screen.wait("none", lambda: not of_track(40, 4))


def test_names_are_switched_off_and_stay_so(room):
    screens, real = room
    screen = opened(screens, real, at=f"at=12.01,44.72&z=13&mmsi={FIRST}")
    page = screen.page
    names = page.locator("canvas.labels:not([hidden])")
    names.wait_for(state="attached")
    page.get_by_label("Names of vessels").uncheck()
    names.wait_for(state="detached")
    page.reload()
    page.wait_for_selector(".room:not([inert])")
    screen.pictured()
    assert names.count() == 0
    page.keyboard.press("y")
    page.get_by_label("Names of vessels").check()
    names.wait_for(state="attached")


@pytest.mark.parametrize(
    ("language", "palette", "size"),
    [("en", "night", (1280, 720)), ("ar", "dusk", (1280, 720)), ("ar", "day", (390, 844)), ("en", "night", (390, 844))],
)
def test_layers_fit_every_screen(room, axe, language, palette, size):
    screens, real = room
    screen = opened(screens, real, language, palette, size)
    page = screen.page
    page.get_by_role("group", name={"en": "Density", "ar": "الكثافة"}[language]).get_by_role("button").nth(2).click()
    page.get_by_role("group", name={"en": "Tracks", "ar": "المسارات"}[language]).get_by_role("button").nth(2).click()
    page.get_by_label({"en": "From where vessels were heard", "ar": "من أين سُمعت السفن"}[language]).check()
    page.locator("ol li").first.wait_for()
    page.get_by_text({"en": "nobody was heard there", "ar": "لم يُسمع أحد هناك"}[language]).wait_for()
    assert violations(screen, axe) == []
    screens.shoot(screen, f"layers-{palette}-{language}-{size[0]}")
    page.locator("ol li").first.scroll_into_view_if_needed()
    screens.shoot(screen, f"layers-legend-{palette}-{language}-{size[0]}")
