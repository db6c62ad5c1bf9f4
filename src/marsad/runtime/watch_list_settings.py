"""The tables `[watch_lists.NAME]` of the configuration: files of vessels to be told of when they are heard."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta


class WatchListSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file of entries."""

    file: Annotated[
        str,
        Meta(description="CSV with the columns mmsi, imo, name, callsign (any of them), source, since, until; a path "
             "relative to the configuration"),
    ]  # fmt: skip
    source: Annotated[str, Meta(description="Who says so, where a line names nobody; empty: the name of the list")] = ""
