"""The settings of `[oidc]`: people who sign in at a provider of theirs, by OpenID Connect."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta


class OidcSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who may enter and as what is still said here: a provider only vouches for who somebody is."""

    issuer: Annotated[
        str, Meta(description="Address of the provider, as its discovery document tells it; empty: none is asked")
    ] = ""
    client_id: Annotated[str, Meta(description="What the provider knows this room by")] = ""
    secret_file: Annotated[
        str, Meta(description="File with the secret that the provider gave; empty: it gave none")
    ] = ""
    address: Annotated[
        str, Meta(description="Address of the page; the provider sends people back to it and session/oidc/back behind")
    ] = ""
    claim: Annotated[str, Meta(description="What of the provider's answer is a person's name here")] = (
        "preferred_username"
    )
    label: Annotated[str, Meta(max_length=60, description="What people call the provider; empty: its host")] = ""
