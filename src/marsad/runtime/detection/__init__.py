"""Live detection: detectors led through what is heard, behind the picture and never in its way."""

from marsad.runtime.detection.detection import Detection, Listener
from marsad.runtime.detection.health import Health

__all__ = ["Detection", "Health", "Listener"]
