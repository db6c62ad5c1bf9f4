"""The plug of a source."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random

from marsad.sources.link.source import Clock, Source
from marsad.sources.link.url import SourceUrl


@dataclass(frozen=True)
class Transport:
    """A module `marsad/sources/<scheme>.py` carries one as SOURCE (`_` in the file name is `-` in the scheme)."""

    form: str
    """The URL as one would write it, for help texts."""
    open: Callable[[SourceUrl, str, Clock, Random], Source]
    """Makes the source from its URL and name; raises SourceUrlError, opens nothing."""
    options: Mapping[str, str] = field(default_factory=dict)
    """The query options it takes beside `silent`, each with its meaning."""
