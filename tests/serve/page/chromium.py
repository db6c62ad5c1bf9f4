"""The system's Chromium, and how it is started without a screen and without the network."""

from __future__ import annotations

import shutil

FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
MISSING = "no Chromium here: install the Debian package chromium"


def chromium_path() -> str | None:
    """Where it is; None when it is not installed."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
