"""A lake in a bucket. Objects there appear whole; a name that must be new is written on that condition."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

import obstore
import pyarrow as pa
import pyarrow.fs
from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.store import S3Store

from marsad.store.store_error import StoreError

LIST_PAGE = 10_000


class S3Shelf:
    """See `Shelf`. Credentials, region and, for stores that are not Amazon's, AWS_ENDPOINT_URL come from the
    environment. No lock keeps a second writer out: whoever commits later is refused."""

    locked = False

    def __init__(self, url: str, environment: Mapping[str, str] = os.environ) -> None:
        parts = urlsplit(url)
        if parts.scheme != "s3" or not parts.netloc:
            raise StoreError(f"{url} names no bucket: write s3://bucket/prefix.")
        self.url = url.rstrip("/")
        self._bucket, self._prefix = parts.netloc, parts.path.strip("/")
        self._endpoint = environment.get("AWS_ENDPOINT_URL")
        plain = bool(self._endpoint and self._endpoint.startswith("http://"))
        with _told(url):
            settings: Any = {"endpoint": self._endpoint} if self._endpoint else {}
            self._store: Any = S3Store(
                self._bucket, prefix=self._prefix or None, client_options={"allow_http": plain}, **settings
            )

    def url_of(self, name: str) -> str:
        return f"{self.url}/{name}"

    @cached_property
    def filesystem(self) -> pa.fs.FileSystem:
        """The same store for Arrow."""
        endpoint = {"endpoint_override": self._endpoint} if self._endpoint else {}
        return pa.fs.S3FileSystem(**endpoint)

    def path_of(self, name: str) -> str:
        return "/".join(part for part in (self._bucket, self._prefix, name) if part)

    def read(self, name: str) -> bytes:
        with _told(name):
            return bytes(obstore.get(self._store, name).bytes())

    def open(self, name: str) -> Any:
        return self.filesystem.open_input_file(self.path_of(name))

    def names(self, folder: str) -> list[tuple[str, int]]:
        with _told(folder):
            pages = obstore.list(self._store, prefix=folder or None, chunk_size=LIST_PAGE)
            return sorted((str(one["path"]), int(one["size"])) for page in pages for one in page)

    def age_us(self, name: str, now_us: int) -> int:
        with _told(name):
            return now_us - round(obstore.head(self._store, name)["last_modified"].timestamp() * 1e6)

    def holds(self, name: str, data: pa.Buffer) -> bool:
        # The name tells the content, and the store checked it when it took the object.
        try:
            with _told(name):
                return bool(obstore.head(self._store, name)["size"] == data.size)
        except FileNotFoundError:
            return False

    def put(self, name: str, data: bytes | pa.Buffer) -> None:
        with _told(name):
            obstore.put(self._store, name, memoryview(data).cast("B"))

    def put_new(self, objects: list[tuple[str, bytes]]) -> str | None:
        for name, data in objects:
            try:
                with _told(name):
                    obstore.put(self._store, name, data, mode="create", use_multipart=False)
            except FileExistsError:
                return name
        return None

    def remove(self, name: str) -> None:
        with _told(name):
            obstore.delete(self._store, name)

    def lock(self) -> None:
        """There is none in a bucket."""

    def release(self) -> None:
        """Nothing is held."""


@contextmanager
def _told(name: str) -> Iterator[None]:
    try:
        yield
    except AlreadyExistsError:
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), name) from None
    except BaseError as error:
        # The first line says what the store answered; the rest is how it was asked.
        raise OSError(errno.EIO, str(error).splitlines()[0], name) from error
