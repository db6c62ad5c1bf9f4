"""The settings of a watch room: what each means, its unit, its default."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from marsad.runtime.alert_settings import AlertSettings
from marsad.runtime.column_settings import Columns
from marsad.runtime.detection_settings import LaneSettings, Value
from marsad.runtime.oidc_settings import OidcSettings
from marsad.runtime.tls_settings import TlsSettings
from marsad.runtime.track_settings import TrackSettings
from marsad.runtime.watch_list_settings import WatchListSettings
from marsad.runtime.zone_settings import ZoneSettings


class Feed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One feed, under the table `[feeds.NAME]`; NAME is 1 to 48 of letters, digits and `_ . : -`."""

    url: Annotated[
        str, Meta(description="Where it comes from, as on the command line: tcp://host:4001, udp://..., ...")
    ]
    lon_deg: Annotated[
        Annotated[float, Meta(ge=-180, le=180)] | None,
        Meta(description="Longitude of the radar behind it; needed where tracks come as TTM (degrees)"),
    ] = None
    lat_deg: Annotated[
        Annotated[float, Meta(ge=-90, le=90)] | None, Meta(description="Latitude of that radar (degrees)")
    ] = None


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Every setting. A name here is the key in `marsad.toml`, and in capitals behind MARSAD_ the variable."""

    data: Annotated[
        str, Meta(description="Folder for all that is kept: raw log, picture, kernels. Empty: the user's data folder")
    ] = ""
    host: Annotated[
        str, Meta(description="Address to listen on; another than loopback is served by TLS alone, see [tls]")
    ] = "127.0.0.1"
    port: Annotated[int, Meta(ge=0, le=65535, description="Port of the page; 0 takes any free one")] = 8700
    centre: Annotated[
        tuple[float, float], Meta(description="Where a page without a view of its own begins: [longitude, latitude]")
    ] = (44.0, 15.0)
    zoom: Annotated[float, Meta(ge=0, le=20, description="How near it begins: 2 is the world, 12 a port")] = 3.0
    keep_days: Annotated[float, Meta(gt=0, description="Days after which the raw log forgets")] = 30.0
    reserve_mb: Annotated[
        int, Meta(ge=1, description="Disk space (MB) that the raw log leaves free for what matters more")
    ] = 256
    most_vessels: Annotated[
        int, Meta(ge=100, le=2_000_000, description="Room in the picture; beyond, the longest-silent go first")
    ] = 250_000
    forget_h: Annotated[float, Meta(gt=0, description="Hours of silence after which a vessel leaves the picture")] = (
        24.0
    )
    snapshot_s: Annotated[
        float, Meta(ge=5, description="Seconds between two savings of the picture, for a quick restart")
    ] = 60.0
    tracks: Annotated[
        TrackSettings, Meta(description="How tracks and stops are told, a table of its own: [tracks]")
    ] = TrackSettings()
    lanes: Annotated[LaneSettings, Meta(description="How late reports may come, a table of its own: [lanes]")] = (
        LaneSettings()
    )
    alerts: Annotated[AlertSettings, Meta(description="What a desk is asked to hear, a table of its own: [alerts]")] = (
        AlertSettings()
    )
    tls: Annotated[TlsSettings, Meta(description="The certificate of the page, a table of its own: [tls]")] = (
        TlsSettings()
    )
    oidc: Annotated[
        OidcSettings, Meta(description="A provider that people may sign in at, a table of its own: [oidc]")
    ] = OidcSettings()
    detectors: Annotated[
        dict[str, dict[str, Value]],
        Meta(description="Detectors that run otherwise than by default, each a table of its own: [detectors.NAME] with "
             "parameters by their names, and on = false where it is not to run"),
    ] = {}  # fmt: skip
    zones: Annotated[
        dict[str, ZoneSettings],
        Meta(description="Zones, and files of ports, anchorages, cables and depths, each a table: [zones.NAME]"),
    ] = {}
    watch_lists: Annotated[
        dict[str, WatchListSettings],
        Meta(description="Files of vessels to be told of when they are heard, each a table: [watch_lists.NAME]"),
    ] = {}
    feeds: Annotated[dict[str, Feed], Meta(description="The feeds, each a table of its own: [feeds.NAME]")] = {}
    columns: Annotated[
        dict[str, Columns],
        Meta(description="What the columns of tables of your own mean, each a table of its own: [columns.NAME]"),
    ] = {}


SINGLE_TABLES: dict[str, type[msgspec.Struct]] = {"tracks": TrackSettings, "lanes": LaneSettings,
                                                   "alerts": AlertSettings, "tls": TlsSettings,
                                                   "oidc": OidcSettings}  # fmt: skip
"""Settings that are one table, as in `[tracks]`, and what it holds."""

NAMED_TABLES: dict[str, type[msgspec.Struct]] = {"feeds": Feed, "zones": ZoneSettings, "watch_lists": WatchListSettings,
                                                  "columns": Columns}  # fmt: skip
"""Settings that are tables by name, as in `[feeds.NAME]`, and what each of them holds."""

FREE_TABLES = ("detectors",)
"""Settings that are tables by name, whose keys are checked where they are used."""


def descriptions(struct: type[msgspec.Struct]) -> dict[str, str]:
    """What each field of a struct means."""
    found = {}
    for field in msgspec.structs.fields(struct):
        metas = (m for m in getattr(field.type, "__metadata__", ()) if isinstance(m, Meta))
        found[field.name] = next((m.description for m in metas if m.description), "")
    return found
