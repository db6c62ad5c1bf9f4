"""Incident reports on the page, before the real server: written, compared, decided, closed; text stays text."""

from __future__ import annotations

import pytest
from real_room import RealRoom
from test_alert_desk import sign_in, some_alerts
from test_screens import violations

from conftest import Screen, Screens
from marsad.runtime.clock import system_clock
from marsad.runtime.incidents.incidents import KIND
from marsad.runtime.incidents.report import Report

HOSTILE = "<img src=x onerror=alert(1)>\u202e=cmd|' /C calc'!A0\n<script>alert(2)</script>"
VIEW = "at=12.0,45.1&z=9"


@pytest.fixture
def room(screens: Screens, tmp_path):
    with RealRoom(tmp_path) as real:
        yield screens, real


def said(**more: object) -> Report:
    now = system_clock() // 1000
    told = {
        "source": "UKMTO", "kind": "suspicious approach", "text": "Two skiffs, ladders seen.\nMaster altered course.",
        "language": "en", "happened_ms": now - 3_600_000, "within_min": 15, "received_ms": now - 60_000,
        "by": "e-mail", "lon_deg": 45.1, "lat_deg": 12.0, "radius_m": 9_260.0, "mmsi": (235_098_383,),
        "names": ("LAYLA",), "reliability": "B", "credibility": 2,
    }  # fmt: skip
    return Report(**told | more)  # type: ignore[arg-type]


def some_reports(real: RealRoom) -> None:
    """One incident in two versions with a third that corrects, and one that was confirmed."""
    book = real.room.incidents
    assert book is not None
    first = book.report("operator", said())
    book.report("operator", said(source="ربان السفينة ليلى", language="ar", by="vhf", kind="attack", lon_deg=45.3,
                                 text="اقترب منا قاربان وأطلقوا النار، ثم ابتعدا شمالاً", radius_m=None),
                incident=1)  # fmt: skip
    book.report("operator", said(text="Three skiffs, ladders seen."), corrects=first.lead)
    other = book.report("supervisor", said(source="MV NORTHERN LIGHT", kind="fire", lon_deg=44.8, lat_deg=12.1))
    book.judge("supervisor", other.lead, "confirmed", "Seen by the patrol boat")
    refuted = book.report("supervisor", said(source="VHF 16", kind="man overboard", lon_deg=45.0, lat_deg=11.8))
    book.judge("supervisor", refuted.lead, "refuted", "كان دلفيناً")


def opened(screens: Screens, real: RealRoom, who: str = "operator", look: str = "lang=en&palette=day",
           **more: object) -> Screen:  # fmt: skip
    screen = screens.open(real, f"{look}&{VIEW}", **more)
    sign_in(screen.page, who)
    screen.page.keyboard.press("i")
    return screen


def test_a_report_is_written_by_keyboard_and_shows_on_the_other_screen(room):
    screens, real = room
    one, two = opened(screens, real), opened(screens, real, "viewer")
    page = one.page
    some_alerts(real)
    page.get_by_role("button", name="New report").press("Enter")
    assert two.page.get_by_role("button", name="New report").count() == 0, "a viewer only looks"
    page.get_by_label("Position").fill("somewhere")
    page.get_by_role("button", name="Save the report").press("Enter")
    page.get_by_text("No position: write 12 30.5 N 045 10 E").wait_for()
    page.get_by_label("Position").fill("12 0 N 045 6 E")
    page.get_by_label("Who says it").fill("Master of MV <b>AMAL</b>")
    page.get_by_role("button", name="Save the report").press("Enter")
    for wrong in ("Choose what is said to have happened.", "Write what the report says", "Choose how the report came."):
        page.get_by_text(wrong).wait_for()
    assert page.get_by_label("Who says it").input_value() == "Master of MV <b>AMAL</b>", "what was typed stays"
    assert page.evaluate("document.activeElement.getAttribute('aria-invalid')") == "true"
    screens.shoot(one, "incidents-wrong-day-en")
    page.get_by_label("What happened").select_option("attack")
    page.get_by_label("What the report says").fill(HOSTILE)
    page.get_by_label("When it happened").fill("0000Z")
    page.get_by_label("How precisely").select_option("30")
    page.get_by_label("How it came").select_option("vhf")
    page.get_by_label("Within (NM)").fill("5")
    page.get_by_label("MMSI", exact=True).fill("235098383, 636000001")
    page.get_by_label("Reliability").select_option("C")
    page.get_by_role("button", name="Save the report").press("Enter")
    page.get_by_role("heading", name="Incident 1 · Attack · claimed · open").wait_for()
    two.page.get_by_role("button", name="1 · Attack · claimed").wait_for(timeout=4000)
    kept = real.room.alerting.journal.last(KIND)
    assert (kept.author, kept.body["report"]["mmsi"]) == ("operator", [235098383, 636000001])
    assert kept.body["report"]["radius_m"] == 5 * 1852
    assert kept.body["report"]["text"] == HOSTILE
    text = page.locator("article .text").inner_text()
    assert text == "<img src=x onerror=alert(1)>=cmd|' /C calc'!A0\n<script>alert(2)</script>"


def test_versions_stand_side_by_side_and_are_decided(room):
    screens, real = room
    some_reports(real)
    screen = opened(screens, real)
    page = screen.page
    page.get_by_role("button", name="2 · Fire · confirmed").wait_for()
    page.get_by_label("Search reports").fill("قاربان")
    screen.wait("one is found", lambda: page.locator("button.incident").count() == 1)
    page.get_by_label("Search reports").fill("")
    page.get_by_role("button", name="1 · Suspicious approach · claimed").click()
    panel = page.get_by_role("region", name="Incident reports")
    assert panel.locator("article").count() == 3
    boxes = [panel.locator("article").nth(n).bounding_box() for n in (0, 1)]
    assert boxes[0]["y"] == boxes[1]["y"], "side by side"
    assert boxes[0]["x"] != boxes[1]["x"]
    panel.get_by_text("Corrected by report 3").wait_for()
    assert panel.locator("article").nth(1).locator(".text").get_attribute("lang") == "ar"
    assert panel.locator("article").nth(1).locator(".text").evaluate("e => getComputedStyle(e).direction") == "rtl"
    screens.shoot(screen, "incidents-versions-day-en")
    decide = page.get_by_role("form", name="Decide about this report: Report 2")
    decide.get_by_label("It is").select_option("confirmed")
    decide.get_by_role("button", name="Decide").press("Enter")
    decide.get_by_text("Say why, in at most").wait_for()
    decide.get_by_label("Why").fill("The owner called")
    decide.get_by_role("button", name="Decide").press("Enter")
    page.get_by_role("heading", name="Incident 1 · Attack · confirmed · open").wait_for()
    page.get_by_text("The owner called").wait_for()
    page.locator("article", has_text="Report 3").get_by_role("button", name="Correct").press("Enter")
    assert page.get_by_label("Who says it").input_value() == "UKMTO"
    page.get_by_label("What the report says").fill("One skiff.")
    page.get_by_role("button", name="Save the report").press("Enter")
    page.get_by_text("Corrects report 3").wait_for()
    page.get_by_label("Why", exact=True).last.fill("Nothing more came")
    page.get_by_role("button", name="Close the incident").press("Enter")
    page.get_by_role("heading", name="Incident 1 · Attack · confirmed · closed").wait_for()
    page.get_by_role("button", name="All incidents").press("Enter")
    screen.wait("it is gone from the open ones", lambda: page.locator("button.incident").count() == 2)
    page.get_by_role("button", name="Closed", exact=True).press("Enter")
    page.get_by_role("button", name="1 · Attack").wait_for()
    assert [r.body["what"] for r in real.room.alerting.journal.records(KIND)][-3:] == ["verdict", "report", "closed"]


def test_a_deed_that_is_not_answered_says_so_and_keeps_what_was_typed(room):
    screens, real = room
    screen = opened(screens, real)
    page = screen.page
    page.get_by_role("button", name="New report").press("Enter")
    page.get_by_label("Who says it").fill("UKMTO")
    page.route("**/api/incidents/report", lambda route: route.abort())
    page.get_by_role("button", name="Save the report").press("Enter")
    page.get_by_text("Not saved: the watch room did not answer.").wait_for()
    page.keyboard.press("Escape")
    page.locator("body").press("i")
    assert page.get_by_label("Who says it").input_value() == "UKMTO", "a form outlives its panel"
    some_reports(real)
    page.keyboard.press("Escape")
    page.locator("body").press("g")
    page.get_by_role("region", name="Watch log").get_by_role("button", name="Incident 2").first.press("Enter")
    page.get_by_role("heading", name="Incident 2 · Fire · confirmed · open").wait_for()
    page.get_by_role("button", name="Go on with the report").press("Enter")
    assert page.get_by_label("Who says it").input_value() == "UKMTO", "and a look elsewhere"


def test_a_report_stands_on_the_chart_and_a_click_opens_it(room):
    screens, real = room
    screen = opened(screens, real, "viewer")
    page = screen.page
    some_reports(real)
    page.keyboard.press("Escape")
    page.wait_for_timeout(500)
    size = page.locator(".maplibregl-canvas").bounding_box()
    x, y = size["x"] + size["width"] / 2, size["y"] + size["height"] / 2
    claimed, confirmed = (0xB4, 0x53, 0x09), (0xB0, 0x00, 0x20)
    screen.wait("the claim", lambda: claimed in screens.colours(screen, x, y - 14, 16), 8)
    assert confirmed not in screens.colours(screen, x, y - 14, 16)
    screens.shoot(screen, "incidents-chart-day-en")
    page.mouse.click(x, y - 14)
    page.get_by_role("heading", name="Incident 1 · Suspicious approach").wait_for()


def test_an_alert_leads_to_a_report_about_it_and_back(room):
    screens, real = room
    some_alerts(real)
    screen = screens.open(real, f"lang=en&palette=day&{VIEW}")
    page = screen.page
    sign_in(page, "operator")
    page.get_by_role("button", name="Reports missing").click()
    page.get_by_role("button", name="Report an incident").press("Enter")
    assert page.get_by_label("MMSI", exact=True).input_value() == "235098383"
    assert page.get_by_label("Position").input_value() == "12.00000, 45.00000"
    page.get_by_label("Who says it").fill("Owner")
    page.get_by_label("What happened").select_option("other")
    page.get_by_label("What the report says").fill("She has lost power")
    page.get_by_label("How it came").select_option("telephone")
    page.get_by_role("button", name="Save the report").press("Enter")
    page.get_by_role("heading", name="Incident 1 · Other · claimed · open").wait_for()
    gap = next(alert for alert in real.room.alerting.desk.listed() if alert.kind == "gap")
    assert real.room.alerting.journal.last(KIND).body["report"]["alerts"] == [gap.id]
    page.get_by_role("button", name="All incidents").press("Enter")
    page.locator("article.alert").get_by_role("button", name="Incident 1 · claimed").press("Enter")
    page.get_by_role("heading", name="Incident 1 · Other · claimed · open").wait_for()
    page.locator("article").get_by_role("button", name="235098383").last.press("Enter")
    details = page.get_by_role("region", name="Details")
    details.get_by_role("button", name="Incident 1 · claimed").wait_for()


@pytest.mark.parametrize(
    ("language", "palette", "size"),
    [("en", "day", (1280, 720)), ("ar", "night", (1280, 720)), ("en", "dusk", (390, 844)), ("ar", "day", (390, 844))],
)
def test_the_panel_is_accessible_and_holds_on_a_phone(room, axe, language, palette, size):
    screens, real = room
    some_reports(real)
    look = f"{palette}-{language}-{'phone' if size[0] < 500 else 'desk'}"
    screen = opened(screens, real, look=f"lang={language}&palette={palette}", size=size)
    page = screen.page
    page.locator("button.incident").nth(2).wait_for()
    found = violations(screen, axe)
    screens.shoot(screen, f"incidents-list-{look}")
    page.locator("button.incident").last.click()
    page.locator("article").nth(2).wait_for()
    found += violations(screen, axe)
    screens.shoot(screen, f"incidents-open-{look}")
    page.locator("article").nth(1).get_by_role("button").last.click()
    page.locator("form textarea").fill("")
    page.locator("form button[type=submit]").click()
    page.locator("form textarea[aria-invalid=true]").wait_for()
    found += violations(screen, axe)
    screens.shoot(screen, f"incidents-form-{look}")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert found == []
