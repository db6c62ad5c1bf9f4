"""Cleaning: one row for each transmission, whoever heard it, and how far the clocks of receivers were off."""

from marsad.tracks.cleaning.clocks import clock_offsets, hearings_to_compare
from marsad.tracks.cleaning.hearings import ahead_of
from marsad.tracks.cleaning.offsets import Offsets
from marsad.tracks.cleaning.unique import Merged, merged, unique

__all__ = ["Merged", "Offsets", "ahead_of", "clock_offsets", "hearings_to_compare", "merged", "unique"]
