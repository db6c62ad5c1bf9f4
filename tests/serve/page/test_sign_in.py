"""Signing in, before the real server: by password, by the link of the first start, and what is left when it is over."""

from __future__ import annotations

import oidc_provider_mock
import pytest
from real_room import PASSWORD, RealRoom

from conftest import Screens
from marsad.runtime.clock import system_clock
from marsad.runtime.oidc_settings import OidcSettings
from marsad.runtime.people.oidc import provider_of

OF_THE_PROVIDER = ("cdn.jsdelivr.net/npm/@picocss/",)
"""What the page of the provider, which is not ours, asks for."""


@pytest.fixture
def signing_in(screens: Screens, tmp_path):
    with RealRoom(tmp_path) as real:
        yield screens, real


def open_room(screens: Screens, real: RealRoom, address: str = "lang=en&palette=day", **options):
    return screens.open(real, address, **options)  # type: ignore[arg-type]


def fill(page, name: str, password: str) -> None:
    page.locator("input[name=username]").fill(name)
    page.locator("input[name=password]").fill(password)
    page.keyboard.press("Enter")


def test_nobody_sees_the_picture_before_signing_in(signing_in):
    screens, real = signing_in
    screen = open_room(screens, real)
    page = screen.page
    page.get_by_role("heading", name="Marsad – Sign in").wait_for()
    assert page.locator("input[name=username]").evaluate("e => e === document.activeElement")
    fill(page, "operator", "not this one")
    page.get_by_text("Name or password is wrong.").wait_for()
    assert page.locator("input[name=username]").input_value() == "operator", "what was typed is kept"
    screens.shoot(screen, "sign-in-day-en")
    fill(page, "operator", PASSWORD)
    page.get_by_role("heading", name="Marsad – Sign in").wait_for(state="detached")
    page.wait_for_selector("text=0 vessels")
    page.reload()
    page.wait_for_selector("text=0 vessels")
    assert page.evaluate("document.cookie") == "", "the key is hidden from scripts"
    page.get_by_role("button", name="Account and people").click()
    page.get_by_text("Signed in as operator").wait_for()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("heading", name="Marsad – Sign in").wait_for()


def test_when_the_session_is_over_the_picture_stays_and_the_page_asks(signing_in):
    screens, real = signing_in
    screen = open_room(
        screens,
        real,
        "lang=ar&palette=night",
    )
    page = screen.page
    page.get_by_role("heading", name="تسجيل الدخول").wait_for()
    screens.shoot(screen, "sign-in-night-ar")
    fill(page, "viewer", PASSWORD)
    page.get_by_role("heading", name="تسجيل الدخول").wait_for(state="detached")
    real.door.accounts.change("viewer", "administrator", active=False)
    page.get_by_role("heading", name="تسجيل الدخول").wait_for()
    assert page.locator(".maplibregl-canvas").count() == 1
    fill(page, "operator", PASSWORD)
    page.get_by_role("heading", name="تسجيل الدخول").wait_for(state="detached")


def test_the_first_start_makes_the_administrator_and_leaves_no_key_in_the_address(screens: Screens, tmp_path):
    with RealRoom(tmp_path, people=False) as real:
        token = real.door.first_link().removeprefix("#")
        screen = open_room(screens, real, f"{token}&lang=en&palette=day")
        page = screen.page
        page.get_by_role("heading", name="Marsad – First start").wait_for()
        assert "setup" not in page.url
        page.locator("input[name=shown]").fill("ليلى")
        fill(page, "layla", "short")
        page.get_by_text("A password has 10 to 256 characters").wait_for()
        screens.shoot(screen, "first-start-day-en")
        fill(page, "layla", PASSWORD)
        page.get_by_role("heading", name="Marsad – First start").wait_for(state="detached")
        page.get_by_role("button", name="Account and people: ليلى").click()
        page.get_by_text("Signed in as ليلى").wait_for()
        assert [person.role for person in real.door.accounts.all()] == ["administrator"]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_provider_vouches_for_people_and_the_room_says_who_may_enter(signing_in, language, tmp_path):
    screens, real = signing_in
    (tmp_path / "secret").write_text("kept between the two")
    user = oidc_provider_mock.User(sub="17", claims={"preferred_username": "viewer"})
    with oidc_provider_mock.run_server_in_thread(user_claims=[user]) as server:
        issuer = f"http://localhost:{server.server_port}"
        told = OidcSettings(issuer=issuer, client_id="marsad", address=real.url, label="Port <b>ID</b>",
                            secret_file=str(tmp_path / "secret"))  # fmt: skip
        real.door.provider = provider_of(told, system_clock)
        screen = open_room(screens, real, f"lang={language}&palette=day")
        page = screen.page
        screen.elsewhere = (issuer.partition("://")[2] + "/", *OF_THE_PROVIDER)
        way = page.get_by_role("link", name="Port <b>ID</b>")
        way.wait_for()
        screens.shoot(screen, f"sign-in-provider-day-{language}")
        way.click()
        page.locator("input[name=sub]").fill("stranger")
        page.get_by_role("button", name="Authorize", exact=True).click()
        page.get_by_text({"en": "did not succeed", "ar": "تعذّر الدخول"}[language]).wait_for()
        page.get_by_role("link", name="Port <b>ID</b>").click()
        page.get_by_role("button", name="17", exact=True).first.click()
        page.wait_for_selector("#entry-title", state="detached")
        assert "refused" not in page.url
        assert page.evaluate("document.cookie") == ""
    assert real.door.sessions.of("viewer")
