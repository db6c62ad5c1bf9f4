"""`marsad people` and `marsad audit` on the journal of a room that does not run, and on one that runs."""

import json
import os
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from urllib.parse import urlsplit

import pytest

from marsad.runtime.data_folder import journal_url
from marsad.runtime.people.accounts import Accounts
from marsad.store.journal.journal import Journal

PASSWORD = "three green buoys"


def marsad(*words, ok=True):
    done = subprocess.run(
        [sys.executable, "-m", "marsad", *map(str, words)], capture_output=True, text=True, timeout=300
    )
    assert (done.returncode == 0) == ok, done.stderr + done.stdout
    return done.stdout if ok else done.stderr


@pytest.fixture
def data(tmp_path):
    journal = Journal.open(journal_url(tmp_path), lambda: 1_700_000_000_000_000)
    accounts = Accounts(journal)
    accounts.first("layla", "Layla", PASSWORD)
    accounts.add("omar", "operator", "layla")
    journal.close()
    return tmp_path


def test_people_of_a_room_that_does_not_run(data):
    where = ("--data", data, "--port", 1)
    marsad("people", "change", "omar", "--role", "supervisor", "--shown", "عمر", *where)
    marsad("people", "off", "omar", *where)
    told = json.loads(marsad("people", "list", *where))
    assert [(one["name"], one["role"], one["shown"], one["active"]) for one in told] == [
        ("layla", "administrator", "Layla", True), ("omar", "supervisor", "عمر", False),
    ]  # fmt: skip
    assert "Somebody must be administrator" in marsad("people", "off", "layla", *where, ok=False)
    assert "no person sara" in marsad("people", "on", "sara", *where, ok=False)
    assert "no role captain" in marsad("people", "add", "sara", "--role", "captain", *where, ok=False)
    assert "say what they may do" in marsad("people", "add", "sara", *where, ok=False)


def test_a_journal_that_was_changed_is_told_and_one_that_was_not_has_its_head_printed(data):
    told = marsad("audit", "verify", "--data", data)
    head = told.split("Head ")[1].strip()
    assert marsad("audit", "verify", "--data", data, "--head", head) == told
    other = head[:-1] + ("0" if head[-1] != "0" else "1")
    assert "whose hash was noted" in marsad("audit", "verify", "--data", data, "--head", other, ok=False)
    assert "NUMBER:HASH" in marsad("audit", "verify", "--data", data, "--head", "12", ok=False)
    with sqlite3.connect(data / "journal" / "journal.db") as connection:
        connection.execute("drop trigger journal_no_update")
        connection.execute("update journal_record set author = 'nobody' where seq = 2")
    assert "record 2 was changed" in marsad("audit", "verify", "--data", data, ok=False)


def test_the_first_administrator_of_a_running_room_lets_others_in(tmp_path):
    command = [sys.executable, "-m", "marsad", "watch", "tcp://127.0.0.1:1", "--data", tmp_path, "--port", "0"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    log = tmp_path / "log"
    with log.open("wb") as out:
        room = subprocess.Popen(list(map(str, command)), stdout=out, stderr=subprocess.STDOUT, env=environment)
    try:
        address = wait_for_address(room, log)
        assert address.fragment.startswith("setup=")
        base = f"http://127.0.0.1:{address.port}"
        told = ask(base, "/api/session/setup", {"token": address.fragment[6:], "name": "layla", "password": PASSWORD})
        assert told["role"] == "administrator"
        where = ("--data", tmp_path, "--port", address.port)
        printed = marsad("people", "add", "omar", "--role", "operator", *where)
        link = urlsplit(printed.split()[-1])
        assert link.port == address.port
        chosen = {"token": link.fragment.removeprefix("password="), "password": PASSWORD + "!"}
        assert ask(base, "/api/session/password", chosen)["name"] == "omar"
        assert ask(base, "/api/session/password", chosen) == 401
        assert ask(base, "/api/session/in", {"name": "omar", "password": PASSWORD + "!"})["role"] == "operator"
        marsad("people", "off", "omar", *where)
        assert ask(base, "/api/session/in", {"name": "omar", "password": PASSWORD + "!"}) == 401
        assert json.loads(marsad("alerts", "list", *where))["alerts"] == []
        assert "Head " in marsad("audit", "verify", "--data", tmp_path)
    finally:
        room.terminate()
        room.wait(60)
    assert list((tmp_path / "rooms").iterdir()) == []


def wait_for_address(room, log):
    deadline = time.monotonic() + 300
    while time.monotonic() < deadline:
        assert room.poll() is None, log.read_text()
        for word in log.read_text().split():
            if word.startswith("http://"):
                return urlsplit(word)
        time.sleep(0.1)
    raise TimeoutError(log.read_text())


def ask(base, path, body):
    request = urllib.request.Request(base + path, json.dumps(body).encode(), {"content-type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code
