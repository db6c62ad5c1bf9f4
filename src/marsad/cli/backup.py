"""`marsad backup`: save what a site holds."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from marsad.schema.refusal import UsageRefusal

if TYPE_CHECKING:
    from marsad.store.backup.holdings import Holding


def command(
    lake: str | None = None,
    /,
    *,
    output: Annotated[Path, Parameter(name=["--output", "-o"])],
    data: Path | None = None,
    quiet: Annotated[bool, Parameter(name=["--quiet", "-q"], negative="")] = False,
) -> int:
    """Save a lake, a data folder with its raw log, or both, while they are in use.

    The lake is saved as one version has it, whoever writes to it meanwhile; of a raw log that is being written, all
    that was synced. Every file has its SHA-256 in the backup, and the lake its digest. The backup appears when it is
    whole.

    Examples:

        marsad backup lake -o lake.tar
        marsad backup lake --data ~/.local/share/marsad -o site.tar
        marsad backup s3://archive/lake -o /mnt/disk/lake-copy

    Parameters
    ----------
    lake
        Folder of the lake, or s3://bucket/folder (AWS_* in the environment say how to reach it).
    output
        The backup: a tar file where the name ends in .tar, else a folder. It must not be there yet.
    data
        Data folder of a watch room, as for `marsad watch`.
    quiet
        No progress and no summary.
    """
    from marsad.cli.progress import WorkProgress
    from marsad.runtime.clock import system_clock
    from marsad.store.backup.holdings import of_data, of_lake
    from marsad.store.backup.save import save
    from marsad.store.disk.files import OsFiles
    from marsad.store.lake.lake import Lake

    if lake is None and data is None:
        raise UsageRefusal("nothing to save was named: name a lake, a data folder with --data, or both")
    files, opened = OsFiles(), Lake.open(lake, system_clock) if lake is not None else None
    holdings: list[Holding] = []
    if opened is not None:
        holdings += of_lake(opened)
    if data is not None:
        holdings += of_data(data, files)

    def digest() -> dict[str, str]:
        return {name: one.digest for name, one in opened.digest().items()} if opened is not None else {}

    with WorkProgress(output.name, sum(one.size for one in holdings), quiet) as progress:
        manifest = save(holdings, digest, output, system_clock(), files, progress.advance)
    if not quiet:
        size = sum(size for size, _ in manifest.files.values())
        said = f"saved {' and '.join(manifest.parts)}: {len(manifest.files):,} files, {size:,} bytes in {output}"
        print(said, file=sys.stderr)
    return 0
