"""The settings of `[tls]`: how the page is reached from other machines."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta


class TlsSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Without a certificate of yours the room makes an authority of its own in its data folder, at the first start that
    needs one."""

    certificate: Annotated[
        str, Meta(description="Your certificate with its chain (PEM); empty: one of the room's own authority")
    ] = ""
    key: Annotated[str, Meta(description="The key of that certificate (PEM)")] = ""
    names: Annotated[
        list[str],
        Meta(description="Names and addresses under which people reach the page, beside those of this machine"),
    ] = []
