"""What a backup holds: every file with its checksum, and the digest of the lake. It comes last, so that a backup that
was cut short has none."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from marsad.store.store_error import StoreError

NAME = "marsad-backup.json"
FORMAT = 1
SINCE = "0.1.0"
"""The first release that restores this format."""


@dataclass
class Manifest:
    """Contents of a backup."""

    saved_us: int
    """When it was begun, microseconds UTC."""
    files: dict[str, tuple[int, str]] = field(default_factory=dict)
    """Size and SHA-256 of each file; the first part of its path is `lake` or `data`."""
    digest: dict[str, str] = field(default_factory=dict)
    """Digest of each table of the lake."""

    @property
    def parts(self) -> list[str]:
        """Which of `lake` and `data` it holds."""
        return sorted({path.split("/", 1)[0] for path in self.files})

    def to_bytes(self) -> bytes:
        told = {
            "kind": "marsad backup",
            "format": FORMAT,
            "since": SINCE,
            "saved_us": self.saved_us,
            "digest": self.digest,
            "files": {path: {"bytes": size, "sha256": sha256} for path, (size, sha256) in self.files.items()},
        }
        return json.dumps(told, indent=1).encode() + b"\n"


def read_manifest(data: bytes, where: str) -> Manifest:
    """Raises StoreError for what is none, or of a newer format, or names a file outside the backup."""
    try:
        told: dict[str, Any] = json.loads(data)
        number, since = int(told["format"]), str(told["since"])
        if told["kind"] != "marsad backup":
            raise ValueError
        if number > FORMAT:
            raise StoreError(
                f"The backup {where} has format {number}, and this Marsad knows formats up to {FORMAT}: use Marsad "
                f"{since} or newer."
            )
        files = {str(path): (int(one["bytes"]), str(one["sha256"])) for path, one in told["files"].items()}
        digest = {str(name): str(value) for name, value in told["digest"].items()}
        manifest = Manifest(int(told["saved_us"]), files, digest)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise StoreError(f"{where} is no backup of Marsad, or its {NAME} is damaged: use another copy.") from None
    for path in files:
        check_path(path, where)
    return manifest


def check_path(path: str, where: str) -> None:
    """Raises StoreError for a path that leaves the folder it is to be brought back to."""
    parts = PurePosixPath(path).parts
    if path.startswith("/") or ".." in parts or "\0" in path or not parts or parts[0] not in ("lake", "data"):
        raise StoreError(f"{where} names a file outside a backup ({path!r}): it was tampered with, use another copy.")
