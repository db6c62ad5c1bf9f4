"""An old picture is never taken for a live one."""

from __future__ import annotations

import re
import time

from feed_fleet import FeedFleet
from feed_player import now_ms

from conftest import Screens

DOWN = "[data-banner=down]"


def test_a_silent_link_shows_within_ten_seconds_and_heals_by_itself(screens: Screens, fleet: FeedFleet) -> None:
    player = screens.play(fleet)
    screen = screens.open(player, "lang=en&palette=day&list=1")
    page = screen.page
    page.wait_for_selector("text=200 of 200")
    assert page.locator(DOWN).count() == 0
    player.silent = True
    began = time.monotonic()
    page.wait_for_selector(DOWN, timeout=10_000)
    assert time.monotonic() - began < 10
    assert re.search(r"\d+ s", page.locator(f"{DOWN} .age").inner_text())
    assert page.locator("text=200 of 200").count() == 1, "the last picture stays"
    assert page.get_by_role("alert").filter(has_text="NO LINK").count() == 1
    screens.shoot(screen, "link-down-day-en")
    player.silent = False
    page.wait_for_selector(DOWN, state="detached", timeout=30_000)
    page.wait_for_selector("text=200 of 200")


def test_a_closed_link_shows_at_once_and_is_opened_again(screens: Screens, fleet: FeedFleet) -> None:
    player = screens.play(fleet)
    screen = screens.open(player, "lang=ar&palette=night&list=1")
    screen.page.wait_for_selector("text=200 من 200")
    player.away = True
    screen.page.wait_for_selector(DOWN, timeout=10_000)
    screens.shoot(screen, "link-down-night-ar")
    player.away = False
    screen.page.wait_for_selector(DOWN, state="detached", timeout=30_000)
    screen.page.wait_for_selector("text=200 من 200")


def test_a_link_without_new_positions_tells_their_age(screens: Screens, fleet: FeedFleet) -> None:
    player = screens.play(fleet, frozen_picture_ms=now_ms() - 125_000)
    screen = screens.open(player)
    still = screen.page.wait_for_selector("[data-banner=still]")
    assert re.search(r"2 min \d\d s", still.inner_text())
    player.frozen_picture_ms = None
    screen.page.wait_for_selector("[data-banner=still]", state="detached")


def test_a_broken_frame_does_not_stop_the_page(screens: Screens, fleet: FeedFleet) -> None:
    player = screens.play(fleet)
    screen = screens.open(player, "lang=en&palette=day&list=1")
    screen.page.wait_for_selector("text=200 of 200")
    player.inject = [b"\x02\x00\x00\x00\xff\xff\xff\xff12345678", b"\x05{", b"", b"\xee new kind"]
    screen.wait("the frames sent", lambda: not player.inject, 20)
    screen.page.wait_for_selector(DOWN, state="detached", timeout=30_000)
    screen.page.wait_for_selector("text=200 of 200")
    assert [fault for fault in screen.faults if not fault.startswith("console:")] == []
    screens.open_screens.remove(screen)  # it reported the frames, as it should
