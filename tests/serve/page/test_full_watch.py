"""A full watch before a real room that hears a real feed: nothing is prepared but what it heard in the hours before.

First start, letting somebody in, taking over, three alerts of what comes over the air, a zone that is tried before it
is saved, an incident report, the log, handing over, and the record on paper.
"""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from queue import Queue
from urllib.parse import urlsplit

import pypdf
import pytest
from real_room import PASSWORD
from test_zones import heard
from tests.runtime.test_three_shells import tagged

from conftest import Screens
from marsad.cli import main
from marsad.decode.ais.encode import encode_message, sentences

SART, IN_NEED, HASTY = 970_111_222, 235_000_014, 235_000_055
EDGE = 45.1
"""The western edge of the zone that is drawn."""


class Feed:
    """A receiver on the roof: one TCP peer that sends what it is given."""

    def __init__(self) -> None:
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"tcp://127.0.0.1:{self.listening.getsockname()[1]}"
        self._waiting: Queue[bytes | None] = Queue()
        self._closed = threading.Event()
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        peer, _ = self.listening.accept()
        with peer:
            while (data := self._waiting.get()) is not None:
                peer.sendall(data)

    def send(self, mmsi: int, t_ms: int, **fields: float) -> None:
        """One position report, heard at an instant."""
        told = {"sog_kn": 12.0, "cog_deg": 90.0, "second": t_ms // 1000 % 60, **fields}
        for line in sentences(encode_message(1, mmsi, told)):
            self._waiting.put(tagged(t_ms, line))

    def sail(self, mmsi: int, lon_deg: float) -> None:
        """A ship at thirty knots to the east along 12 N, heard each second, until the feed is closed."""

        def go() -> None:
            began = time.monotonic()
            while not self._closed.wait(1.0):
                lon = lon_deg + (time.monotonic() - began) * 15.4 / 108_900
                self.send(mmsi, int(time.time() * 1000), lon_deg=lon, lat_deg=12.0, sog_kn=30.0)

        threading.Thread(target=go, daemon=True).start()

    def close(self) -> None:
        self._closed.set()
        self._waiting.put(None)
        self.listening.close()


class WatchRoom:
    """`marsad watch` as a user starts it."""

    def __init__(self, folder: Path, feed: Feed) -> None:
        self.data, self.log = folder / "data", folder / "log"
        self.csp_reports: list[str] = []
        self.data.mkdir()
        heard(self.data)
        words = [sys.executable, "-m", "marsad", "watch", feed.url, "--data", str(self.data), "--port", "0"]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        with self.log.open("wb") as out:
            self.process = subprocess.Popen(
                words, stdout=out, stderr=subprocess.STDOUT, env=environment, start_new_session=True
            )
        self.printed = self._address()
        self.url = self.printed.split("#")[0]
        self.port = urlsplit(self.url).port

    def _address(self) -> str:
        deadline = time.monotonic() + 300
        while time.monotonic() < deadline:
            assert self.process.poll() is None, self.log.read_text()
            found = re.search(r"http://\S+#setup=\S+", self.log.read_text())
            if found:
                return found.group(0)
            time.sleep(0.1)
        raise TimeoutError(self.log.read_text())

    def close(self) -> None:
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(60)


@pytest.fixture
def watch(screens: Screens, tmp_path):
    feed = Feed()
    room = WatchRoom(tmp_path, feed)
    try:
        yield screens, room, feed
    finally:
        room.close()
        feed.close()


def link_of(capsys, *words: str) -> str:
    assert main(["people", *words]) == 0
    return re.search(r"#password=\S+", capsys.readouterr().out).group(0).lstrip("#")


def inside(page) -> None:
    page.wait_for_selector(".room:not([inert])")


def alert(page, title: str):
    return page.locator("article.alert", has=page.get_by_role("button", name=title))


def test_a_watch_from_the_first_start_to_the_record_on_paper(watch, capsys, tmp_path):
    screens, room, feed = watch
    now = lambda: int(time.time() * 1000)  # noqa: E731
    # The first start makes the administrator, who lets the officer of the watch in.
    chief = screens.open(room, room.printed.split("#")[1] + "&lang=en&palette=day&at=12,45&z=9")
    chief.page.locator("input[name=username]").fill("chief")
    chief.page.locator("input[name=password]").fill(PASSWORD)
    chief.page.keyboard.press("Enter")
    inside(chief.page)
    where = ("--data", str(room.data), "--port", str(room.port))
    given = link_of(capsys, "add", "layla", "--role", "supervisor", "--shown", "Layla K.", *where)
    officer = screens.open(room, given + "&lang=en&palette=night&at=12,45&z=9")
    page = officer.page
    page.locator("input[name=password]").fill(PASSWORD + " more")
    page.keyboard.press("Enter")
    inside(page)

    # She takes over.
    chief.page.keyboard.press("e")
    chief.page.get_by_label("Remarks for the next shift").fill("Quiet so far; exercise off the breakwater at 14Z")
    chief.page.get_by_label("Who takes over").fill("layla")
    chief.page.get_by_role("button", name="Sign and hand over").press("Enter")
    page.get_by_role("button", name="Take over the watch").click()
    page.get_by_role("button", name="I take over").press("Enter")
    page.get_by_text("layla took over").wait_for()
    page.keyboard.press("Escape")

    # Two come over the air: a beacon, and a ship that uses status 14.
    feed.send(SART, now(), lon_deg=45.25, lat_deg=12.05, status=14, sog_kn=0.4)
    alert(page, "Distress").first.wait_for(timeout=20_000)
    officer.wait("it sounds or says why not", lambda: page.locator("article.emergency").count() == 1)
    screens.shoot(officer, "watch-distress-night-en")
    page.locator("article.emergency").get_by_role("button", name="Acknowledge").click()
    page.get_by_text("acknowledged by").first.wait_for()
    chief.page.get_by_text("acknowledged by").first.wait_for()
    for second in range(3):
        feed.send(IN_NEED, now() - 3000 + second * 1000, lon_deg=45.3, lat_deg=11.95, status=14, sog_kn=0.1)
    officer.wait("the second", lambda: page.locator("article.alert").count() == 2, 30)
    page.locator("article.alert:not(.emergency)").get_by_role("button", name="Acknowledge").click()

    # A zone is drawn, tried on what was heard, and saved; then somebody enters it.
    page.keyboard.press("z")
    page.get_by_role("button", name="Draw a zone").press("Enter")
    page.get_by_label("Name", exact=True).fill("EXERCISE")
    for corner in (f"11.95, {EDGE}", "11.95, 45.2", "12.05, 45.2", f"12.05, {EDGE}"):
        page.get_by_label("New corner").fill(corner)
        page.get_by_label("New corner").press("Enter")
    page.get_by_role("button", name="Try it on what was heard").press("Enter")
    page.get_by_text("3 alerts").wait_for(timeout=90_000)  # she turns near it: two stays, one situation
    page.get_by_role("button", name="Save").press("Enter")
    page.get_by_role("button", name="Change").wait_for()
    page.keyboard.press("Escape")
    feed.sail(HASTY, EDGE - 0.001)

    # What a master says is a report, what she does is in the log.
    page.keyboard.press("i")
    page.get_by_role("button", name="New report").press("Enter")
    page.get_by_label("Who says it").fill("Master of MV AMAL")
    page.get_by_label("What happened").select_option("fire")
    page.get_by_label("What the report says").fill("Smoke from a skiff, crew in a raft")
    page.get_by_label("How it came").select_option("vhf")
    page.get_by_label("Position").fill("12.05, 45.25")
    page.get_by_role("button", name="Save the report").press("Enter")
    page.get_by_role("heading", name="Incident 1 · Fire · claimed · open").wait_for()
    page.keyboard.press("g")
    page.get_by_label("What is to be kept").fill("MRCC informed, patrol boat 12 under way")
    page.get_by_role("button", name="Write", exact=True).press("Enter")

    # Meanwhile somebody entered the zone.
    third = page.locator("article.alert", has_text="EXERCISE")
    officer.wait("the third", lambda: third.count() == 1, 120)
    screens.shoot(officer, "watch-three-alerts-night-en")
    third.get_by_role("button", name="Acknowledge").click()
    third.get_by_text("acknowledged by").wait_for()
    chief.page.keyboard.press("g")
    for told in ("patrol boat 12 under way", "acknowledged", "EXERCISE", "layla took over"):
        chief.page.locator("li", has_text=told).first.wait_for()
    screens.shoot(chief, "watch-log-day-en")

    # She hands over, the other takes over, and both can prove it.
    page.keyboard.press("e")
    page.get_by_label("Remarks for the next shift").fill("Patrol boat 12 reports at 16Z")
    page.get_by_role("button", name="Sign and hand over").press("Enter")
    page.get_by_text("It waits for somebody else to take over").wait_for()
    chief.page.get_by_role("button", name="Take over the watch").click()
    chief.page.get_by_role("button", name="I take over").press("Enter")
    chief.page.get_by_text("chief took over").wait_for()
    with chief.page.expect_download() as loading:
        chief.page.get_by_role("link", name="Download handover 2").press("Enter")
    handover = tmp_path / "handover-2.json"
    handover.write_bytes(Path(loading.value.path()).read_bytes())
    capsys.readouterr()
    assert main(["audit", "verify", "--handover", str(handover), "--data", str(room.data)]) == 0
    handover.write_bytes(handover.read_bytes().replace(b"Patrol boat 12", b"Patrol boat 13"))
    assert main(["audit", "verify", "--handover", str(handover), "--data", str(room.data)]) == 1

    # The record of it all, on paper.
    chief.page.keyboard.press("g")
    chief.page.get_by_text("On paper (PDF)").click()
    with chief.page.expect_download(timeout=90_000) as coming:
        chief.page.get_by_role("button", name="Write the PDF").click()
    said = re.sub(r"\s+", " ", " ".join(one.extract_text() for one in pypdf.PdfReader(coming.value.path()).pages))
    for told in (
        "Made by",
        "patrol boat 12 under way",
        "EXERCISE",
        "Alerts raised: 3",
        "within the period: 3",
    ):
        assert told in said, (told, said[:2000])
