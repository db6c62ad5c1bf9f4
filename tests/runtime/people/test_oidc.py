"""Signing in at a provider: one made by others vouches for people, one of ours lies in every way it can."""

from __future__ import annotations

import base64
import hmac
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import httpx
import oidc_provider_mock
import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey

from marsad.runtime.clock import system_clock
from marsad.runtime.oidc_settings import OidcSettings
from marsad.runtime.people.door import Door, Stranger, TooSoon
from marsad.runtime.people.oidc import ProviderRefusal, provider_of
from marsad.schema.refusal import Refusal, UsageRefusal
from marsad.store.journal.journal import Journal

PAGE = "http://127.0.0.1:8700/"
KEY, OTHER = RSAKey.generate_key(2048, {"kid": "one"}), RSAKey.generate_key(2048, {"kid": "two"})


def settings(issuer, **more):
    return OidcSettings(issuer=issuer, client_id="marsad", address=PAGE, **more)


@pytest.fixture
def journal(tmp_path):
    made = Journal.open(f"sqlite:///{tmp_path}/journal.db", system_clock)
    yield made
    made.close()


def door_with(journal, provider):
    door = Door(system_clock, journal, provider=provider)
    door.accounts.first("chief", "", "three green buoys")
    door.accounts.add("layla", "operator", "chief")
    return door


def vouched(address, sub):
    """The browser's way to the provider, made by others, and back: state and code."""
    answer = httpx.post(address, data={"sub": sub}, follow_redirects=False)
    assert answer.status_code == 302, answer.text
    told = parse_qs(urlsplit(answer.headers["location"]).query)
    assert answer.headers["location"].startswith(PAGE + "api/session/oidc/back?")
    return told["state"][0], told["code"][0]


def test_a_provider_of_others_vouches_for_who_was_let_in(journal, tmp_path):
    (tmp_path / "secret").write_text("a:b c%\n")
    user = oidc_provider_mock.User(sub="17", claims={"preferred_username": "Layla"})
    with oidc_provider_mock.run_server_in_thread(user_claims=[user], require_nonce=True) as server:
        told = settings(f"http://localhost:{server.server_port}", secret_file=str(tmp_path / "secret"))
        door = door_with(journal, provider_of(told, system_clock))
        address, kept = door.begin_at_provider("127.0.0.1")
        state, code = vouched(address, "17")
        token = door.enter_by_provider(state, code, kept, "127.0.0.1")
        assert door.who(token, None).person.name == "layla"
        with pytest.raises(ProviderRefusal, match="begin again"):
            door.enter_by_provider(state, code, kept, "127.0.0.1")

        address, kept = door.begin_at_provider("127.0.0.1")
        state, code = vouched(address, "stranger")
        with pytest.raises(ProviderRefusal, match="preferred_username"):
            door.enter_by_provider(state, code, kept, "127.0.0.1")

        address, _ = door.begin_at_provider("127.0.0.1")
        state, code = vouched(address, "17")
        with pytest.raises(ProviderRefusal, match="another browser"):
            door.enter_by_provider(state, code, "of somebody else", "127.0.0.1")

        door.accounts.change("layla", "chief", active=False)
        address, kept = door.begin_at_provider("127.0.0.1")
        state, code = vouched(address, "17")
        with pytest.raises(Stranger):
            door.enter_by_provider(state, code, kept, "127.0.0.1")
    told = [record.body for record in journal.records("session")]
    assert [one["what"] for one in told] == ["in", "provider", "provider", "provider", "refused"]


class Liar:
    """A provider that signs what it is told to."""

    def __init__(self):
        self.token = ""
        self.keys = {"keys": [KEY.as_dict(private=False)]}
        self.more = {}
        self.asked = 0
        liar = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                liar.asked += 1
                self._tell(liar.keys if self.path == "/keys" else liar.discovery)

            def do_POST(self):
                self.rfile.read(int(self.headers["content-length"]))
                self._tell({"id_token": liar.token, "access_token": "x", "token_type": "Bearer"})

            def _tell(self, value):
                body = value if isinstance(value, bytes) else json.dumps(value).encode()
                self.send_response(200)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def discovery(self):
        return {"issuer": self.issuer, "authorization_endpoint": self.issuer + "/authorize",
                "token_endpoint": self.issuer + "/token", "jwks_uri": self.issuer + "/keys", **self.more}  # fmt: skip


@pytest.fixture
def liar():
    made = Liar()
    yield made
    made.server.shutdown()
    made.server.server_close()


def claims(liar, nonce, **more):
    now = int(time.time())
    return {"iss": liar.issuer, "aud": "marsad", "sub": "17", "exp": now + 300, "iat": now, "nonce": nonce,
            "preferred_username": "layla", **more}  # fmt: skip


def returned(door, liar, sign):
    """Whoever comes back with what `sign` makes of the nonce."""
    address, kept = door.begin_at_provider("127.0.0.1")
    query = parse_qs(urlsplit(address).query)
    liar.token = sign(query["nonce"][0])
    return door.enter_by_provider(query["state"][0], "code", kept, "127.0.0.1")


def signed(told, key=KEY):
    return jwt.encode({"alg": "RS256", "kid": "one"}, told, key, algorithms=["RS256"])


def sealed_by_public_key(told):
    """What anybody can make who knows the public key: the library that signs refuses to."""
    parts = [json.dumps(part).encode() for part in ({"alg": "HS256", "kid": "one"}, told)]
    text = b".".join(base64.urlsafe_b64encode(part).rstrip(b"=") for part in parts)
    seal = hmac.digest(KEY.as_pem(private=False), text, "sha256")
    return (text + b"." + base64.urlsafe_b64encode(seal).rstrip(b"=")).decode()


def test_what_is_signed_as_it_should_be_is_believed(journal, liar):
    door = door_with(journal, provider_of(settings(liar.issuer), system_clock))
    assert returned(door, liar, lambda nonce: signed(claims(liar, nonce)))


LIES = {
    "nonce": lambda liar, nonce: signed(claims(liar, "another")),
    "no nonce": lambda liar, nonce: signed({k: v for k, v in claims(liar, nonce).items() if k != "nonce"}),
    "audience": lambda liar, nonce: signed(claims(liar, nonce, aud="another")),
    "two audiences": lambda liar, nonce: signed(claims(liar, nonce, aud=["marsad", "another"])),
    "authorized party": lambda liar, nonce: signed(claims(liar, nonce, azp="another")),
    "issuer": lambda liar, nonce: signed(claims(liar, nonce, iss="https://elsewhere.example")),
    "expired": lambda liar, nonce: signed(claims(liar, nonce, exp=int(time.time()) - 3600)),
    "no end": lambda liar, nonce: signed({k: v for k, v in claims(liar, nonce).items() if k != "exp"}),
    "of tomorrow": lambda liar, nonce: signed(claims(liar, nonce, iat=int(time.time()) + 86_400)),
    "another key": lambda liar, nonce: signed(claims(liar, nonce), OTHER),
    "the public key as a secret": lambda liar, nonce: sealed_by_public_key(claims(liar, nonce)),
    "unsigned": lambda liar, nonce: signed(claims(liar, nonce)).rsplit(".", 1)[0] + ".",
    "no name": lambda liar, nonce: signed(claims(liar, nonce, preferred_username=17)),
    "no token": lambda liar, nonce: "",
    "not a token": lambda liar, nonce: "\x00....é",
}  # fmt: skip


@pytest.mark.parametrize("lie", LIES)
def test_no_lie_lets_anybody_in(journal, liar, lie):
    door = door_with(journal, provider_of(settings(liar.issuer), system_clock))
    with pytest.raises(ProviderRefusal):
        returned(door, liar, lambda nonce: LIES[lie](liar, nonce))
    assert door.sessions.of("layla") == []


def test_new_keys_of_a_provider_are_fetched(journal, liar):
    door = door_with(journal, provider_of(settings(liar.issuer), system_clock))
    assert returned(door, liar, lambda nonce: signed(claims(liar, nonce)))
    liar.keys = {"keys": [OTHER.as_dict(private=False)]}
    fresh = {"alg": "RS256", "kid": "two"}
    assert returned(door, liar, lambda nonce: jwt.encode(fresh, claims(liar, nonce), OTHER, algorithms=["RS256"]))


@pytest.mark.parametrize(
    "more",
    [{"issuer": "https://elsewhere.example"}, {"token_endpoint": "http://elsewhere.example/token"}, {"jwks_uri": None}],
)
def test_a_provider_that_leads_elsewhere_is_refused(journal, liar, more):
    liar.more = more
    door = door_with(journal, provider_of(settings(liar.issuer), system_clock))
    with pytest.raises(ProviderRefusal):
        door.begin_at_provider("127.0.0.1")


@pytest.mark.parametrize("keys", [b"", b"[]", b"{}", b'{"keys": 4}', b"x" * 2_000_000])
def test_garbage_of_a_provider_is_refused_and_not_asked_for_again_at_once(journal, liar, keys):
    liar.keys = keys
    door = door_with(journal, provider_of(settings(liar.issuer), system_clock))
    for _ in range(3):
        with pytest.raises(ProviderRefusal):
            door.begin_at_provider("127.0.0.1")
    assert liar.asked == 2
    for _ in range(20):
        door.attempts.was_wrong("", "127.0.0.1")
    with pytest.raises(TooSoon):
        door.begin_at_provider("127.0.0.1")


def test_an_address_that_anybody_vouches_for_is_not_believed(journal, liar):
    door = door_with(journal, provider_of(settings(liar.issuer, claim="email"), system_clock))
    with pytest.raises(ProviderRefusal, match="verify"):
        returned(door, liar, lambda nonce: signed(claims(liar, nonce, email="layla")))


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (OidcSettings(client_id="marsad"), "no issuer"),
        (OidcSettings(issuer="https://id.example"), "no client_id"),
        (settings("http://id.example"), "https://"),
        (settings("https://id.example", secret_file="/nowhere/secret"), "cannot be read"),
    ],
)
def test_settings_that_cannot_be_are_refused(told, sentence):
    with pytest.raises((Refusal, UsageRefusal), match=sentence):
        provider_of(told, system_clock)
    assert provider_of(OidcSettings(), system_clock) is None
