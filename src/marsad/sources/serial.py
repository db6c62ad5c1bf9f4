"""`serial:///dev/ttyUSB0?baud=38400`: a receiver on a serial line."""

from __future__ import annotations

import asyncio
import errno
import os
from random import Random
from typing import TYPE_CHECKING

from marsad.sources.link.backoff import Backoff
from marsad.sources.link.health import Health
from marsad.sources.link.readable import readable
from marsad.sources.link.reception import CHUNK_BYTES, Reception
from marsad.sources.link.source import Clock, Sink
from marsad.sources.link.source_error import SourceUrlError
from marsad.sources.link.transport import Transport
from marsad.sources.link.url import SourceUrl

if TYPE_CHECKING:
    from serial import Serial

AIS_BAUD = 38_400
"""IEC 61162-2, which AIS receivers speak."""


class SerialSource:
    """A serial port, 8N1. A receiver that is unplugged is opened again when it is back."""

    def __init__(self, url: SourceUrl, name: str, clock: Clock, rng: Random) -> None:
        if url.host or not url.path.startswith("/"):
            raise SourceUrlError(f"{url.text}: name the device, as in serial:///dev/ttyUSB0?baud=38400.")
        self.name = name
        self.url = url.text
        self.health = Health(url.silent_s)
        self._device = url.path
        self._baud = int(url.number("baud", AIS_BAUD, 300, 4_000_000))
        self._clock = clock
        self._backoff = Backoff(rng)

    async def run(self, sink: Sink) -> None:
        reception = Reception(self.name, self._clock, self.health, sink)
        while True:
            try:
                with self._opened() as port:
                    self._backoff.linked()
                    self.health.link_up()
                    await self._listen(port.fileno(), reception)
                trouble = f"{self._device} was unplugged: plug the receiver in again"
            except (OSError, ValueError) as error:
                trouble = self._trouble_of(error)
            self.health.link_down(f"{trouble}; trying again.")
            await reception.break_line()
            await asyncio.sleep(self._backoff.next_s())

    def _opened(self) -> Serial:
        from serial import Serial

        return Serial(self._device, self._baud, timeout=0, exclusive=True)

    async def _listen(self, descriptor: int, reception: Reception) -> None:
        while True:
            await readable(descriptor)
            try:
                data = os.read(descriptor, CHUNK_BYTES)
            except BlockingIOError:
                continue
            if not data:
                return
            await reception.hear(data)

    def _trouble_of(self, error: OSError | ValueError) -> str:
        number = error.errno if isinstance(error, OSError) else None
        if number == errno.ENOENT:
            return f"{self._device} is not there: plug the receiver in, or pick its port from `ls /dev/serial/by-id`"
        if number in (errno.EACCES, errno.EPERM):
            return f"{self._device} may not be read: join its group (`sudo usermod -aG dialout $USER`) and log in again"
        if number in (errno.EBUSY, errno.EAGAIN):
            return f"{self._device} is used by another program: stop it (`fuser {self._device}` names it)"
        if number in (errno.EIO, errno.ENXIO, errno.ENODEV):
            return f"{self._device} was unplugged: plug the receiver in again"
        reason = " ".join(str(error).split())
        return f"{self._device} cannot be opened as a serial port ({reason}): check the device and the baud rate"


SOURCE = Transport(
    "serial:///dev/ttyUSB0?baud=38400", SerialSource, {"baud": "bits per second (default 38400, as AIS receivers)"}
)
