"""Signing in at a provider of one's own, by OpenID Connect Core 1.0: the code flow with PKCE (RFC 7636).

A provider vouches for a name. Whether somebody of that name may enter, and as what, is said by the room's own accounts.
"""

from __future__ import annotations

import base64
import hashlib
import ipaddress
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote_plus, urlencode, urlsplit

import httpx
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from marsad.runtime.oidc_settings import OidcSettings
from marsad.schema.refusal import Refusal, UsageRefusal

Clock = Callable[[], int]
ALGORITHMS: Final = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
"""Signatures that are taken: by a key pair alone. A secret that both know would let this room vouch for people too."""
BACK: Final = "api/session/oidc/back"
_ASK_S: Final = 10.0
_KNOWN_US: Final = 3_600_000_000
_AGAIN_US: Final = 10_000_000
"""A provider that does not answer is asked no more often than that."""
_WAIT_US: Final = 600_000_000
_MOST_WAITING: Final = 1000
_MOST_BYTES: Final = 1_000_000
_LEEWAY_S: Final = 60


class ProviderRefusal(Refusal):
    """The provider does not vouch for who came, or cannot be asked; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody was sent to the provider. `browser` is the hash of what their browser alone holds."""

    until_us: int
    browser: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Known:
    """What the provider says of itself, and the keys that it signs with."""

    at_us: int
    authorize: str
    token: str
    keys: KeySet


class Provider:
    """A provider that people sign in at. Any thread may call it."""

    def __init__(self, settings: OidcSettings, clock: Clock) -> None:
        self._settings, self._clock = settings, clock
        self._secret = _secret(settings.secret_file)
        self._lock = threading.Lock()
        self._known: Known | None = None
        self._failed: tuple[int, str] | None = None
        self._waiting: dict[str, Waiting] = {}

    @property
    def label(self) -> str:
        """What people call it."""
        return self._settings.label or urlsplit(self._settings.issuer).hostname or ""

    def begin(self) -> tuple[str, str]:
        """The address to send somebody to, and the token that their browser keeps until they return. Raises
        ProviderRefusal."""
        known = self._now_known()
        state, browser, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(4))
        with self._lock:
            now = self._clock()
            self._waiting = {key: one for key, one in self._waiting.items() if one.until_us > now}
            while len(self._waiting) >= _MOST_WAITING:
                del self._waiting[next(iter(self._waiting))]
            self._waiting[state] = Waiting(now + _WAIT_US, _hash(browser), nonce, verifier)
        query = {
            "response_type": "code", "client_id": self._settings.client_id, "redirect_uri": self._back,
            "scope": "openid profile email", "state": state, "nonce": nonce, "code_challenge": _hash(verifier),
            "code_challenge_method": "S256",
        }  # fmt: skip
        return f"{known.authorize}{'&' if '?' in known.authorize else '?'}{urlencode(query)}", browser

    def end(self, state: str, code: str, browser: str) -> str:
        """The name of who returned with `state` and `code`, as the provider vouches for it. Raises ProviderRefusal."""
        with self._lock:
            waiting = self._waiting.pop(state, None)
        if waiting is None or waiting.until_us <= self._clock():
            raise ProviderRefusal("It took too long, or this sign-in was not begun here: begin again.")
        if not secrets.compare_digest(waiting.browser, _hash(browser)):
            raise ProviderRefusal("This sign-in was begun in another browser: begin again.")
        form = {
            "grant_type": "authorization_code", "code": code, "redirect_uri": self._back,
            "code_verifier": waiting.verifier,
        }  # fmt: skip
        basic = None
        if self._secret is None:
            form["client_id"] = self._settings.client_id
        else:  # RFC 6749, 2.3.1: both are quoted as in a form
            basic = httpx.BasicAuth(quote_plus(self._settings.client_id), quote_plus(self._secret))
        told = self._ask("POST", self._now_known().token, form, basic)
        return self._name(str(told.get("id_token", "")), waiting.nonce)

    @property
    def _back(self) -> str:
        return self._settings.address.rstrip("/") + "/" + BACK

    def _name(self, token: str, nonce: str) -> str:
        ours = self._settings.client_id
        rules = jwt.JWTClaimsRegistry(
            now=self._clock() // 1_000_000, leeway=_LEEWAY_S,
            iss={"essential": True, "value": self._settings.issuer}, aud={"essential": True, "value": ours},
            exp={"essential": True}, iat={"essential": True}, nonce={"essential": True, "value": nonce},
        )  # fmt: skip
        try:
            claims = self._decoded(token)
            rules.validate(claims)
        except (JoseError, ValueError) as error:
            raise ProviderRefusal(f"What the provider signed does not hold ({error}).") from None
        audience = claims["aud"]
        if claims.get("azp", ours) != ours or (
            isinstance(audience, list) and len(audience) > 1 and "azp" not in claims
        ):
            raise ProviderRefusal("What the provider signed is meant for another program.")
        name = claims.get(self._settings.claim)
        if not isinstance(name, str) or not name:
            raise ProviderRefusal(f"The provider told no {self._settings.claim}: choose another claim under [oidc].")
        if self._settings.claim == "email" and claims.get("email_verified") is not True:
            raise ProviderRefusal("The provider did not verify this e-mail address, so that anybody may have told it.")
        return name

    def _decoded(self, token: str) -> dict[str, Any]:
        try:
            return jwt.decode(token, self._now_known().keys, algorithms=ALGORITHMS).claims
        except (JoseError, ValueError):  # it may have new keys
            with self._lock:
                self._known = None
            return jwt.decode(token, self._now_known().keys, algorithms=ALGORITHMS).claims

    def _now_known(self) -> Known:
        with self._lock:
            known, now = self._known, self._clock()
            if known is not None and now - known.at_us < _KNOWN_US:
                return known
            if self._failed is not None and now - self._failed[0] < _AGAIN_US:
                raise ProviderRefusal(self._failed[1])
            try:
                self._known = self._discovered(now)
            except Refusal as refusal:
                self._failed = now, str(refusal)
                raise ProviderRefusal(str(refusal)) from None
            self._failed = None
            return self._known

    def _discovered(self, now: int) -> Known:
        issuer = self._settings.issuer
        told = self._ask("GET", issuer.rstrip("/") + "/.well-known/openid-configuration")
        if told.get("issuer") != issuer:
            raise ProviderRefusal(f"The provider calls itself {told.get('issuer')!r}, [oidc] says {issuer!r}.")
        places = [str(told.get(name, "")) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")]
        for place in places:
            check_address(place, "What the provider tells")
        try:
            keys = KeySet.import_key_set(self._ask("GET", places[2]))  # type: ignore[arg-type]
        except (JoseError, ValueError, KeyError, TypeError) as error:
            raise ProviderRefusal(f"The keys of the provider cannot be read ({error}).") from None
        return Known(now, places[0], places[1], keys)

    def _ask(
        self, method: str, address: str, form: dict[str, str] | None = None, auth: httpx.BasicAuth | None = None
    ) -> dict[str, Any]:
        host = urlsplit(address).hostname
        try:
            with (
                httpx.Client(timeout=_ASK_S, trust_env=False) as client,
                client.stream(method, address, data=form, auth=auth, headers={"accept": "application/json"}) as answer,
            ):
                body = b""
                for some in answer.iter_bytes():
                    body += some
                    if len(body) > _MOST_BYTES:
                        raise ProviderRefusal(f"{host} answers with more than a megabyte: is that the provider?")
            if answer.status_code != 200:
                raise ProviderRefusal(f"{host} answers {answer.status_code}: the sign-in there did not succeed.")
            told = httpx.Response(200, content=body).json()
        except httpx.HTTPError as error:
            raise ProviderRefusal(f"{host} cannot be asked ({type(error).__name__}): is the provider up?") from None
        except ValueError:
            raise ProviderRefusal(f"{host} does not answer in JSON: is that the provider?") from None
        if not isinstance(told, dict):
            raise ProviderRefusal(f"{host} does not answer as a provider does.")
        return told


def provider_of(settings: OidcSettings, clock: Clock) -> Provider | None:
    """The provider that `[oidc]` names, which is not asked yet; None for none. Raises UsageRefusal, Refusal."""
    if not settings.issuer:
        if settings != OidcSettings():
            raise UsageRefusal("[oidc] has no issuer: name the address of your provider, or leave the table out.")
        return None
    for name in ("client_id", "address", "claim"):
        if not getattr(settings, name):
            raise UsageRefusal(f"[oidc] has no {name}: write it beside the issuer, docs/people.md has an example.")
    check_address(settings.issuer, "[oidc] issuer")
    check_address(settings.address, "[oidc] address")
    return Provider(settings, clock)


def check_address(told: str, what: str) -> None:
    """Refuse an address that others could read or change on its way: plain HTTP but to this computer."""
    parts = urlsplit(told)
    if parts.scheme == "https" and parts.hostname:
        return
    if parts.scheme == "http" and parts.hostname and _is_here(parts.hostname):
        return
    raise UsageRefusal(f"{what} is {told!r}: it must begin with https://, or be on this computer.")


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _secret(file: str) -> str | None:
    if not file:
        return None
    try:
        return Path(file).expanduser().read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise Refusal(f"The secret of [oidc] cannot be read from {file} ({error}).") from None


def _hash(token: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(token.encode()).digest()).rstrip(b"=").decode()
