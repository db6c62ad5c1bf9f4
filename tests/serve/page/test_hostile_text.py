"""Text from the air is shown as text, in every place where text is shown."""

from __future__ import annotations

from feed_fleet import FeedFleet
from feed_player import now_ms

from conftest import Screens

MARKUP = "<SCRIPT SRC=//A.BC>"
IMAGE = "<img src=x onerror=alert(1)>"
TURNED = "ABC\u202egnp.exe\u2066\u200f"
LINES = "ONE\nTWO\r\tTHREE\u2028FOUR\x00\x1b[31m"
NAMES = (MARKUP, IMAGE, TURNED, LINES, "javascript:alert(1)", "{{7*7}}${7*7}", "A" * 2000, "\u0600" * 400)
CONTROLS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\u2028\u2029\x00\x1b"


def hostile(fleet: FeedFleet) -> FeedFleet:
    for slot, name in enumerate(NAMES):
        fleet.static[slot][2] = name
        fleet.static[slot][3] = name
        fleet.extra[int(str(fleet.static[slot][1]))] = {
            "destination": IMAGE, "vendor_id": TURNED, "<b>odd</b>": MARKUP, "nested": {IMAGE: [TURNED, None, True]},
        }  # fmt: skip
    fleet.static[0][1] = 211000001
    fleet.static[199] = ["not a slot", {}, [], None, "x", -1, 1e99, None, "9"]
    fleet.static[198] = [198, 5]
    return fleet


def test_hostile_text_is_only_text_on_chart_list_details_search_notes_and_feeds(
    screens: Screens, fleet: FeedFleet
) -> None:
    feed = {
        "name": MARKUP, "url": IMAGE, "state": TURNED, "rate": 1.0, "age_s": None, "bytes": 0, "rejects": {IMAGE: 3},
        "error": LINES,
    }  # fmt: skip
    alarm = {"code": "x", "text_en": IMAGE, "text_ar": IMAGE}
    notes = [
        {
            "id": f"n{i}", "kind": "safety_text", "t_ms": now_ms(), "mmsi": 5, "title": text, "text": text, "lon": 47.1,
            "lat": 12.1, "fields": {text: text},
        }
        for i, text in enumerate(NAMES)
    ]  # fmt: skip
    player = screens.play(hostile(fleet), notes=notes, feeds=[feed], alarms=[alarm])
    screen = screens.open(player, "lang=en&palette=day&at=12,47&z=11&list=1")
    page = screen.page
    screen.pictured()
    grid = page.get_by_role("grid")
    grid.get_by_text(MARKUP).first.wait_for()
    grid.get_by_text(IMAGE).first.wait_for()
    page.get_by_text(IMAGE).first.wait_for()  # the alarm

    grid.get_by_text(MARKUP).first.click()
    details = page.get_by_role("region", name="Details")
    details.get_by_text(MARKUP).first.wait_for()
    details.get_by_text(IMAGE).first.wait_for()

    page.keyboard.press("/")
    page.keyboard.type("THREE")
    page.get_by_role("option").get_by_text("ONE TWO THREE FOUR[31m").first.wait_for()
    page.get_by_role("combobox", name="Search").fill("SRC=")
    page.get_by_role("option").get_by_text(MARKUP).first.wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")

    page.get_by_role("button", name="Room").click()
    page.get_by_role("button", name="Notices and messages").click()
    page.get_by_role("region", name="Notices").get_by_text(MARKUP).first.wait_for()
    page.keyboard.press("h")
    page.get_by_role("region", name="Feed health").get_by_text(IMAGE).first.wait_for()
    x, y = screen.place(0)
    page.mouse.move(x, y)
    page.wait_for_selector(f".card >> text={MARKUP}")
    screens.shoot(screen, "hostile-day-en")

    shown = page.evaluate("document.body.textContent")
    assert [hex(ord(letter)) for letter in CONTROLS if letter in shown] == []
    assert page.locator("img, iframe, object, embed, [onerror], [srcdoc]").count() == 0
    assert page.locator("script").count() == 1


def test_the_policy_stops_html_from_strings_and_foreign_scripts(screens: Screens, fleet: FeedFleet) -> None:
    screen = screens.open(screens.play(fleet))
    screen.pictured()
    attempts = (
        "document.body.innerHTML = '<b>x</b>'",
        "new Worker('/other.js')",
        "new Worker('https://example.invalid/x.js')",
        "document.createElement('script').src = 'x.js'",
    )
    for attempt in attempts:
        refused = screen.page.evaluate("(code) => { try { eval(code); return false } catch { return true } }", attempt)
        assert refused, attempt
    assert screen.page.locator("script").count() == 1
    screen.wait("reports of the policy", lambda: screen.player.csp_reports)
    screens.open_screens.remove(screen)  # these faults were asked for
