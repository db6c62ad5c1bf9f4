"""Who may send: a feed is taken only from where its URL says."""

from __future__ import annotations

import ipaddress
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

from marsad.sources.link.source_error import SourceUrlError

_KEPT = 4096
_LOOPBACK = "127.0.0.0/8,::1"


class Senders:
    """The addresses and networks that an option of the URL names; without it only this computer may send."""

    def __init__(self, text: str | None, url: str, option: str) -> None:
        self._networks: list[IPv4Network | IPv6Network] = []
        self._known: dict[str, bool] = {}
        for part in (_LOOPBACK if text is None else text).split(","):
            if part.strip() == "any":
                self._networks += [ipaddress.ip_network("0.0.0.0/0"), ipaddress.ip_network("::/0")]
                continue
            try:
                self._networks.append(ipaddress.ip_network(part.strip(), strict=False))
            except ValueError as error:
                raise SourceUrlError(
                    f"{url}: {option} takes addresses or networks such as 192.168.1.20 or 192.168.1.0/24, "
                    f"joined by commas, not {part!r}."
                ) from error

    def allow(self, address: str) -> bool:
        """Whether this sender, an IP address as the socket gives it, may send."""
        known = self._known.get(address)
        if known is None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            known = self._known[address] = self._named(address)
        return known

    def _named(self, address: str) -> bool:
        sender: IPv4Address | IPv6Address = ipaddress.ip_address(address.partition("%")[0])
        if isinstance(sender, IPv6Address) and sender.ipv4_mapped is not None:
            sender = sender.ipv4_mapped
        return any(sender in network for network in self._networks)
