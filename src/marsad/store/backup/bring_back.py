"""Reading a backup: every file is checked before anything of it appears."""

from __future__ import annotations

import hashlib
import tarfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from marsad.store.backup.manifest import NAME, Manifest, check_path, read_manifest
from marsad.store.backup.place import part_of, publish, write_file, writing_to
from marsad.store.disk.files import Files
from marsad.store.lake.lake import Lake
from marsad.store.store_error import StoreError

PIECE = 1 << 20
LONGEST_MANIFEST = 1 << 30


def restore(
    backup: Path,
    targets: dict[str, Path],
    clock: Callable[[], int],
    files: Files,
    done: Callable[[int], object] = lambda size: None,
) -> Manifest:
    """Bring the named parts (`lake`, `data`) of a backup back to folders that are not there yet, or are empty.

    Every checksum is compared, and the digest of a lake with that which it had; only then do the folders appear. Raises
    StoreError where a folder holds something, and where the backup lacks a part or is damaged.
    """
    for target in targets.values():
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise StoreError(f"{target} holds something already: name a folder that is empty or not there.")
    with ExitStack() as open_:
        open_.enter_context(_whole(backup))
        for target in targets.values():
            open_.enter_context(writing_to(target))
            part_of(target).mkdir(parents=True)
        found: dict[str, tuple[int, str]] = {}
        manifest: Manifest | None = None
        for path, file in _files(backup):
            if path == NAME:
                manifest = read_manifest(file.read(LONGEST_MANIFEST), str(backup))
                continue
            check_path(path, str(backup))
            part, _, name = path.partition("/")
            found[path] = _copy(file, part_of(targets[part]) / name if part in targets else None, done)
        if manifest is None:
            raise StoreError(f"{backup} is no backup of Marsad, or was cut short: it has no {NAME}, use another copy.")
        _compare(backup, manifest, found, targets)
        if "lake" in targets:
            _check_digest(backup, manifest, part_of(targets["lake"]), clock)
        for target in targets.values():
            if target.is_dir():
                target.rmdir()
            publish(target, files)
    return manifest


def _files(backup: Path) -> Iterator[tuple[str, IO[bytes]]]:
    if backup.is_dir():
        for path in sorted(path for path in backup.rglob("*") if path.is_file() and not path.is_symlink()):
            with path.open("rb") as opened:
                yield path.relative_to(backup).as_posix(), opened
        return
    try:
        with tarfile.open(backup, "r:") as tar:
            for member in tar:
                file = tar.extractfile(member) if member.isreg() else None
                if file is None:
                    raise StoreError(f"{backup} holds {member.name!r}, which is no file: it is no backup of Marsad.")
                yield member.name, file
    except FileNotFoundError:
        raise StoreError(f"There is no backup {backup}: check the path.") from None


@contextmanager
def _whole(backup: Path) -> Iterator[None]:
    try:
        yield
    except (tarfile.TarError, EOFError) as error:
        raise StoreError(f"{backup} is no backup of Marsad, or was cut short ({error}): use another copy.") from None


def _copy(file: IO[bytes], target: Path | None, done: Callable[[int], object]) -> tuple[int, str]:
    summed, size = hashlib.sha256(), 0

    def pieces() -> Iterator[bytes]:
        nonlocal size
        while piece := file.read(PIECE):
            summed.update(piece)
            size += len(piece)
            done(len(piece))
            yield piece

    if target is None:
        for _ in pieces():
            pass
    else:
        write_file(target, pieces())
    return size, summed.hexdigest()


def _compare(backup: Path, manifest: Manifest, found: dict[str, tuple[int, str]], targets: dict[str, Path]) -> None:
    for path in sorted(found.keys() | manifest.files.keys()):
        if found.get(path) != manifest.files.get(path):
            lacks, more = path not in found, path not in manifest.files
            how = "is missing from" if lacks else "was added to" if more else "is damaged in"
            raise StoreError(f"{path} {how} the backup {backup}: use another copy.")
    for part in targets:
        if part not in manifest.parts:
            held = " and ".join(manifest.parts)
            raise StoreError(f"The backup {backup} holds no {part}, only {held}: leave --{part} out.")


def _check_digest(backup: Path, manifest: Manifest, root: Path, clock: Callable[[], int]) -> None:
    with Lake.open(str(root), clock) as lake:
        digest = {name: one.digest for name, one in lake.digest().items()}
    if digest != manifest.digest:
        names = digest.keys() | manifest.digest.keys()
        differ = ", ".join(sorted(name for name in names if digest.get(name) != manifest.digest.get(name)))
        raise StoreError(f"The lake in {backup} has other rows than were saved ({differ}): use another copy.")
