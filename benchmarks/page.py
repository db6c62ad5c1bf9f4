"""The page under load: 20,000 vessels, each moved once a second, all in view, beside a GeoJSON source in the same run.

    python benchmarks/page.py            median of 5 runs of 10 s each, once more with all layers on
    python benchmarks/page.py --short    one run of 3 s

Chromium draws in software, 1280 x 720, one device pixel per pixel. The feed is recorded: rows of 60 s are made before,
and played from memory. Frames are counted by requestAnimationFrame, at rest and while the chart is dragged; the page's
CPU is what its main thread was busy, by the browser's own count. Needs Chromium, and
Node once, for the page to compare with.

All layers on: names, vectors of 12 minutes, heading lines, tracks of the 40 vessels nearest to the middle, density of a
day and coverage, both counted by a real room that heard the fleet, the alert desk open.
"""

from __future__ import annotations

import argparse
import json
import statistics
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "serve" / "page"), str(ROOT / "benchmarks")]

from chromium import FLAGS, MISSING, chromium_path  # noqa: E402
from feed_fleet import FeedFleet, generated  # noqa: E402
from feed_player import CSP, PAGE, FeedPlayer, now_ms  # noqa: E402
from tests.rows import columns  # noqa: E402

import machine  # noqa: E402
from marsad.runtime.watch_room import WatchRoom  # noqa: E402
from marsad.tracks.picture import Picture  # noqa: E402

VESSELS = 20_000
BOX = (41.0, 9.6, 53.0, 15.0)
TICKS_PER_ROUND = 4
RECORDED_S = 60
PEER = ROOT / "web" / "dist-bench"
ALL_ON = [(f"marsad.{name}", value) for name, value in (
    ("names", "on"), ("vectors", "12"), ("headings", "on"), ("dangers", "on"), ("zones", "on"), ("density", "24"),
    ("coverage", "on"), ("tracks", "view"), ("desk", "open"),
)]  # fmt: skip
COUNT_FRAMES = """
  window.frameTimes = []
  const count = (t) => { window.frameTimes.push(t); requestAnimationFrame(count) }
  requestAnimationFrame(count)
"""


@dataclass(frozen=True)
class Figures:
    """One run. Times in milliseconds, except the CPU: busy seconds of the main thread in a second."""

    first_picture_ms: float
    rest_fps: float
    longest_ms: float
    drag_fps: float
    cpu: float
    foreign: int


def recorded(fleet: FeedFleet) -> list[bytes]:
    """The rows of a minute, a quarter of the fleet in each frame."""
    everyone = np.arange(fleet.count)
    start_s = now_ms() // 1000
    frames = []
    for tick in range(RECORDED_S * TICKS_PER_ROUND):
        share = everyone[tick % TICKS_PER_ROUND :: TICKS_PER_ROUND]
        fleet.move(share, 1.0, start_s + tick // TICKS_PER_ROUND)
        head = struct.pack("<BxxxId", 2, len(share), (start_s + tick / TICKS_PER_ROUND) * 1000.0)
        frames.append(head + fleet.rows[share].tobytes())
    return frames


def counted(fleet: FeedFleet) -> WatchRoom:
    """A room that heard every vessel of the fleet where it is, each by one of five receivers."""
    t = now_ms() * 1000
    room = WatchRoom(Picture(fleet.count), lambda: t)
    many = np.arange(fleet.count)
    rows = columns("position", fleet.count, t=times(t, fleet.count), t_recv=times(t, fleet.count),
                   mmsi=200_000_000 + many, digest=many, type=np.full(fleet.count, 1), lon_deg=fleet.lon,
                   lat_deg=fleet.lat, source=["roof"] * fleet.count, station=[f"r{n % 5}" for n in many])  # fmt: skip
    room.apply({"position": rows}, {})
    room.refresh()
    return room


def times(t: int, many: int) -> pa.Array:
    """One instant for all, microseconds UTC."""
    return pa.array(np.full(many, t), pa.int64()).cast(pa.timestamp("us", tz="UTC"))


def busy_s(session: CDPSession) -> float:
    told = session.send("Performance.getMetrics")["metrics"]
    return float(next(metric["value"] for metric in told if metric["name"] == "TaskDuration"))


def fps(page: Page, begin: int) -> tuple[float, float]:
    """Frames a second and the longest frame in milliseconds, since a frame number."""
    times = page.evaluate("(begin) => window.frameTimes.slice(begin)", begin)
    steps = np.diff(times)
    return float(len(steps) / (times[-1] - times[0]) * 1000), float(steps.max())


def frame_number(page: Page) -> int:
    return int(page.evaluate("window.frameTimes.length"))


def run(browser: Browser, player: FeedPlayer, seconds: float) -> Figures:
    """Opens the page, lets it settle, measures it at rest and then while it is dragged."""
    context = browser.new_context(viewport={"width": 1280, "height": 720}, device_scale_factor=1)
    page = context.new_page()
    if player.counted is not None:
        page.add_init_script(f"for (const [name, value] of {json.dumps(ALL_ON)}) localStorage.setItem(name, value)")
    foreign: list[str] = []
    host = player.url.split("://")[1]
    page.on(
        "request",
        lambda request: None if host in request.url or request.url.startswith("blob:") else foreign.append(request.url),
    )
    session = context.new_cdp_session(page)
    session.send("Performance.enable")
    page.add_init_script(COUNT_FRAMES)
    page.goto(f"{player.url}#at=12.3,47&z=6&lang=en&palette=day")
    deadline = time.monotonic() + 60
    while not page.evaluate("performance.getEntriesByName('first-picture').length"):
        if time.monotonic() > deadline:
            raise TimeoutError("no picture within 60 s")
        page.wait_for_timeout(50)
    first = page.evaluate("performance.getEntriesByName('first-picture')[0].startTime")
    page.wait_for_timeout(3000)
    begin, busy, began = frame_number(page), busy_s(session), time.monotonic()
    page.wait_for_timeout(seconds * 1000)
    cpu = (busy_s(session) - busy) / (time.monotonic() - began)
    rest_fps, longest = fps(page, begin)
    begin = frame_number(page)
    page.mouse.move(640, 360)
    page.mouse.down()
    until = time.monotonic() + seconds / 2
    step = 0
    while time.monotonic() < until:
        step += 1
        page.mouse.move(640 + 60 * np.sin(step / 10), 360 + 20 * np.cos(step / 10))
    page.mouse.up()
    drag_fps, _ = fps(page, begin)
    context.close()
    return Figures(first, rest_fps, longest, drag_fps, cpu, len(foreign))


def build_peer() -> None:
    """The page with a GeoJSON source is never shipped, so it is built here when it is not there."""
    npm = ["npm", "--prefix", str(ROOT / "web")]
    if not (ROOT / "web" / "node_modules").is_dir():
        subprocess.run([*npm, "ci", "--no-audit", "--no-fund"], check=True, stdout=subprocess.DEVNULL)
    if not (PEER / "index.html").is_file():
        subprocess.run([*npm, "run", "build:bench"], check=True, stdout=subprocess.DEVNULL)


def measure(runs: int, seconds: float) -> Iterator[tuple[str, list[Figures]]]:
    """Both pages in turn, on the same recorded feed, each in a new context of one browser."""
    build_peer()
    fleet = generated(VESSELS, BOX, now_ms() // 1000)
    record = recorded(fleet)
    room = counted(fleet)
    pages = {
        "vessel layer": (PAGE, CSP, None),
        "all layers on": (PAGE, CSP, room),
        "GeoJSON source": (PEER, None, None),
    }
    taken: dict[str, list[Figures]] = {name: [] for name in pages}
    path = chromium_path()
    if path is None:
        raise FileNotFoundError(MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        for _ in range(runs):
            for name, (folder, policy, room) in pages.items():
                with FeedPlayer(fleet, page=folder, policy=policy, record=record, counted=room) as player:
                    taken[name].append(run(browser, player, seconds))
        browser.close()
    yield from taken.items()


def median(runs: list[Figures]) -> Figures:
    columns = zip(*(vars(one).values() for one in runs), strict=True)
    return Figures(*(statistics.median(column) for column in columns))


def table(results: dict[str, list[Figures]]) -> str:
    names = (("first picture", 15), ("at rest", 12), ("longest frame", 15), ("dragged", 12), ("page CPU", 11))
    lines = [" " * 16 + "".join(f"{name:>{width}}" for name, width in (*names, ("elsewhere", 11)))]
    for name, runs in results.items():
        f = median(runs)
        lines.append(
            f"{name:16}{f.first_picture_ms / 1000:>13.2f} s{f.rest_fps:>8.1f} fps{f.longest_ms:>12.0f} ms"
            f"{f.drag_fps:>8.1f} fps{f.cpu * 100:>9.0f} %{f.foreign:>11.0f}"
        )
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--short", action="store_true")
    short = parser.parse_args().short
    results = dict(measure(1 if short else 5, 3 if short else 10))
    print(machine.banner())
    print(f"{VESSELS:,} vessels at 1 Hz, all in view, 1280 x 720, software rendering, median of {1 if short else 5}")
    print(table(results))


if __name__ == "__main__":
    main()
