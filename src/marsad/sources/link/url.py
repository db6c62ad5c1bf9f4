"""Reading a source's URL: the one place where its parts are checked."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote, urlsplit

from marsad.sources.link.source_error import SourceUrlError

_NAME = re.compile(r"[A-Za-z0-9_.:-]{1,48}")


@dataclass(frozen=True)
class SourceUrl:
    """A source as the user named it. `scheme` of a plain path is `file`, of `-` it is `stdin`."""

    text: str
    scheme: str
    host: str = ""
    port: int | None = None
    path: str = ""
    options: dict[str, str] = field(default_factory=dict)

    def refuse_unknown_options(self, known: Collection[str]) -> None:
        """Raise SourceUrlError for an option that the transport does not know: a typing error must not pass."""
        for option in self.options:
            if option not in known:
                raise SourceUrlError(
                    f"{self.text}: there is no option {option}; {self.scheme} takes {', '.join(sorted(known))}."
                )

    def number(self, option: str, default: float, low: float, high: float) -> float:
        """A numeric option within its bounds."""
        text = self.options.get(option)
        if text is None:
            return default
        try:
            value = float(text)
        except ValueError:
            value = float("nan")
        if not low <= value <= high:
            raise SourceUrlError(f"{self.text}: {option} must be a number from {low:g} to {high:g}.")
        return value

    @property
    def silent_s(self) -> float:
        """Seconds without a byte after which the feed counts as silent."""
        return self.number("silent", 30.0, 1.0, 86_400.0)

    def need_port(self, lowest: int = 1) -> int:
        """The port; transports without a usual one need it written."""
        if self.port is None or self.port < lowest:
            raise SourceUrlError(f"{self.text}: name the port, as in {self.scheme}://{self.host or '127.0.0.1'}:10110.")
        return self.port


def parse_url(text: str) -> SourceUrl:
    """Take a URL, a path or `-` apart. Raises SourceUrlError for what cannot be read as one of them."""
    if text == "-":
        return SourceUrl(text, "stdin")
    if not text or any(character < " " for character in text):
        raise SourceUrlError(f"{text!r} names no source: give a URL, a file's path, or - for standard input.")
    scheme, separator, _ = text.partition("://")
    if not separator:
        return SourceUrl(text, "file", path=text)
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
        pairs = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
    except ValueError as error:
        raise SourceUrlError(f"{text}: this URL cannot be read ({error}); write it as scheme://host:port.") from error
    if parts.username or parts.password:
        raise SourceUrlError(f"{scheme}://{host}: no source signs in; leave user and password out of the URL.")
    options = dict(pairs)
    if len(options) != len(pairs):
        raise SourceUrlError(f"{text}: an option is there twice; join its values with a comma.")
    return SourceUrl(text, scheme.lower(), host, port, unquote(parts.path), options)


def source_name(given: str | None, url: SourceUrl) -> str:
    """The name as given, checked, or one made from the URL: what stands in tag blocks must need no escape."""
    if given is not None:
        if not _NAME.fullmatch(given):
            raise SourceUrlError(f"{given!r} cannot name a source: use 1 to 48 of A-Z a-z 0-9 _ . : and -.")
        return given
    place = url.path.rstrip("/").rsplit("/", 1)[-1] if url.scheme in ("file", "serial") else url.host
    port = "" if url.port is None else f":{url.port}"
    return re.sub(r"[^A-Za-z0-9_.:-]+", "-", f"{place}{port}" or url.scheme)[:48]
