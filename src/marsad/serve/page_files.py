"""The built page and the base map: files of one folder, with Range, ETag and caching, and nothing outside it."""

from __future__ import annotations

import mimetypes
import re
from pathlib import Path
from typing import Annotated

from litestar import Request, Response, get
from litestar.datastructures import State
from litestar.exceptions import NotFoundException
from litestar.params import PathParameter

from marsad.serve.access import ANYONE, needs

_RANGE = re.compile(r"bytes=(\d*)-(\d*)$")
_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".geojson": "application/geo+json",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".pmtiles": "application/vnd.pmtiles",
    ".webmanifest": "application/manifest+json",
}
_MOST_AT_ONCE = 64 << 20

NO_PAGE = (
    "<!doctype html><html lang=en><meta charset=utf-8><title>Marsad</title>"
    "<p>The watch room runs, but its page is not built: run <code>make web</code>, then load this again.</p>"
)


def byte_range(header: str | None, size: int) -> tuple[int, int] | None:
    """First byte and end of a single range (RFC 9110, 14.1.2); None for the whole file. Raises ValueError when it
    lies outside. Several ranges, and other units, are answered with the whole file, as the RFC allows."""
    found = _RANGE.match(header.strip()) if header else None
    if not found or found.group(1) == found.group(2) == "":
        return None
    if found.group(1) == "":
        first, end = max(0, size - int(found.group(2))), size
    else:
        first = int(found.group(1))
        end = min(size, int(found.group(2)) + 1) if found.group(2) else size
        if found.group(2) and int(found.group(2)) < first:
            return None
    if first >= size or end <= first:
        raise ValueError(f"outside {size} bytes")
    return first, end


def file_inside(folder: Path, path: str) -> Path:
    """The file that a URL path names, if it lies in the folder, links followed; raises NotFoundException."""
    wanted = path.strip("/") or "index.html"
    root = folder.resolve()
    file = (root / wanted).resolve() if "\0" not in wanted and len(wanted) < 500 else root
    if not file.is_relative_to(root) or not file.is_file() or any(part.startswith(".") for part in Path(wanted).parts):
        raise NotFoundException("Nothing is served under this address.")
    return file


def file_response(file: Path, asked: dict[str, str]) -> Response[bytes]:
    """A file, or the part of it that was asked for; 304 where the client has it already."""
    stat = file.stat()
    tag = f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"'
    headers = {"etag": tag, "accept-ranges": "bytes", "cache-control": "no-cache"}
    media = _TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    if tag in (part.strip() for part in asked.get("if-none-match", "").split(",")):
        return Response(b"", status_code=304, headers=headers, media_type=media)
    part = None
    if asked.get("if-range", tag) == tag:
        try:
            part = byte_range(asked.get("range"), stat.st_size)
        except ValueError:
            headers["content-range"] = f"bytes */{stat.st_size}"
            return Response(b"", status_code=416, headers=headers, media_type=media)
    first, end = part or (0, stat.st_size)
    end = min(end, first + _MOST_AT_ONCE) if part else end
    with file.open("rb") as opened:
        opened.seek(first)
        body = opened.read(end - first)
    if part is None:
        return Response(body, headers=headers, media_type=media)
    headers["content-range"] = f"bytes {first}-{first + len(body) - 1}/{stat.st_size}"
    return Response(body, status_code=206, headers=headers, media_type=media)


Asked = Request[object, object, State]


@get("/", opt=ANYONE, include_in_schema=False, sync_to_thread=True)
def index(request: Asked, state: State) -> Response[bytes] | Response[str]:
    """The page, or a sentence that says how to get it."""
    try:
        return file_response(file_inside(state.page, "index.html"), dict(request.headers))
    except NotFoundException:
        return Response(NO_PAGE, media_type="text/html; charset=utf-8")


@get("/basemap/{path:path}", opt=needs("viewer"), include_in_schema=False, sync_to_thread=True)
def basemap(request: Asked, state: State, path: Annotated[str, PathParameter()]) -> Response[bytes]:
    """A file of the base map: of the data folder where one was built, else the one that came with the page."""
    try:
        return file_response(file_inside(state.basemap, path), dict(request.headers))
    except NotFoundException:
        return file_response(file_inside(state.page / "basemap", path), dict(request.headers))


@get("/{path:path}", opt=ANYONE, include_in_schema=False, sync_to_thread=True)
def page(request: Asked, state: State, path: Annotated[str, PathParameter()]) -> Response[bytes]:
    """Any other file of the page."""
    return file_response(file_inside(state.page, path), dict(request.headers))


HANDLERS = [index, basemap, page]
