"""From a URL to the place it names."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from marsad.store.disk.files import Files
from marsad.store.lake.local_shelf import LocalShelf
from marsad.store.lake.shelf import Shelf
from marsad.store.store_error import StoreError


def shelf_of(url: str, files: Files | None = None) -> Shelf:
    """A folder (also as file://), or s3://bucket/prefix. Raises StoreError for another scheme."""
    parts = urlsplit(url) if "://" in url else None
    if parts is None:
        return LocalShelf(Path(url).expanduser(), files)
    if parts.scheme == "file" and not parts.netloc:
        return LocalShelf(Path(unquote(parts.path)), files)
    if parts.scheme == "s3":
        from marsad.store.lake.s3_shelf import S3Shelf

        return S3Shelf(url)
    raise StoreError(f"{url} names no place for a lake: use a folder or s3://bucket/prefix.")
