"""The formats, one file each; what they share stands in `decode/tabular`."""

from marsad.decode.format import Format
from marsad.plugin import Socket

FORMATS = Socket("marsad.decode.formats", "FORMAT", Format)
"""Where formats go in: every file of this room, and the entry points of other packages in the group of its name."""

__all__ = ["FORMATS"]
