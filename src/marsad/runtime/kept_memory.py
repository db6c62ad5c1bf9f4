"""Freed memory kept for the next batch of the same size, instead of being given back and asked for anew."""

from __future__ import annotations

import ctypes

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
"""Names of glibc's settings, see malloc.h."""
_LARGEST_MMAP_THRESHOLD = 32 << 20
_KEPT_AT_MOST = 1 << 30
_ARENAS = 2


def keep_freed_memory() -> None:
    """Have the C library keep what is freed; to be called before the first batch.

    Work in batches frees and takes arrays of some megabytes all the time. By default each goes back to the system,
    which must fill its pages with zeros before they come again: a quarter of the processor time of a build. Arrow then
    takes its memory there too, so that one store of freed memory serves all. Does nothing where the C library is not
    glibc.
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):
        return
    import pyarrow as pa

    pa.set_memory_pool(pa.system_memory_pool())
    mallopt(_MMAP_THRESHOLD, _LARGEST_MMAP_THRESHOLD)
    mallopt(_TRIM_THRESHOLD, _KEPT_AT_MOST)
    mallopt(_ARENA_MAX, _ARENAS)
