"""The picture on disk: an Arrow IPC file with its checksum, so that a restart shows the right picture at once.

`picture.arrow` is written beside the last one under another name, synced, and then named in `picture.json`, which is
replaced in one step. Whatever a power cut leaves is either the old picture or the new one; a file that does not match
its checksum is set aside as `.torn`, and the raw log alone rebuilds what it can.
"""

from __future__ import annotations

import os
import zlib
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pyarrow as pa

from marsad.tracks.picture import Picture
from marsad.tracks.saved import SavedPictureError, from_batch


class _Note(msgspec.Struct):
    file: str
    length: int
    crc32: int
    saved_us: int
    heard_until_us: int


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was found. `heard_until_us` is the receive time up to which the picture is complete; None: no picture.
    `trouble` says, in one sentence, why a picture that was there is not used."""

    heard_until_us: int | None
    trouble: str | None = None


class SavedPicture:
    """The saved picture of one data folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._note = folder / "picture.json"

    def save(self, batch: pa.RecordBatch, saved_us: int, heard_until_us: int) -> None:
        """Write a picture. Raises OSError; the former one then stays."""
        self._folder.mkdir(parents=True, exist_ok=True)
        file = self._folder / f"picture-{saved_us}.arrow"
        with file.open("wb") as sink:
            with pa.ipc.new_file(pa.PythonFile(sink, mode="w"), batch.schema) as writer:
                writer.write_batch(batch)
            sink.flush()
            os.fsync(sink.fileno())
        length, crc = _checksum(file)
        note = _Note(file.name, length, crc, saved_us, heard_until_us)
        fresh = self._note.with_suffix(".new")
        with fresh.open("wb") as sink:
            sink.write(msgspec.json.encode(note))
            sink.flush()
            os.fsync(sink.fileno())
        fresh.replace(self._note)
        _sync_folder(self._folder)
        for old in self._folder.glob("picture-*.arrow"):
            if old != file:
                old.unlink(missing_ok=True)

    def load(self, picture: Picture) -> Loaded:
        """Take up the saved picture in an empty one; what is damaged is set aside, never an error."""
        try:
            note = msgspec.json.decode(self._note.read_bytes(), type=_Note)
        except FileNotFoundError:
            return Loaded(None)
        except (msgspec.MsgspecError, UnicodeDecodeError, OSError):
            return self._set_aside(self._note, "its note cannot be read")
        file = self._folder / Path(note.file).name
        try:
            if _checksum(file) != (note.length, note.crc32):
                return self._set_aside(file, "it does not match its checksum")
            with pa.memory_map(str(file)) as source:
                from_batch(pa.ipc.open_file(source).get_batch(0), picture)
        except FileNotFoundError:
            return self._set_aside(self._note, "its file is gone")
        except (pa.ArrowException, SavedPictureError, OSError) as error:
            return self._set_aside(file, str(error))
        return Loaded(note.heard_until_us)

    def _set_aside(self, file: Path, why: str) -> Loaded:
        try:
            file.replace(file.with_name(file.name + ".torn"))
            self._note.unlink(missing_ok=True)
        except OSError:
            why += ", and it cannot be set aside"
        return Loaded(None, f"The saved picture is not used: {why}; the raw log fills the picture instead.")


def _checksum(file: Path) -> tuple[int, int]:
    length = crc = 0
    with file.open("rb") as source:
        while chunk := source.read(1 << 20):
            length += len(chunk)
            crc = zlib.crc32(chunk, crc)
    return length, crc


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
