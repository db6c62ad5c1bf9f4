"""What `marsad doctor` says of feeds, without opening one, and of serial ports."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from marsad.cli.finding import Finding
from marsad.runtime.settings import Settings
from marsad.sources import SourceError, open_source
from marsad.sources.link.url import parse_url


def feeds(settings: Settings, clock: Callable[[], int]) -> Iterator[Finding]:
    """Whether each configured feed has a URL that a source reads, and a file or device that this user may read."""
    if not settings.feeds:
        yield Finding("note", "feeds", "none configured: name sources after `marsad watch`, or in the configuration")
    for name, feed in settings.feeds.items():
        subject = f"feed {name}"
        try:
            open_source(feed.url, name, clock)
        except SourceError as error:
            yield Finding("wrong", subject, str(error))
            continue
        url = parse_url(feed.url)
        if url.scheme in {"file", "serial"}:
            yield _readable(subject, Path(url.path), url.scheme == "serial")
        else:
            yield Finding("fine", subject, feed.url)


def serial_ports(devices: Path = Path("/dev")) -> Iterator[Finding]:
    """Serial ports that a receiver may be plugged into."""
    for device in sorted([*devices.glob("ttyUSB*"), *devices.glob("ttyACM*")]):
        found = _readable(f"serial port {device}", device, serial=True)
        yield Finding("note", found.subject, found.text) if found.level == "wrong" else found


def _readable(subject: str, path: Path, serial: bool) -> Finding:
    if not path.exists():
        advice = "plug the receiver in, or look for its name with `ls /dev/tty*`" if serial else "check the path"
        return Finding("wrong", subject, f"{path} is not there: {advice}")
    if os.access(path, os.R_OK | os.W_OK if serial else os.R_OK):
        return Finding("fine", subject, f"{path} may be read")
    advice = (
        f"run 'sudo usermod -aG {path.group()} $USER' and log in again" if serial else "ask its owner for the right"
    )
    return Finding("wrong", subject, f"this user may not read {path}: {advice}")
