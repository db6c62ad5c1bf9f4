"""One's own account, and who the people are, on the page before the real server."""

from __future__ import annotations

import pytest
from real_room import PASSWORD, RealRoom
from test_alert_desk import sign_in
from test_screens import violations

from conftest import Screens


@pytest.fixture
def real(tmp_path):
    with RealRoom(tmp_path) as made:
        yield made


def open_account(screens: Screens, real: RealRoom, name: str, address: str = "lang=en&palette=day"):
    screen = screens.open(real, address)  # type: ignore[arg-type]
    sign_in(screen.page, name)
    screen.page.locator("nav.tools [aria-haspopup=dialog]").last.click()
    screen.page.locator("dialog h2").wait_for()
    return screen


def test_an_administrator_lets_somebody_in_who_chooses_a_password(screens: Screens, real: RealRoom):
    screen = open_account(screens, real, "administrator")
    page = screen.page
    form = page.locator("section form")
    form.get_by_label("Name to sign in with").fill("Layla Two")
    form.get_by_label("Name as others see it").fill("ليلى")
    form.get_by_role("button", name="Let somebody in").click()
    page.get_by_text("A name to sign in with has 1 to 48").wait_for()
    assert form.get_by_label("Name as others see it").input_value() == "ليلى", "what was typed is kept"
    form.get_by_label("Name to sign in with").fill("layla")
    form.get_by_label("Role").select_option("supervisor")
    form.get_by_role("button", name="Let somebody in").click()
    link = page.get_by_label("Link for a new password", exact=True).first
    link.wait_for()
    address = link.input_value()
    screens.shoot(screen, "people-day-en")
    page.get_by_label("Role: administrator").select_option("viewer")
    page.get_by_text("Somebody must be administrator").wait_for()
    role = page.get_by_label("Role: administrator")
    screen.wait("the choice is shown as it was", lambda: role.input_value() == "administrator")
    page.get_by_label("May enter: viewer").uncheck()
    screen.wait("viewer is out", lambda: real.door.accounts.find("viewer") is None)

    guest = screens.open(real, address.split("#", 1)[1] + "&lang=en&palette=day")  # type: ignore[arg-type]
    guest.page.get_by_role("heading", name="Marsad – Choose a password").wait_for()
    guest.page.locator("input[name=password]").fill(PASSWORD + "!")
    guest.page.keyboard.press("Enter")
    guest.page.locator("form.panel").wait_for(state="detached")
    assert real.door.accounts.check("layla", PASSWORD + "!").role == "supervisor"
    assert {r.author for r in real.room.alerting.journal.records("person")} == {"administrator", "layla"}


def test_a_new_password_signs_out_the_other_screens_alone(screens: Screens, real: RealRoom):
    other = screens.open(real)  # type: ignore[arg-type]
    sign_in(other.page, "operator")
    screen = open_account(screens, real, "operator")
    page = screen.page
    assert page.locator("#people-title").count() == 0, "an operator does not see who the people are"
    page.get_by_label("Password now").fill("not this one")
    page.get_by_label("New password").fill("four grey gulls")
    page.get_by_role("button", name="Change my password").click()
    page.get_by_text("Name or password is wrong.").wait_for()
    page.get_by_label("Password now").fill(PASSWORD)
    page.get_by_role("button", name="Change my password").click()
    page.get_by_text("The password has changed.").wait_for()
    other.page.locator("form.panel").wait_for()
    assert page.locator("form.panel").count() == 0
    assert real.door.accounts.check("operator", "four grey gulls") is not None


@pytest.mark.parametrize(("language", "palette"), [("en", "day"), ("ar", "night")])
def test_signing_in_and_the_account_are_accessible(screens: Screens, real: RealRoom, axe, language, palette):
    screen = screens.open(real, f"lang={language}&palette={palette}")  # type: ignore[arg-type]
    screen.page.locator("input[name=username]").wait_for()
    found = violations(screen, axe)
    sign_in(screen.page, "administrator")
    screen.page.locator("nav.tools [aria-haspopup=dialog]").last.click()
    screen.page.locator("dialog table tbody tr").first.wait_for()
    found += violations(screen, axe)
    screens.shoot(screen, f"account-{palette}-{language}")
    assert found == []
