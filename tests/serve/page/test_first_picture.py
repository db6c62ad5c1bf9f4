"""Opening the page: the picture at once, from this origin alone, and every way to look closer."""

from __future__ import annotations

from feed_fleet import FeedFleet, generated
from feed_player import now_ms

from conftest import Screens


def test_the_first_picture_comes_at_once_and_from_this_origin_alone(screens: Screens, fleet: FeedFleet) -> None:
    player = screens.play(fleet)
    screen = screens.open(player)
    screen.pictured()
    mark = screen.page.evaluate("performance.getEntriesByName('first-picture')[0].startTime")
    assert mark < 5000, "first picture after opening, ms, on a busy machine; benchmarks/page.py holds it to 2 s"
    screen.page.wait_for_selector("text=200 vessels")
    assert player.views, "the page told what it looks at"


def test_hovering_tells_the_name_and_clicking_tells_everything(screens: Screens, fleet: FeedFleet) -> None:
    player = screens.play(fleet)
    screen = screens.open(player, "lang=en&palette=day&at=12,47&z=8")
    screen.pictured()
    screen.wait("view in the address", lambda: "at=" in screen.page.url)
    x, y = screen.place(0)
    screen.page.mouse.move(x + 3, y - 3)
    screen.page.wait_for_selector(".card >> text=NORTHERN LIGHT")
    screen.page.mouse.click(x, y)
    details = screen.page.get_by_role("region", name="Details")
    known = ("NORTHERN LIGHT", "Class A ship", "DABC", "9074729", "ADEN-1", "Msg 5", "12°00.000′N 047°00.000′E", "090°")
    for told in known:
        details.get_by_text(told).first.wait_for()
    screen.wait("the choice told to the server", lambda: player.selects[-1:] == [211000001])
    assert "mmsi=211000001" in screen.page.url
    screens.shoot(screen, "details-day-en")


def test_a_symbol_is_drawn_where_the_vessel_is_and_vanishes_with_its_type(screens: Screens, fleet: FeedFleet) -> None:
    screen = screens.open(screens.play(fleet), "lang=en&palette=day&at=12,47&z=8")
    screen.pictured()
    screen.wait("view in the address", lambda: "at=" in screen.page.url)
    x, y = screen.place(0)

    cargo = (0x2E, 0x7D, 0x46)
    screen.wait("the ship's colour at its place", lambda: cargo in screens.colours(screen, x, y, 3))
    screen.page.keyboard.press("t")
    screen.page.get_by_label("Cargo").uncheck()
    screen.page.keyboard.press("t")
    screen.wait("the ship's colour gone", lambda: cargo not in screens.colours(screen, x, y, 3))
    assert "hide=cargo" in screen.page.url


def test_the_address_restores_the_whole_screen(screens: Screens, fleet: FeedFleet) -> None:
    player = screens.play(fleet)
    address = "at=12.00000,47.00000&z=9.00&lang=ar&palette=night&hide=tanker,lost&mmsi=211000001&list=1"
    screen = screens.open(player, address)
    screen.page.get_by_role("region", name="السفن", exact=True).wait_for()
    screen.page.get_by_text("NORTHERN LIGHT").first.wait_for()
    root = screen.page.locator("html")
    assert [root.get_attribute(name) for name in ("lang", "dir", "data-palette")] == ["ar", "rtl", "night"]
    screen.wait("the address kept", lambda: screen.page.url.endswith(address))


def test_vessels_on_both_sides_of_the_date_line_are_on_one_screen(screens: Screens) -> None:
    fleet = generated(40, (178.0, -20.0, 182.0, -16.0), now_ms() // 1000)
    fleet.rows["sog"] = 0
    fleet.lon[0], fleet.lat[0] = 179.5, -15.0
    fleet.lon[1], fleet.lat[1] = -179.5, -15.0
    fleet.lon[2:] = (fleet.lon[2:] + 180) % 360 - 180
    fleet.static[0][2], fleet.static[1][2] = "WEST SIDE", "EAST SIDE"
    fleet.place(slice(None))
    player = screens.play(fleet)
    screen = screens.open(player, "lang=en&palette=day&at=-17,179.9&z=6")
    screen.pictured()
    screen.wait("view in the address", lambda: "at=" in screen.page.url)
    for slot, name in ((0, "WEST SIDE"), (1, "EAST SIDE")):
        screen.page.mouse.move(*screen.place(slot))
        screen.page.wait_for_selector(f".card >> text={name}")
    assert player.views[-1]["west"] > player.views[-1]["east"]
    screens.shoot(screen, "date-line-day-en")


def test_vessels_that_leave_are_taken_off(screens: Screens, fleet: FeedFleet) -> None:
    player = screens.play(fleet)
    screen = screens.open(player, "lang=en&palette=day&list=1")
    screen.page.wait_for_selector("text=200 of 200")
    player.leave(range(150))
    screen.page.wait_for_selector("text=50 of 50")


def test_a_locating_device_is_told_on_top_and_no_filter_hides_it(screens: Screens, fleet: FeedFleet) -> None:
    fleet.rows["kind"][7], fleet.rows["nav"][7], fleet.rows["state"][7] = 7, 14, 2
    fleet.static[7][1:3] = [972123456, ""]
    screen = screens.open(screens.play(fleet), "lang=en&palette=day&hide=locating,lost,other,cargo")
    banner = screen.page.get_by_text("Man overboard device – ACTIVE")
    banner.wait_for()
    screen.page.get_by_role("button", name="Show on the chart").click()
    screen.page.get_by_role("region", name="Details").get_by_text("Locating device").first.wait_for()
    screens.shoot(screen, "locating-day-en")


def test_simulated_traffic_is_never_taken_for_real(screens: Screens, fleet: FeedFleet) -> None:
    for mode, words in (("simulated", ("SIMULATED TRAFFIC", "بيانات محاكاة")), ("replay", ("REPLAY", "إعادة العرض"))):
        screen = screens.open(screens.play(fleet, mode=mode))
        for word in words:
            screen.page.get_by_text(word).wait_for()


def test_one_simulated_vessel_in_a_live_room_is_told_on_every_screen(screens: Screens, fleet: FeedFleet) -> None:
    screen = screens.open(screens.play(fleet, simulated=1))
    for word in ("SIMULATED TRAFFIC", "بيانات محاكاة"):
        screen.page.get_by_text(word).wait_for()


def test_a_closer_look_shows_hulls_and_names(screens: Screens, fleet: FeedFleet) -> None:
    screen = screens.open(screens.play(fleet), "lang=en&palette=day&at=12,47&z=15")
    screen.pictured()
    screen.page.wait_for_selector("canvas.labels:not([hidden])")
    screen.wait("view in the address", lambda: "at=" in screen.page.url)
    x, y = screen.place(0)
    # 150 m of hull lie ahead of the antenna, heading east: 100 m ahead is still ship, 60 m abeam is sea;
    # 9 m beside the middle, where the heading line runs.
    px_per_metre = 512 * 2**15 / (40_075_016.68 * 0.97815)
    ahead = screens.pixel(screen, x + 100 * px_per_metre, y + 9 * px_per_metre)
    abeam = screens.pixel(screen, x, y + 60 * px_per_metre)
    assert ahead != abeam
    assert ahead[1] > ahead[0]
    assert ahead[1] > ahead[2]
    screens.shoot(screen, "close-day-en")
