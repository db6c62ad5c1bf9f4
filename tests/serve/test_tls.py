"""The page by TLS: the room's own authority vouches for its names alone and is renewed; the command line trusts it."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import ssl
import stat
import subprocess

import httpx
import pytest

from marsad.runtime.alert_access import Room
from marsad.runtime.clock import system_clock
from marsad.runtime.people.door import Door
from marsad.runtime.settings import Settings
from marsad.runtime.tls_settings import TlsSettings
from marsad.runtime.watch_room import WatchRoom
from marsad.schema.refusal import Refusal, UsageRefusal
from marsad.serve.application import application
from marsad.serve.own_certificate import PAGE_DAYS, RENEW_DAYS, own_certificate
from marsad.serve.reach import LOOPBACK, names_of, reach_of
from marsad.serve.server import WebServer, listen
from marsad.serve.service import address
from marsad.tracks.picture import Picture

NOW = dt.datetime.now(dt.UTC).replace(microsecond=0)
NAMES = ["127.0.0.1", "192.0.2.7", "::1", "localhost", "watch.port.example"]


def us(t: dt.datetime) -> int:
    return int(t.timestamp()) * 1_000_000


def openssl(*words, ok=True):
    done = subprocess.run(["openssl", *map(str, words)], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode == 0) == ok, done.stdout + done.stderr
    return done.stdout


def test_openssl_trusts_the_page_for_its_names_and_for_no_other(tmp_path):
    made = own_certificate(tmp_path, NAMES, NOW)
    assert made.is_new
    verify = ("verify", "-x509_strict", "-CAfile", made.authority, "-purpose", "sslserver")
    openssl(*verify, "-verify_hostname", "watch.port.example", made.certificate)
    openssl(*verify, "-verify_ip", "192.0.2.7", made.certificate)
    openssl(*verify, "-verify_hostname", "bank.example", made.certificate, ok=False)
    told = openssl("x509", "-in", made.authority, "-noout", "-text")
    assert "X509v3 Name Constraints: critical" in told
    assert "pathlen:0" in told
    assert {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()} == {0o600}


def test_an_authority_cannot_vouch_for_another_name(tmp_path):
    made = own_certificate(tmp_path, NAMES, NOW)
    key, asked, forged = tmp_path / "f.key", tmp_path / "f.csr", tmp_path / "f.pem"
    openssl("req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", asked, "-subj", "/CN=bank.example",
            "-addext", "subjectAltName=DNS:bank.example")  # fmt: skip
    openssl("x509", "-req", "-in", asked, "-CA", made.authority, "-CAkey", tmp_path / "authority.key", "-out", forged,
            "-copy_extensions", "copy", "-days", "30")  # fmt: skip
    openssl("verify", "-CAfile", made.authority, forged, ok=False)


def test_what_is_due_is_renewed_and_nothing_else(tmp_path):
    first = own_certificate(tmp_path, NAMES, NOW)
    authority, page = first.authority.read_bytes(), first.certificate.read_bytes()
    same = own_certificate(tmp_path, reversed(NAMES), NOW + dt.timedelta(days=PAGE_DAYS - RENEW_DAYS - 1))
    assert (same.is_new, same.certificate.read_bytes()) == (False, page)
    later = own_certificate(tmp_path, NAMES, NOW + dt.timedelta(days=PAGE_DAYS - RENEW_DAYS))
    assert (later.is_new, later.authority.read_bytes()) == (False, authority)
    assert later.certificate.read_bytes() != page
    assert own_certificate(tmp_path, [*NAMES, "other.example"], NOW).is_new
    (tmp_path / "page.pem").write_text("garbage")
    openssl("x509", "-in", own_certificate(tmp_path, [*NAMES, "other.example"], NOW).certificate, "-noout")
    (tmp_path / "authority.key").write_text("garbage")
    assert own_certificate(tmp_path, [*NAMES, "other.example"], NOW).is_new
    (tmp_path / "authority.pem").unlink()
    assert own_certificate(tmp_path, NAMES, NOW).is_new


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        (Settings(tls=TlsSettings(names=["a.example"])), "set host as well"),
        (Settings(tls=TlsSettings(certificate="c.pem")), "needs both"),
        (Settings(host="0.0.0.0", tls=TlsSettings(certificate="/no/c.pem", key="/no/k.pem")), "is not there"),
    ],
)
def test_settings_that_cannot_be_meant_get_one_sentence(settings, sentence, tmp_path):
    with pytest.raises((Refusal, UsageRefusal), match=sentence):
        reach_of(settings, tmp_path, us(NOW))


def test_a_certificate_that_is_none_gets_one_sentence(tmp_path):
    file = tmp_path / "garbage.pem"
    file.write_text("garbage")
    with pytest.raises(Refusal, match="no certificate with its key"):
        reach_of(Settings(tls=TlsSettings(certificate=str(file), key=str(file))), tmp_path, us(NOW))


def test_on_loopback_nothing_is_made(tmp_path):
    assert reach_of(Settings(), tmp_path, us(NOW)).scheme == "http"
    assert list(tmp_path.iterdir()) == []
    assert {"localhost", "127.0.0.1", "192.0.2.7", "a.example"} <= set(names_of("192.0.2.7", [" A.example "]))


def test_the_page_is_served_by_tls_to_whom_names_it_rightly_and_the_command_line_finds_it(tmp_path):
    settings = Settings(host="0.0.0.0", port=0, tls=TlsSettings(names=["watch.port.example"]))
    reach = reach_of(settings, tmp_path, system_clock())
    assert "authority" in reach.news
    assert reach_of(settings, tmp_path, system_clock()).news == ""

    async def run():
        listening = listen(settings.host, 0, secure=True)
        port, room, door = listening.getsockname()[1], WatchRoom(Picture(10), system_clock), Door(system_clock)
        app = application(room, port, door, reach=reach)
        server = WebServer(app, room, listening, reach.certificate, reach.key)
        running = asyncio.create_task(server.run())
        trusted = ssl.create_default_context(cafile=str(reach.authority))
        try:
            async with asyncio.timeout(20):
                while not server.started:  # noqa: ASYNC110 - uvicorn tells it by a flag only
                    await asyncio.sleep(0.01)
            async with httpx.AsyncClient(base_url=f"https://127.0.0.1:{port}", verify=trusted) as http:
                answer = await http.get("/api/session")
                assert answer.status_code == 200
                assert "max-age" in answer.headers["strict-transport-security"]
                named = {"host": f"watch.port.example:{port}"}
                assert (await http.get("/api/session", headers=named)).status_code == 200
                assert (await http.get("/api/session", headers={"host": "bank.example"})).status_code == 403
                plain = {"origin": f"http://127.0.0.1:{port}"}
                assert (await http.get("/api/session", headers=plain)).status_code == 403
            with door.for_console(tmp_path, port, f"https://127.0.0.1:{port}/", reach.authority):
                told = json.loads((tmp_path / "rooms" / f"{port}.json").read_text())
                assert told["address"].startswith("https:")
                asked = Room(port, tmp_path)
                assert await asyncio.to_thread(asked.runs)
                assert (await asyncio.to_thread(asked.ask, "/api/health"))["queue_bytes"] == 0
            shown = address(listening, reach)
            assert shown.startswith("https://")
            assert shown.split("/")[2].rpartition(":")[0] in reach.names
            assert shown.split("/")[2].rpartition(":")[0] not in LOOPBACK or len(reach.names) == len(LOOPBACK)
        finally:
            server.stop()
            await running
            listening.close()

    asyncio.run(run())
