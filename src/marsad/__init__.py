"""Marsad: a maritime watch room that anyone can run.

`marsad.read(path)` gives the tables of any supported file, `marsad.Decoder` those of a stream.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from marsad.decode.batch import Batch
    from marsad.decode.decoder import Decoder
    from marsad.runtime.read import read

__version__ = "0.1.0"
__all__ = ["Batch", "Decoder", "__version__", "read"]

_HOMES = {"Batch": "marsad.decode.batch", "Decoder": "marsad.decode.decoder", "read": "marsad.runtime.read"}


def __getattr__(name: str) -> Any:
    """Fetch the public names when they are asked for: the command line must not wait for kernels it does not need."""
    if name not in _HOMES:
        raise AttributeError(f"module 'marsad' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
