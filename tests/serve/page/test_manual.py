"""The pictures of the operators' manual: made from the page as it is, and each of them where the manual shows it.

`MARSAD_MANUAL=1 pytest tests/serve/page/test_manual.py` puts them into docs/manual/pictures anew.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
import test_alert_desk
import test_handover
from PIL import Image
from real_room import PASSWORD, RealRoom
from test_alert_desk import sign_in
from test_handover import a_shift
from test_zones import heard

from conftest import Screens
from marsad.runtime.watch_log.entry import Links

SIZE = (1280, 720)
NAMES = ("sign-in", "desk", "alert", "list", "log", "incidents", "zones", "rules", "tools", "layers", "handover",
         "help", "past", "phone")  # fmt: skip


@pytest.fixture
def room(screens: Screens, tmp_path):
    heard(tmp_path)
    with RealRoom(tmp_path) as real:
        yield screens, real


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_picture_of_the_manual_can_be_made(room, language, root, monkeypatch):
    screens, real = room
    for module in (test_alert_desk, test_handover):
        monkeypatch.setattr(module, "HOSTILE", "NORTHERN LIGHT")
    made: dict[str, Path] = {}

    def shoot(screen, name: str) -> None:
        made[name] = screens.shoot(screen, f"manual-{name}-{language}")

    look = f"lang={language}&palette={'day' if language == 'en' else 'dusk'}&at=12.05,45.1&z=9"
    screen = screens.open(real, look, SIZE)
    page = screen.page
    page.locator("input[name=username]").wait_for()
    shoot(screen, "sign-in")
    sign_in(page, "supervisor")
    a_shift(real)
    real.room.alarms = list
    real.room.watch_log.add("operator", "MV LAYLA reports engine failure, drifting; patrol boat 12 informed",
                            Links(mmsi=(235098383,), lon_deg=45.1, lat_deg=12.0))  # fmt: skip
    page.locator("article.alert").nth(1).wait_for()
    shoot(screen, "desk")
    page.locator("article.alert").nth(1).get_by_role("button").first.click()
    page.locator("article.alert.open").wait_for()
    shoot(screen, "alert")
    page.keyboard.press("Escape")
    for key, name in (
        ("l", "list"),
        ("g", "log"),
        ("i", "incidents"),
        ("z", "zones"),
        ("u", "rules"),
        ("o", "tools"),
        ("y", "layers"),
        ("e", "handover"),
    ):
        page.keyboard.press(key)
        page.locator(".side.start .panel").wait_for()
        if name == "zones":
            page.locator(".side.start header .button").first.press("Enter")
            page.locator("input[id$='-name']").fill("EXERCISE")
            for corner in ("11.95, 45.02", "11.95, 45.2", "12.05, 45.2", "12.05, 45.02"):
                page.locator("input[id$='-corners']").fill(corner)
                page.locator("input[id$='-corners']").press("Enter")
            page.locator(".trial .button").press("Enter")
            page.locator(".trial strong").wait_for(timeout=60_000)
            page.locator(".trial").scroll_into_view_if_needed()
        if name == "log":
            page.locator("li.operator", has_text="patrol boat 12").wait_for()
        if name == "rules":
            page.locator("li[data-rule]").first.wait_for()
        if name == "layers":
            for pressed in page.locator(".side.start [aria-pressed=false]").all():
                pressed.press("Enter")  # one after the other: of each row the last is on, and all layers
            page.locator(".side.start p[role=status]").wait_for()
        if name == "handover":
            page.locator(".side.start textarea").wait_for()
        shoot(screen, name)
        if name == "zones":
            page.locator(".side.start form button[type=submit] + .button").press("Enter")
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        page.locator(".side.start .panel").wait_for(state="detached")
    page.keyboard.press("?")
    page.get_by_role("dialog").wait_for()
    shoot(screen, "help")
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    page.keyboard.press("p")
    past = page.frame_locator("iframe")
    past.locator("input[type=range]:enabled").wait_for(timeout=60_000)
    screen.wait("she is there", lambda: "1" in past.locator(".at").inner_text())
    shoot(screen, "past")
    phone = screens.open(real, look, (390, 844))
    phone.page.locator("input[name=username]").fill("operator")
    phone.page.locator("input[name=password]").fill(PASSWORD)
    phone.page.keyboard.press("Enter")
    phone.page.wait_for_selector(".room:not([inert])")
    phone.page.locator(".alerts").click()
    phone.page.locator("article.alert").first.wait_for()
    shoot(phone, "phone")
    assert tuple(made) == NAMES
    if os.environ.get("MARSAD_MANUAL"):
        for name, file in made.items():
            picture = Image.open(file).convert("RGB").quantize(96)
            picture.save(root / "docs" / "manual" / "pictures" / f"{name}-{language}.png", optimize=True)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_manual_shows_each_picture_and_no_other(root, language):
    manual = root / "docs" / "manual"
    shown = re.findall(r"\(pictures/([\w-]+)-(en|ar)\.png\)", (manual / f"{language}.md").read_text("utf-8"))
    assert {name for name, _ in shown} == set(NAMES)
    assert {of for _, of in shown} == {language}
    kept = {file.name for file in (manual / "pictures").iterdir()}
    assert {f"{name}-{language}.png" for name in NAMES} <= kept
    assert kept <= {f"{name}-{of}.png" for name in NAMES for of in ("en", "ar")}
    assert sum(file.stat().st_size for file in (manual / "pictures").iterdir()) < 3_000_000


def test_both_manuals_have_the_same_chapters(root):
    chapters = [
        len(re.findall(r"^## ", (root / "docs" / "manual" / f"{language}.md").read_text("utf-8"), re.M))
        for language in ("en", "ar")
    ]
    assert chapters[0] == chapters[1] > 8
