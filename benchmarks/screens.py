"""Many screens on one watch room: each follows its own piece of sea as a page does, and notes when an alert was told.

    python benchmarks/screens.py PORT KEY SCREENS SECONDS

Prints, as one line of JSON, `[screen, name, clock in ns]` for the first time that each screen was told of each vessel
of a distress alert (d and its MMSI), and of each event of others (e and its id). One more connection asks for the whole
world and never reads.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time

import websockets

ALERTS = 7
PIECE_DEG = 8.0
COLUMNS = 10


def view_of(number: int) -> dict[str, float]:
    """The piece of sea of a screen."""
    west, south = -170.0 + PIECE_DEG * (number % COLUMNS) * 4, -60.0 + PIECE_DEG * (number // COLUMNS) * 2
    return {"west": west, "south": south, "east": west + PIECE_DEG, "north": south + PIECE_DEG}


async def follow(number: int, url: str, key: dict[str, str], until: float, told: list[tuple[int, str, int]]) -> None:
    """One screen."""
    seen: set[str] = set()
    async with websockets.connect(url, additional_headers=key, compression=None, max_size=None) as socket:
        await socket.send(json.dumps({"view": view_of(number)}))
        while time.monotonic() < until:
            try:
                frame = await asyncio.wait_for(socket.recv(), 5)
            except TimeoutError:
                continue
            now_ns = time.time_ns()
            if frame[0] != ALERTS:
                continue
            for alert in json.loads(frame[1:])["alerts"]:
                names = [f"d{one['mmsi']}" for one in alert["vessels"]] if alert["kind"] == "distress" else []
                for name in [*names, *(f"e{event}" for event in alert["events"] if alert["kind"] != "distress")]:
                    if name not in seen:
                        seen.add(name)
                        told.append((number, name, now_ns))


async def stall(url: str, key: dict[str, str]) -> None:
    """A screen that asks for everything and reads nothing; opened again when it is dropped."""
    while True:
        try:
            async with websockets.connect(
                url, additional_headers=key, compression=None, max_size=None, max_queue=1, ping_interval=None
            ) as socket:
                await socket.send('{"view":{"west":-180,"south":-90,"east":180,"north":90}}')
                socket.transport.pause_reading()
                await socket.wait_closed()
        except (OSError, websockets.WebSocketException):
            await asyncio.sleep(1)


async def main() -> None:
    port, key, screens, seconds = sys.argv[1], {"authorization": sys.argv[2]}, int(sys.argv[3]), float(sys.argv[4])
    url, until = f"ws://127.0.0.1:{port}/api/live", time.monotonic() + seconds
    told: list[tuple[int, str, int]] = []
    stalling = asyncio.create_task(stall(url, key))
    await asyncio.gather(*(follow(number, url, key, until, told) for number in range(screens)))
    stalling.cancel()
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
