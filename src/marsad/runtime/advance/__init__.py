"""Leading detectors through time, the same way live, in replay and over an archive."""

from marsad.runtime.advance.advance import Advance
from marsad.runtime.advance.part import Fault

__all__ = ["Advance", "Fault"]
