"""The application: every route, the ticker, and the guard around them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from litestar import Litestar
from litestar.datastructures import State
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.types import ASGIApp

from marsad import __version__
from marsad.runtime.watch_room import WatchRoom
from marsad.serve import events, page_files, rest, rest_alerts, rest_given
from marsad.serve.guard import Guard
from marsad.serve.live import live
from marsad.serve.ticker import TICK_MS, Ticker

PAGE = Path(__file__).parent / "page"
"""The built page, part of the package."""


def application(
    room: WatchRoom,
    port: int,
    *,
    centre: tuple[float, float] = (0.0, 20.0),
    zoom: float = 2.0,
    tick_ms: int = TICK_MS,
    page: Path = PAGE,
    basemap: Path | None = None,
) -> ASGIApp:
    """An ASGI application that shows one watch room on `port` (for the Host check).

    `centre` (lon, lat) and `zoom` are where a page without a view of its own begins; `basemap` is a folder of tiles.
    """
    ticker = Ticker(room, tick_ms)

    @asynccontextmanager
    async def beating(_: Litestar) -> AsyncIterator[None]:
        task = asyncio.create_task(ticker.run())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    app = Litestar(
        [live, *rest.HANDLERS, *events.HANDLERS, *rest_alerts.HANDLERS, *rest_given.HANDLERS, *page_files.HANDLERS],
        lifespan=[beating],
        state=State(
            {
                "room": room,
                "ticker": ticker,
                "centre": centre,
                "zoom": zoom,
                "page": page,
                "basemap": basemap or page / "basemap",
            }
        ),
        openapi_config=OpenAPIConfig(
            title="Marsad",
            version=__version__,
            path="/api",
            render_plugins=[JsonRenderPlugin()],
            use_handler_docstrings=True,
        ),
        logging_config=None,
        request_max_body_size=65_536,
    )
    return Guard(app, port)
