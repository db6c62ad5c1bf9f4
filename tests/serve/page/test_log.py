"""The watch log on the page, on the real server: read, searched, written, amended, and told to other desks."""

from __future__ import annotations

import re

import pypdf
import pytest
from real_room import PASSWORD, RealRoom
from test_screens import violations
from tests.alerts.made import act, event, later

from conftest import Screens
from marsad.runtime.clock import system_clock
from marsad.runtime.watch_log.entry import Links
from marsad.runtime.watch_log.watch_log import WatchLog

HOSTILE = "<img src=x onerror=alert(1)> \u202eevil\u202c شباك"


@pytest.fixture
def logged(screens: Screens, tmp_path):
    with RealRoom(tmp_path) as real:
        if real.room.watch_log is None:
            real.room.watch_log = WatchLog(real.room.alerting.journal)
        yield screens, real


def opened(screens, real, who="operator", language="en", palette="day", size=(1280, 720)):
    screen = screens.open(real, f"lang={language}&palette={palette}&at=12,45&z=9", size=size)
    page = screen.page
    page.locator("input[name=username]").fill(who)
    page.locator("input[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector(".room:not([inert])")
    page.keyboard.press("g")
    page.get_by_role("region", name={"en": "Watch log", "ar": "سجل المناوبة"}[language]).wait_for()
    return screen


def test_what_one_desk_writes_stands_on_another_and_is_amended_not_changed(logged, axe):
    screens, real = logged
    one, two = opened(screens, real), opened(screens, real, "viewer")
    assert two.page.get_by_label("What is to be kept").count() == 0, "a viewer reads"
    one.page.get_by_label("What is to be kept").fill("MV Layla reports engine failure")
    one.page.get_by_text("What it is about").click()
    one.page.get_by_label("Vessels (MMSI)").fill("23500000x")
    one.page.get_by_role("button", name="This moment").click()
    one.page.get_by_role("button", name="Middle of the chart").click()
    one.page.get_by_role("button", name="Write").click()
    one.page.get_by_text("Numbers of at most nine digits").wait_for()
    assert one.page.get_by_label("Vessels (MMSI)").evaluate("e => e === document.activeElement")
    assert one.page.get_by_label("What is to be kept").input_value() == "MV Layla reports engine failure"
    assert violations(one, axe) == []
    screens.shoot(one, "log-wrong-day-en")
    one.page.get_by_label("Vessels (MMSI)").fill("235000001")
    one.page.get_by_role("button", name="Write").click()
    entry = one.page.locator("li.operator", has_text="engine failure")
    entry.wait_for()
    two.page.locator("li.operator", has_text="engine failure").wait_for()
    assert one.page.get_by_label("What is to be kept").input_value() == ""
    entry.get_by_role("button", name="Amend").click()
    one.page.keyboard.press("End")
    one.page.keyboard.type(", repaired at 05:10Z")
    one.page.get_by_role("button", name="Amend").first.click()
    two.page.get_by_text("repaired at 05:10Z").wait_for()
    two.page.locator("li.amended s", has_text="engine failure").wait_for()
    told = two.page.locator("li.amended").filter(has_text="engine failure").get_by_text("amended in")
    assert re.fullmatch(r"amended in \d+ by operator \d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ", told.inner_text())
    screens.shoot(one, "log-day-en")
    one.page.keyboard.press("Escape")
    one.page.keyboard.press("l")
    one.page.keyboard.press("g")
    entry.last.get_by_role("button", name="Show on the chart").click()
    one.wait("there", lambda: "at=12.0" in one.page.url)


@pytest.mark.parametrize(
    ("language", "palette", "size"),
    [("ar", "night", (390, 844)), ("ar", "dusk", (1280, 720)), ("en", "night", (390, 844))],
)
def test_the_log_fits_every_screen_and_hostile_text_is_text(logged, axe, language, palette, size):
    screens, real = logged
    for n in range(130):
        real.room.watch_log.add("Layla", f"{HOSTILE} n{n}", Links(mmsi=(235000001,), lon_deg=45.0, lat_deg=12.0))
    screen = opened(screens, real, "operator", language, palette, size)
    page = screen.page
    page.locator("li.operator", has_text="n129").wait_for()
    assert page.locator("li.operator img").count() == 0
    assert "\u202e" not in page.locator("li.operator").first.inner_text()
    screens.shoot(screen, f"log-{palette}-{language}-{size[0]}")
    assert violations(screen, axe) == []
    more = page.get_by_role("button", name={"en": "Older entries", "ar": "قيود أقدم"}[language])
    more.press("Enter")
    more.press("Enter")
    page.locator("li.operator", has_text="n5").first.wait_for()
    page.locator("input[type=search]").last.fill("evil n77")
    screen.wait("one is left", lambda: page.locator("li.operator").count() == 1)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_watch_is_put_on_paper(logged, axe, language):
    screens, real = logged
    real.room.watch_log.add("Layla", f"Radio check {HOSTILE}", Links(lon_deg=45.0, lat_deg=12.0))
    screen = opened(screens, real, "operator", language)
    page = screen.page
    page.get_by_text({"en": "On paper (PDF)", "ar": "على ورق (PDF)"}[language]).click()
    end = page.locator("details[open] form input").last
    screen.wait("the last watch", end.input_value)
    kept = end.input_value()
    end.fill("soon")
    page.get_by_role("button", name={"en": "Write the PDF", "ar": "كتابة ملف PDF"}[language]).click()
    page.locator("details[open] [role=alert]", has_text="92").wait_for()
    assert violations(screen, axe) == []
    screens.shoot(screen, f"log-paper-day-{language}")
    end.fill(kept)
    with page.expect_download(timeout=60_000) as coming:
        page.get_by_role("button", name={"en": "Write the PDF", "ar": "كتابة ملف PDF"}[language]).click()
    assert coming.value.suggested_filename.endswith(f"-{language}.pdf")
    pages = pypdf.PdfReader(coming.value.path()).pages
    assert "Radio check" in " ".join(one.extract_text() for one in pages)


@pytest.mark.parametrize(("language", "palette", "size"), [("en", "day", (1280, 720)), ("ar", "night", (390, 844))])
def test_the_alert_of_an_entry_opens_from_the_journal_when_the_desk_let_go_of_it(screens, tmp_path, axe, language,
                                                                                 palette, size):  # fmt: skip
    words = {"en": ("Alert", "No longer to deal with", "History in the log"),
             "ar": ("التنبيه", "لم يعد يتطلب تعاملًا", "ما جرى له في السجل")}[language]  # fmt: skip
    with RealRoom(tmp_path) as real:
        now = system_clock()
        gap = event("gap", start=now - 60_000_000, silent_minutes=50, zone=HOSTILE)
        real.room.alerting.take([gap], now)
        (name,) = real.room.alerting.desk.alerts
        real.room.alerting.act(act("note", name, "operator", text=HOSTILE))
        real.room.alerting.take([later(gap, t_end=now)], now)
        del real.room.alerting.desk.alerts[name]  # as it is two days after
        screen = opened(screens, real, language=language, palette=palette, size=size)
        page = screen.page
        page.get_by_role("button", name=words[0], exact=True).first.click()
        page.get_by_text(words[1]).wait_for()
        card = page.locator(f"article[data-alert='{name}']")
        card.locator("td", has_text="50").first.wait_for()
        assert card.locator("img").count() == 0
        assert "\u202e" not in card.inner_text()
        assert card.get_by_role("button").count() <= 2, "nothing can be done with it"
        assert violations(screen, axe) == []
        screens.shoot(screen, f"alert-past-{palette}-{language}-{size[0]}")
        page.get_by_role("button", name=words[2]).click()
        page.locator("li.operator", has_text="evil").wait_for()
