"""Freed memory: kept for the next batch of the same size in work by batches, given back in a room that stays."""

from __future__ import annotations

import contextlib
import ctypes

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
"""Names of glibc's settings, see malloc.h."""
_LARGEST_MMAP_THRESHOLD = 32 << 20
_KEPT_AT_MOST = 1 << 30
_ARENAS = 2
_LARGE = 4 << 20


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


def keep_little_memory() -> None:
    """Have large arrays go back to the system when they are freed, in a program that stays; to be called at its start.

    Left alone, glibc takes ever larger arrays from its heap, where what is small and stays then holds them fast. Does
    nothing where the C library is not glibc.
    """
    with contextlib.suppress(OSError, AttributeError):
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(_MMAP_THRESHOLD, _LARGE)
        mallopt(_ARENA_MAX, _ARENAS)


def give_back_freed_memory() -> None:
    """Have the C library give what is freed back to the system; to be called now and then in a program that stays.

    After a flood half a gigabyte would stay with it, in holes between what is in use. Does nothing where the C library
    is not glibc.
    """
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
