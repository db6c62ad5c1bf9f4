"""`marsad restore`: bring a backup back."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from marsad.schema.refusal import UsageRefusal


def command(
    backup: Path,
    /,
    *,
    lake: Path | None = None,
    data: Path | None = None,
    quiet: Annotated[bool, Parameter(name=["--quiet", "-q"], negative="")] = False,
) -> int:
    """Bring the lake, the data folder, or both back from a backup.

    Nothing that is there is overwritten. The checksum of every file and the digest of the lake are
    compared with those of the backup; the folders appear when all agree.

    Examples:

        marsad restore lake.tar --lake lake
        marsad restore site.tar --lake lake --data ~/.local/share/marsad

    Parameters
    ----------
    backup
        File or folder that `marsad backup` wrote.
    lake
        Folder for the lake; it must be empty or not there.
    data
        Folder for the data folder; it must be empty or not there.
    quiet
        No progress and no summary.
    """
    from marsad.cli.progress import WorkProgress
    from marsad.runtime.clock import system_clock
    from marsad.store.backup.bring_back import restore
    from marsad.store.disk.files import OsFiles

    targets = {name: path for name, path in (("lake", lake), ("data", data)) if path is not None}
    if not targets:
        raise UsageRefusal("say where to: name a folder with --lake, with --data, or with both")
    files = [backup] if backup.is_file() else [path for path in backup.rglob("*") if path.is_file()]
    whole = sum(path.stat().st_size for path in files)
    with WorkProgress(backup.name, whole, quiet) as progress:
        manifest = restore(backup, targets, system_clock, OsFiles(), progress.advance)
    if not quiet:
        for name, path in targets.items():
            print(f"restored {name} to {path}", file=sys.stderr)
        left = [name for name in manifest.parts if name not in targets]
        if left:
            print(f"left out {' and '.join(left)}: name a folder with --{left[0]} to restore it", file=sys.stderr)
    return 0
