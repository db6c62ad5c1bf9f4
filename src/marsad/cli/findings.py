"""What `marsad doctor` looks at: each check gives findings and changes nothing."""

from __future__ import annotations

import os
import platform
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

from marsad import __version__

PACKAGES = ("numpy", "numba", "pyarrow", "litestar", "uvicorn", "msgspec", "zstandard", "pyserial")
LEAST_FREE_BYTES = 2 << 30
"""Below this much free space a watch room has little time before it must shed."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `text` is a sentence; where the level is `wrong`, it says what to do."""

    level: Literal["fine", "note", "wrong"]
    subject: str
    text: str


def examine(data: Path | None, port: int) -> list[Finding]:
    """All findings, best read in this order. `data` is the data folder, `port` the one to listen on."""
    found = [*versions(), listening(port)]
    if data is not None:
        found.append(data_folder(data))
    found += serial_ports()
    return found


def versions() -> Iterator[Finding]:
    """Marsad, Python, the system, and the packages that decide what the kernels and tables do."""
    yield Finding("fine", "marsad", __version__)
    yield Finding("fine", "python", f"{platform.python_version()} ({sys.executable})")
    yield Finding("fine", "system", f"{platform.system()} {platform.release()}, {platform.machine()}")
    for name in PACKAGES:
        try:
            yield Finding("fine", name, version(name))
        except PackageNotFoundError:
            yield Finding("wrong", name, f"{name} is not installed: install Marsad again, with what it needs")


def listening(port: int) -> Finding:
    """Whether the port is free on loopback."""
    subject = f"port {port}"
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            return Finding(
                "wrong", subject, f"port {port} is not for ordinary users: choose one above 1023 with --port"
            )
        except (OSError, OverflowError):
            text = "something listens there already, perhaps Marsad itself: stop it, or choose another with --port"
            return Finding("wrong", subject, text)
    return Finding("fine", subject, "free")


def data_folder(folder: Path) -> Finding:
    """Whether the data folder, or the nearest folder above it that is there, can be written and has room."""
    subject = f"data folder {folder}"
    standing = next(above for above in (folder, *folder.absolute().parents) if above.exists())
    if not standing.is_dir():
        return Finding("wrong", subject, f"{standing} is a file: name another folder with --data")
    try:
        with tempfile.TemporaryFile(dir=standing):
            pass
    except OSError as error:
        reason = os.strerror(error.errno or 0)
        return Finding("wrong", subject, f"{standing} cannot be written ({reason}): give this user access to it")
    free = shutil.disk_usage(standing).free
    room = f"{free / (1 << 30):.1f} GiB free"
    if free < LEAST_FREE_BYTES:
        return Finding("wrong", subject, f"only {room}: make room, or the raw log will soon have to drop what is heard")
    return Finding("fine", subject, f"writable, {room}")


def serial_ports(devices: Path = Path("/dev")) -> Iterator[Finding]:
    """Serial ports that a receiver may be plugged into, and whether this user may read them."""
    for device in sorted([*devices.glob("ttyUSB*"), *devices.glob("ttyACM*")]):
        if os.access(device, os.R_OK | os.W_OK):
            yield Finding("fine", f"serial port {device}", "may be opened")
        else:
            text = f"this user may not open it: run 'sudo usermod -aG {device.group()} $USER' and log in again"
            yield Finding("note", f"serial port {device}", text)
