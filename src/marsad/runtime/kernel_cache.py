"""Where compiled kernels are kept: a folder for each state of the kernel sources, set before numba is imported.

numba's own check looks at the file of a kernel only, not at the kernels it calls in other files; a folder whose name is
a hash of them all is never stale.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from collections.abc import MutableMapping
from pathlib import Path

VARIABLE = "NUMBA_CACHE_DIR"
_KEPT = 3
_CONSTANTS = (
    "columns.py", "fields.py", "kind.py", "flags.py", "reasons.py", "page.py", "messages.py", "records.py",
)  # fmt: skip


def sources_hash(package: Path) -> str:
    """A hash of the sources of a package that hold kernels, or constants of kernels, and of the Python that runs."""
    digest = hashlib.blake2b(f"{sys.version_info[:3]}".encode(), digest_size=8)
    for file in sorted(package.rglob("*.py")):
        text = file.read_bytes()
        kernels = b"njit" in text or b"uncounted" in text
        if kernels or file.name in _CONSTANTS:
            digest.update(str(file.relative_to(package)).encode() + b"\0" + text)
    return digest.hexdigest()


def use_kernel_cache(data: Path, environment: MutableMapping[str, str] = os.environ) -> Path:
    """Have kernels kept under the data folder; must come before the first import of a kernel.

    A folder that the environment names already is left as it is. Folders of earlier versions go, save the newest.
    """
    if environment.get(VARIABLE):
        return Path(environment[VARIABLE])
    above = data / "kernels"
    folder = above / sources_hash(Path(__file__).parents[1])
    folder.mkdir(parents=True, exist_ok=True)
    environment[VARIABLE] = str(folder)
    folder.touch()
    old = sorted((f for f in above.iterdir() if f.is_dir()), key=lambda f: f.stat().st_mtime, reverse=True)
    for folder_of_old in old[_KEPT:]:
        shutil.rmtree(folder_of_old, ignore_errors=True)
    return folder
