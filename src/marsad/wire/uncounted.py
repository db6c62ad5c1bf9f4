"""How kernels are compiled that hand arrays to one another for each sentence."""

from __future__ import annotations

from functools import partial
from typing import Any

from numba import njit

uncounted: Any = partial(njit, cache=True, nogil=True, _nrt=False)
"""numba's `njit` without its reference counts, for kernels that allocate nothing.

numba counts references to an array, with atomic operations, at each call that takes it; in the scanner that was most of
the time. `_nrt` is numba's own switch for it, used by its ufuncs; it is no public option, so it stands here alone. A
kernel that allocates does not compile with it: it is handed memory to work in.
"""
