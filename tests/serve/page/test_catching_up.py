"""What lay there when a room began is worked through: the page says so quietly, and stops saying it."""

from __future__ import annotations

import pytest
from real_room import RealRoom
from test_log import opened
from test_screens import violations


@pytest.mark.parametrize(("language", "palette", "size"), [("en", "night", (390, 844)), ("ar", "day", (1280, 720))])
def test_a_room_that_catches_up_says_how_much_is_left_and_alarms_not(screens, tmp_path, axe, language, palette, size):
    with RealRoom(tmp_path) as real:
        left = [540.0]
        real.room.catching_up_s = lambda: left[0]
        screen = opened(screens, real, language=language, palette=palette, size=size)
        note = screen.page.locator("[data-banner='catching-up']")
        note.wait_for()
        assert "9 min" in note.inner_text() or "9 د" in note.inner_text(), note.inner_text()
        assert screen.page.locator("[role=alert] .banner").count() == 0
        assert violations(screen, axe) == []
        screens.shoot(screen, f"catching-up-{palette}-{language}-{size[0]}")
        left[0] = None
        note.wait_for(state="detached")
