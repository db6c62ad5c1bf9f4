"""The rules that others have published, on the detector contract: one file each, so that a score shows Marsad beside
them on the same feed.

They are kept as published, with their holes; where a rule leaves something open, the file says what was chosen and why.
None is Marsad's own, and none runs in a watch room.
"""

from marsad.plugin.detector import Detector
from marsad.plugin.socket import Socket

BASELINES: Socket[Detector] = Socket("marsad.testing.baselines", "DETECTOR", Detector)
"""The published rules."""
