"""Where the page can be reached: on this computer as it is, from elsewhere by TLS alone."""

from __future__ import annotations

import ipaddress
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from marsad.runtime.settings import Settings
from marsad.schema.refusal import Refusal, UsageRefusal
from marsad.serve.own_certificate import instant, own_certificate

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True, slots=True)
class Reach:
    """`names` as a browser may have them in its address, with brackets about IPv6; `certificate` None: plain HTTP.

    `authority` is the file that people import where the certificate is the room's own; `news` says so once.
    """

    host: str
    names: tuple[str, ...] = LOOPBACK
    certificate: Path | None = None
    key: Path | None = None
    authority: Path | None = None
    news: str = ""

    @property
    def scheme(self) -> str:
        """http or https."""
        return "http" if self.certificate is None else "https"


def reach_of(settings: Settings, data: Path, now_us: int) -> Reach:
    """How the page of a room is reached. Raises Refusal for a certificate that cannot be used."""
    told = settings.tls
    if is_loopback(settings.host) and not told.certificate:
        if told.names:
            raise UsageRefusal("[tls] has names, but the room listens on this computer alone: set host as well.")
        return Reach(settings.host)
    names = names_of(settings.host, told.names)
    shown = tuple(dict.fromkeys((*(f"[{one}]" if ":" in one else one for one in names), *LOOPBACK)))
    if told.certificate or told.key:
        if not (told.certificate and told.key):
            raise UsageRefusal("[tls] needs both, certificate and key, or neither.")
        certificate, key = Path(told.certificate).expanduser(), Path(told.key).expanduser()
        _check(certificate, key)
        return Reach(settings.host, shown, certificate, key)
    try:
        made = own_certificate(data / "tls", names, instant(now_us))
    except OSError as error:
        raise Refusal(f"The certificate of the page cannot be made ({error.strerror}): check {data / 'tls'}.") from None
    news = f"The page has a new authority: let browsers trust {made.authority} before people sign in."
    return Reach(settings.host, shown, made.certificate, made.key, made.authority, news if made.is_new else "")


def is_loopback(host: str) -> bool:
    """Whether an address is of this computer alone."""
    try:
        return ipaddress.ip_address("127.0.0.1" if host == "localhost" else host).is_loopback
    except ValueError:
        return False


def names_of(host: str, more: list[str]) -> list[str]:
    """Every name of this machine that a page on `host` has: what was told, its own name, its addresses, loopback."""
    found = {"localhost", "127.0.0.1", "::1", *(name.strip().lower().strip("[]") for name in more)}
    with suppress(ValueError):
        address = ipaddress.ip_address(host)
        if not address.is_unspecified:
            return sorted(found | {str(address)})
    mine = socket.gethostname().lower()
    found |= {mine} if mine and not mine.startswith(".") else set()
    with suppress(OSError):
        found |= {str(entry[4][0]).partition("%")[0] for entry in socket.getaddrinfo(mine, None)}
    return sorted(found - {""})


def _check(certificate: Path, key: Path) -> None:
    for file in (certificate, key):
        if not file.is_file():
            raise Refusal(f"{file} is not there: name the files of your certificate in [tls].")
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key)
    except (ssl.SSLError, OSError) as error:
        raise Refusal(f"{certificate} and {key} are no certificate with its key ({error}): check [tls].") from None
