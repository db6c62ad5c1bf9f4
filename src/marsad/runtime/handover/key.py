"""The room's own key, by which it signs what it hands over (Ed25519, RFC 8032)."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from marsad.store.store_error import StoreError

FILE: Final = "room_key.pem"
_DOMAIN: Final = b"marsad handover\n"
"""Stands before what is signed: a signature says nothing about anything else."""


class RoomKey:
    """A key that signs. `public` is its public half in hexadecimal."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key
        self.public = key.public_key().public_bytes_raw().hex()

    @classmethod
    def kept_in(cls, folder: Path) -> RoomKey:
        """The key of a data folder, made where there is none; only the owner of the folder can read it.

        Raises StoreError for one that cannot be read or made.
        """
        file = folder / FILE
        try:
            if not file.exists():
                _make(file)
            elif file.stat().st_mode & 0o077:
                file.chmod(0o600)  # as a backup that was brought back leaves it
            found = serialization.load_pem_private_key(file.read_bytes(), None)
        except OSError as error:
            raise StoreError(
                f"The room's key {file} cannot be used ({error.strerror}): check the data folder."
            ) from None
        except (ValueError, TypeError, UnsupportedAlgorithm):
            found = None
        if not isinstance(found, Ed25519PrivateKey):
            raise StoreError(f"{file} is no key any more: bring it back from a backup, or move it away for a new one.")
        return cls(found)

    def sign(self, content: bytes) -> str:
        """The signature in hexadecimal."""
        return self._key.sign(_DOMAIN + content).hex()


def signed(public: str, signature: str, content: bytes) -> bool:
    """Whether this key made this signature of this content."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
        key.verify(bytes.fromhex(signature), _DOMAIN + content)
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(public: str) -> str:
    """What people compare by eye: the first half of the SHA-256 of a public key, in groups of four."""
    digest = hashlib.sha256(bytes.fromhex(public)).hexdigest()[:32]
    return " ".join(digest[i : i + 4] for i in range(0, 32, 4))


def _make(file: Path) -> None:
    content = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".{file.name}.new")
    beside.unlink(missing_ok=True)
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        os.write(handle, content)
        os.fsync(handle)
    finally:
        os.close(handle)
    beside.replace(file)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
