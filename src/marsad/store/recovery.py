"""At a start: what an earlier run left torn or the disk damaged is set aside and told, and never blocks the start."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from marsad.store.disk.files import Files, OsFiles
from marsad.store.raw.frames import stretches
from marsad.store.raw.segment import DAMAGED, PART, SEAL, Segment, seal, sealed_as, segments, sibling, write_new

CLOSED_BYTES = 256 << 20
"""Closed segments checked at a start, newest first: about half a second."""


@dataclass(frozen=True)
class Damage:
    """One segment that is not as it was written."""

    segment: Path
    kind: str
    """`torn` (the end of a segment that was being written), `damaged` (anywhere), `empty`, `changed` (all frames are
    sound but not those that were sealed), `unreadable` (the disk refuses)."""
    ranges: tuple[tuple[int, int], ...]
    """Byte ranges of the segment as found, first and one past the last, that hold nothing sound."""
    bytes: int
    """Size of the segment as found."""
    saved: Path | None
    """The segment as found, set aside; null when that was not possible or not needed."""
    message: str
    """One sentence for the operator."""


@dataclass(frozen=True)
class Recovery:
    """What `recover` found and did."""

    damages: tuple[Damage, ...] = ()
    checked: int = 0
    """Segments read in full."""
    unchecked: int = 0
    """Closed segments left for a thorough check."""

    @property
    def lost(self) -> bool:
        """Whether anything that was kept may be gone."""
        return any(damage.kind != "empty" for damage in self.damages)

    @property
    def lost_bytes(self) -> int:
        """Compressed bytes that hold nothing sound."""
        return sum(end - begin for damage in self.damages for begin, end in damage.ranges)


def recover(root: Path, *, files: Files | None = None, closed_bytes: int | None = CLOSED_BYTES) -> Recovery:
    """Check the segments that were not closed, and closed ones against their SHA-256, newest first, up to
    `closed_bytes` (null: all). A damaged segment is kept as `.damaged` and replaced by its sound frames, from before
    and behind the damage. Nobody may write to the log meanwhile; trouble is reported, never raised."""
    disk: Files = files or OsFiles()
    damages: list[Damage] = []
    checked = unchecked = 0
    try:
        _finish_renames(root, disk)
        found = segments(root, disk)
        seals = {path for path, _ in disk.find(root) if path.suffix == SEAL}
    except OSError as error:
        message = f"{root} cannot be searched for damage ({error.strerror or error}): check the disk."
        return Recovery((Damage(root, "unreadable", (), 0, None, message),))
    budget = closed_bytes
    for segment in reversed(found):
        try:
            # Years of seals are not opened at a start, only those of the newest segments.
            if budget is not None and sibling(segment.path, SEAL) in seals:
                if segment.bytes > budget:
                    unchecked += 1
                    continue
                budget -= segment.bytes
            checked += 1
            damage = _check(segment, sealed_as(segment.path, disk), disk)
        except OSError as error:
            message = f"{segment.path} cannot be read or mended ({error.strerror or error}): check the disk."
            damage = Damage(segment.path, "unreadable", (), segment.bytes, None, message)
        if damage is not None:
            damages.append(damage)
    return Recovery(tuple(reversed(damages)), checked, unchecked)


def _finish_renames(root: Path, files: Files) -> None:
    # A start that was cut short between setting a segment aside and putting the mended one in its place.
    there = {path for path, _ in files.find(root)}
    for part in sorted(path for path in there if path.suffix == PART):
        whole = part.with_suffix("")
        if whole.suffix != SEAL and whole not in there and any(aside in there for aside in _asides(whole)):
            files.rename(part, whole)
        else:
            files.remove(part)
        files.fsync_folder(part.parent)


def _check(segment: Segment, sha256: str | None, files: Files) -> Damage | None:
    path = segment.path
    data = files.read(path)
    if sha256 is not None and hashlib.sha256(data).hexdigest() == sha256:
        return None
    sound: list[bytes] = []
    ranges: list[tuple[int, int]] = []
    for stretch in stretches(data):
        if stretch.content is None:
            ranges.append((stretch.begin, stretch.end))
        else:
            sound.append(data[stretch.begin : stretch.end])
    if sound and not ranges:
        return _reseal(segment, data, sha256, files)
    saved = _set_aside(path, b"".join(sound), files)
    if not data and sha256 is not None:
        message = f"{path.name} is empty though it was sealed with content: look for a copy in a backup."
        return Damage(path, "changed", (), 0, saved, message)
    if not data:
        message = f"{path.name} was empty: its run ended before anything was written, nothing is lost by it."
        return Damage(path, "empty", (), 0, saved, message)
    torn = sha256 is None and len(ranges) == 1 and ranges[0][1] == len(data)
    where = ", ".join(f"{begin}-{end - 1}" for begin, end in ranges)
    message = (
        f"{path.name} is {'torn at its end' if torn else 'damaged'}: bytes {where} of {len(data)} are lost, "
        f"the file as it was is {saved.name}."
    )
    return Damage(path, "torn" if torn else "damaged", tuple(ranges), len(data), saved, message)


def _reseal(segment: Segment, data: bytes, sha256: str | None, files: Files) -> Damage | None:
    path = segment.path
    if sha256 is None:
        # A run that did not close it, and lost nothing. Half a seal, if there is one, is replaced.
        seal(path, hashlib.sha256(data).hexdigest(), files)
        return None
    saved = sibling(path, SEAL + DAMAGED)
    files.rename(sibling(path, SEAL), saved)
    seal(path, hashlib.sha256(data).hexdigest(), files)
    message = f"{path.name} is not what was sealed though each frame is sound: frames are missing or were changed."
    return Damage(path, "changed", (), len(data), saved, message)


def _asides(path: Path) -> list[Path]:
    return [sibling(path, DAMAGED), *(sibling(path, f"{DAMAGED}-{n}") for n in range(2, 100))]


def _set_aside(path: Path, sound: bytes, files: Files) -> Path:
    taken = {found for found, _ in files.find(path.parent)}
    saved = next(aside for aside in _asides(path) if aside not in taken)
    if not sound:
        files.rename(path, saved)
        files.fsync_folder(path.parent)
        return saved
    part = sibling(path, PART)
    write_new(part, sound, files)
    files.rename(path, saved)
    files.rename(part, path)
    files.fsync_folder(path.parent)
    seal(path, hashlib.sha256(sound).hexdigest(), files)
    return saved
