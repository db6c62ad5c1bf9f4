"""A real browser before the built page, which is served by the feed player."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from chromium import FLAGS, MISSING, chromium_path
from feed_fleet import FeedFleet, generated
from feed_player import FeedPlayer, now_ms
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

BOX = (43.5, 11.2, 50.5, 13.6)


def launch(*more_flags: str) -> Iterator[Browser]:
    path = chromium_path()
    if path is None:
        pytest.skip(MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS, *more_flags])
        yield browser
        browser.close()


# Playwright keeps an event loop running while it lives: not longer than one file, so that other tests can run theirs.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    yield from launch()


@pytest.fixture(scope="module")
def axe(root: Path) -> str:
    """The accessibility checker, to be run in a page."""
    file = root / "web/node_modules/axe-core/axe.min.js"
    if not file.is_file():
        pytest.skip("no axe-core here: run `npm ci` in web/")
    return file.read_text()


@dataclass
class Screen:
    """One open page, and what it did that it should not."""

    page: Page
    player: FeedPlayer
    faults: list[str] = field(default_factory=list)
    elsewhere: tuple[str, ...] = ()
    """Hosts that a person is led to on purpose, and what those ask for; all others are faults."""

    def wait(self, what: str, condition: Callable[[], object], seconds: float = 10) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > deadline:
                pytest.fail(f"not within {seconds} s: {what}")
            self.page.wait_for_timeout(50)

    def place(self, slot: int) -> tuple[float, float]:
        """Where on screen a vessel stands, from the address of the view and plain mercator arithmetic."""
        fleet = self.player.fleet
        told = dict(part.split("=", 1) for part in self.page.url.split("#", 1)[1].split("&"))
        lat, lon = map(float, told["at"].split(","))
        size = self.page.locator(".maplibregl-canvas").bounding_box()
        assert size
        scale = 512 * 2 ** float(told["z"]) / 2**32
        centre = FeedFleet(fleet.rows[:1].copy(), [], fleet.lon[:1] * 0 + lon, fleet.lat[:1] * 0 + lat)
        centre.place(slice(0, 1))
        dx = (int(fleet.rows["x"][slot]) - int(centre.rows["x"][0]) + 2**31) % 2**32 - 2**31
        dy = int(fleet.rows["y"][slot]) - int(centre.rows["y"][0])
        return size["x"] + size["width"] / 2 + dx * scale, size["y"] + size["height"] / 2 + dy * scale

    def pictured(self) -> None:
        self.wait("first picture", lambda: self.page.evaluate("performance.getEntriesByName('first-picture').length"))


class Screens:
    """Opens pages and, at the end, shows their faults: errors, dialogs, requests to elsewhere, policy reports."""

    def __init__(self, browser: Browser, folder: Path, stack: ExitStack) -> None:
        self._browser = browser
        self._folder = folder
        self._stack = stack
        self.open_screens: list[Screen] = []

    def play(self, fleet: FeedFleet, **options: object) -> FeedPlayer:
        return self._stack.enter_context(FeedPlayer(fleet, **options))  # type: ignore[arg-type]

    def open(
        self,
        player: FeedPlayer,
        address: str = "lang=en&palette=day",
        size: tuple[int, int] = (1280, 720),
        **options: object,
    ) -> Screen:
        context = self._stack.enter_context(
            self._browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="en-GB", **options)  # type: ignore[arg-type]
        )
        context.set_default_timeout(12_000)
        page = context.new_page()
        screen = Screen(page, player)
        self.open_screens.append(screen)

        def console(message: ConsoleMessage) -> None:
            expected = ("WebSocket", "ERR_", "status of 401", "status of 403", "status of 422")  # a cut link, a refusal
            said_by = message.location["url"].partition("://")[2]
            if screen.elsewhere and said_by.startswith(screen.elsewhere):
                return
            if message.type == "error" and not any(word in message.text for word in expected):
                screen.faults.append(f"console: {message.text}")

        def request(request: Request) -> None:
            origin = player.url.split("://")[1].rstrip("/")
            scheme, _, rest = request.url.partition("://")
            if scheme in ("http", "https", "ws", "wss") and not rest.startswith((origin + "/", *screen.elsewhere)):
                screen.faults.append(f"request to elsewhere: {request.url}")

        page.on("console", console)
        page.on("pageerror", lambda error: screen.faults.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (screen.faults.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("request", request)
        page.goto(f"{player.url}#{address}")
        page.wait_for_selector("[data-palette]")
        return screen

    def pixel(self, screen: Screen, x: float, y: float) -> tuple[int, ...]:
        """The colour on screen at a place."""
        return next(iter(self.colours(screen, x, y, 0.5)))

    def colours(self, screen: Screen, x: float, y: float, reach: float) -> set[tuple[int, ...]]:
        """Every colour on screen within `reach` pixels of a place."""
        clip = {"x": round(x - reach), "y": round(y - reach), "width": round(2 * reach), "height": round(2 * reach)}
        picture = screen.page.screenshot(clip=clip)  # type: ignore[arg-type]
        values = screen.page.evaluate(
            """async (bytes) => {
              const image = await createImageBitmap(new Blob([new Uint8Array(bytes)]))
              const context = new OffscreenCanvas(image.width, image.height).getContext('2d')
              context.drawImage(image, 0, 0)
              return [...context.getImageData(0, 0, image.width, image.height).data]
            }""",
            list(picture),
        )
        return {tuple(values[i : i + 3]) for i in range(0, len(values), 4)}

    def shoot(self, screen: Screen, name: str) -> Path:
        """Keeps a picture for people to look at; the folder is not committed."""
        self._folder.mkdir(exist_ok=True)
        file = self._folder / f"{name}.png"
        screen.page.screenshot(path=str(file))
        return file

    def check(self) -> None:
        faults = [fault for screen in self.open_screens for fault in screen.faults]
        faults += [f"policy: {report}" for screen in self.open_screens for report in screen.player.csp_reports]
        assert faults == []


@pytest.fixture
def screens(browser: Browser, root: Path) -> Iterator[Screens]:
    with ExitStack() as stack:
        made = Screens(browser, root / "screenshots", stack)
        yield made
        made.check()


@pytest.fixture
def fleet() -> FeedFleet:
    """Two hundred vessels in the Gulf of Aden; vessel 0 lies alone at 12 N 47 E and is a cargo ship under way."""
    made = generated(200, BOX, now_ms() // 1000)
    near = (abs(made.lon - 47) < 0.5) & (abs(made.lat - 12) < 0.5)
    made.lat[near] += 1.2
    made.lon[0], made.lat[0] = 47.0, 12.0
    for name, value in {"kind": 1, "type_code": 70, "state": 0, "sog": 0, "cog": 900, "heading": 90, "nav": 0}.items():
        made.rows[name][0] = value
    made.static[0] = [0, 211000001, "NORTHERN LIGHT", "DABC", 9074729, 150, 50, 15, 17]
    made.place(slice(None))
    return made
