"""Bytes in: one file per transport, found by its name; what they share stands in `link` and `container`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marsad.sources.link.health import Health, State
from marsad.sources.link.source import Clock, Sink, Source
from marsad.sources.link.source_error import SourceError, SourceUrlError
from marsad.sources.link.transport import Transport

if TYPE_CHECKING:
    from random import Random


def transports() -> dict[str, Transport]:
    """Every transport by its URL scheme: the files of this room and the entry points of group `marsad.sources`.

    Raises `marsad.plugin.PluginError` (one sentence that names the file) when one of them cannot be loaded.
    """
    from marsad.plugin import Socket

    return Socket("marsad.sources", "SOURCE", Transport).load()


def open_source(url: str, name: str | None, clock: Clock, *, rng: Random | None = None) -> Source:
    """The source that a URL, a file path or `-` names; nothing is opened before `run`.

    `name` is what its rows and raw-log lines carry, 1 to 48 of `A-Z a-z 0-9 _ . : -`; None derives one from the URL.
    `clock` gives microseconds UTC; each chunk is stamped with it once, in whole milliseconds. `rng` spreads the
    reconnects of many sites; None takes the system's. Every source takes `?silent=SECONDS` (30): the time without a
    byte after which its health says `silent`.

    A live source (`tcp`, `tcp-listen`, `udp`, `serial`) runs until it is cancelled and never raises for what a
    peer, a port or a cable does: it reports it in `health` and tries again. `file` and `stdin` end by themselves, and
    raise SourceError at the end if the input was damaged, after all that could be read was delivered.

    Raises SourceUrlError (one sentence, exit code 2) for a URL, scheme, option or name that cannot be used.
    """
    from random import SystemRandom

    from marsad.sources.link.url import parse_url, source_name

    parsed = parse_url(url)
    known = transports()
    transport = known.get(parsed.scheme)
    if transport is None:
        raise SourceUrlError(
            f"{url}: no source reads {parsed.scheme}://; use one of "
            f"{', '.join(sorted(known))}, a file's path, or - for standard input."
        )
    parsed.refuse_unknown_options({"silent", *transport.options})
    return transport.open(parsed, source_name(name, parsed), clock, rng or SystemRandom())


__all__ = ["Clock", "Health", "Sink", "Source", "SourceError", "SourceUrlError", "State", "open_source", "transports"]
