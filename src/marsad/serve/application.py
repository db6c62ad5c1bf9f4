"""The application: every route, the ticker, and the guard around them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from litestar import Litestar, Router
from litestar.datastructures import State
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.types import ASGIApp

from marsad import __version__
from marsad.runtime.people.door import Door
from marsad.runtime.watch_room import WatchRoom
from marsad.serve import (
    events,
    page_files,
    past,
    rest,
    rest_alerts,
    rest_aside,
    rest_given,
    rest_handover,
    rest_incidents,
    rest_layers,
    rest_log,
    rest_oidc,
    rest_people,
    rest_rules,
    rest_session,
    rest_zones,
)
from marsad.serve.access import guard as access_guard
from marsad.serve.access import needs
from marsad.serve.aside_process import AsideProcess
from marsad.serve.guard import Guard
from marsad.serve.live import live
from marsad.serve.reach import Reach
from marsad.serve.ticker import TICK_MS, Ticker

HANDLERS = [
    live, *past.HANDLERS, *rest.HANDLERS, *events.HANDLERS, *rest_alerts.HANDLERS, *rest_aside.HANDLERS,
    *rest_given.HANDLERS, *rest_zones.HANDLERS, *rest_session.HANDLERS, *rest_oidc.HANDLERS, *rest_people.HANDLERS,
    *rest_log.HANDLERS, *page_files.HANDLERS, *rest_incidents.HANDLERS, *rest_handover.HANDLERS,
    *rest_layers.HANDLERS, *rest_rules.HANDLERS,
]  # fmt: skip
"""Every route of Marsad's own; each says who may call it."""
PAGE = Path(__file__).parent / "page"
"""The built page, part of the package."""


def application(
    room: WatchRoom,
    port: int,
    door: Door,
    *,
    centre: tuple[float, float] = (0.0, 20.0),
    zoom: float = 2.0,
    tick_ms: int = TICK_MS,
    page: Path = PAGE,
    basemap: Path | None = None,
    reach: Reach | None = None,
    aside: AsideProcess | None = None,
    pasts: past.Pasts | None = None,
) -> ASGIApp:
    """An ASGI application that shows one watch room on `port` (for the Host check) to those whom `door` lets in.

    `centre` (lon, lat) and `zoom` are where a page without a view of its own begins; `basemap` is a folder of tiles;
    `reach` tells under which names the page is reached, by default on this computer alone;
    `aside` does long work for one person, `pasts` show it the records; None where nothing is kept.
    """
    ticker = Ticker(room, tick_ms)

    @asynccontextmanager
    async def beating(_: Litestar) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(ticker.run()), asyncio.create_task(ticker.alerts.run())]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    app = Litestar(
        HANDLERS,
        guards=[access_guard],
        lifespan=[beating],
        state=State(
            {
                "room": room,
                "door": door,
                "ticker": ticker,
                "centre": centre,
                "zoom": zoom,
                "page": page,
                "basemap": basemap or page / "basemap",
                "aside": aside,
                "pasts": pasts,
            }
        ),
        openapi_config=OpenAPIConfig(
            title="Marsad",
            version=__version__,
            path="/api",
            render_plugins=[JsonRenderPlugin()],
            use_handler_docstrings=True,
            openapi_router=Router("/api", route_handlers=[], opt=needs("viewer"), include_in_schema=False),
        ),
        logging_config=None,
        request_max_body_size=65_536,
    )
    reach = reach or Reach("127.0.0.1")
    return Guard(app, port, reach.names, reach.scheme)
