"""What `marsad doctor` looks at on this machine: each check gives findings and changes nothing."""

from __future__ import annotations

import os
import platform
import shutil
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import msgspec

from marsad import __version__
from marsad.cli.feed_findings import feeds, serial_ports
from marsad.cli.finding import Finding, Setting
from marsad.runtime.configuration import Configuration
from marsad.runtime.data_folder import data_path
from marsad.runtime.settings import Settings
from marsad.schema.refusal import Refusal
from marsad.store.disk.files import OsFiles
from marsad.store.retention import forecast

PACKAGES = ("numpy", "numba", "pyarrow", "litestar", "uvicorn", "msgspec", "zstandard", "pyserial")
_GIB = 1 << 30


def settings_of(configuration: Configuration) -> list[Setting]:
    """Every setting with its origin, a feed as one setting."""
    found = []
    for name, origin in configuration.origins.items():
        if name == "feeds":
            found += [Setting(f"feeds.{f}", feed.url, origin) for f, feed in configuration.settings.feeds.items()]
        elif name == "detectors":
            found += detectors(configuration.settings, origin)
        elif isinstance(value := getattr(configuration.settings, name), msgspec.Struct):
            found += [Setting(f"{name}.{key}", one, origin) for key, one in msgspec.structs.asdict(value).items()]
        else:
            found.append(Setting(name, getattr(configuration.settings, name), origin))
    return found


def examine(settings: Settings, environment: Mapping[str, str], clock: Callable[[], int]) -> Iterator[Finding]:
    """All findings, best read in this order."""
    yield from versions()
    yield listening(settings.port)
    folder = data_path(settings.data, environment)
    yield from data_folder(folder, settings.reserve_mb << 20)
    yield kernel_cache(folder, environment)
    yield raw_log(folder / "raw", settings, clock())
    yield from feeds(settings, clock)
    yield from serial_ports()
    yield detection(settings)


def detectors(settings: Settings, origin: str) -> Iterator[Setting]:
    """Each detector that there is, whether it runs, and its parameters."""
    from marsad.plugin.detector import DETECTORS
    from marsad.runtime.detection.chosen import chosen, values

    given = settings.detectors
    try:
        running = {detector.name: detector for detector in chosen(given)}
        known = list(DETECTORS.load())
    except Refusal:
        return  # a finding tells of it
    for name in known:
        told = given.get(name, {})
        yield Setting(f"detectors.{name}.on", name in running, origin if "on" in told else "default")
        for key, (value, unit) in values(running[name].parameters).items() if name in running else ():
            shown = f"{value} {unit}".rstrip()
            yield Setting(f"detectors.{name}.{key}", shown, origin if key in told else "default")


def detection(settings: Settings) -> Finding:
    """Whether the detectors load and take the parameters they are given."""
    from marsad.runtime.detection.chosen import chosen

    try:
        running = chosen(settings.detectors)
    except Refusal as refusal:
        return Finding("wrong", "detectors", str(refusal))
    names = ", ".join(f"{detector.name} {detector.version}" for detector in running)
    return Finding("fine", "detectors", names or "none runs")


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
    """Whether the port of the page is free on loopback."""
    subject = f"port {port}"
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            return Finding("wrong", subject, "this user may not take it: choose one above 1023 with --port")
        except OSError:
            text = "something listens there already, perhaps Marsad itself: stop it, or choose another with --port"
            return Finding("wrong", subject, text)
    return Finding("fine", subject, "free")


def data_folder(folder: Path, reserve_bytes: int) -> Iterator[Finding]:
    """Whether the data folder, or the nearest folder above it that is there, can be written and has room."""
    subject = f"data folder {folder}"
    standing = _standing(folder)
    trouble = _trouble_of_writing(standing)
    if trouble:
        yield Finding("wrong", subject, f"{trouble}, or name another with --data")
        return
    free = shutil.disk_usage(standing).free
    said = f"writable, {free / _GIB:.1f} GiB free" + ("" if standing == folder else ", not made yet")
    if free <= reserve_bytes:
        yield Finding("wrong", subject, f"{said}: no more than the reserve, so what is heard is not kept; make room")
    elif free < 8 * reserve_bytes:
        yield Finding("note", subject, f"{said}: not much above the reserve of {reserve_bytes / _GIB:.2f} GiB")
    else:
        yield Finding("fine", subject, said)


def kernel_cache(folder: Path, environment: Mapping[str, str]) -> Finding:
    """Whether compiled kernels can be kept; otherwise each start compiles them again."""
    cache = Path(environment.get("NUMBA_CACHE_DIR") or folder / "kernels")
    subject = f"kernel cache {cache}"
    trouble = _trouble_of_writing(_standing(cache))
    if trouble:
        return Finding("wrong", subject, f"{trouble}, or every start compiles all kernels again")
    return Finding("fine", subject, "writable" if cache.is_dir() else "writable, empty: the first start compiles")


def raw_log(root: Path, settings: Settings, now_us: int) -> Finding:
    """What the raw log takes, and when the disk is full at the present rate."""
    subject = f"raw log {root}"
    if not root.is_dir():
        return Finding("fine", subject, "nothing heard yet")
    try:
        reckoned = forecast(root, OsFiles(), now_us, settings.reserve_mb << 20, settings.keep_days)
    except OSError as error:
        return Finding("wrong", subject, f"cannot be read ({error.strerror}): give this user access to it")
    said = f"{reckoned.total_bytes / _GIB:.2f} GiB"
    if reckoned.bytes_per_day is None:
        return Finding("fine", subject, f"{said}; too young for a forecast")
    said += f", {reckoned.bytes_per_day / _GIB:.2f} GiB a day, kept for {settings.keep_days:g} days"
    if reckoned.days_until_full is None:
        return Finding("fine", subject, f"{said}: the disk has room for that")
    text = f"{said}: the disk is full in {reckoned.days_until_full:.1f} days; keep fewer days or make room"
    return Finding("wrong" if reckoned.days_until_full < 7 else "note", subject, text)


def _standing(folder: Path) -> Path:
    """The folder itself, or the nearest one above it that is there."""
    return next(above for above in (folder, *folder.absolute().parents) if above.exists())


def _trouble_of_writing(folder: Path) -> str:
    if not folder.is_dir():
        return f"{folder} is a file: move it away"
    try:
        with tempfile.TemporaryFile(dir=folder):
            return ""
    except OSError as error:
        return f"{folder} cannot be written ({os.strerror(error.errno or 0)}): give this user access to it"
