"""Vessels: who of several senders under one MMSI was where, and which places are faults."""

from marsad.tracks.vessels.assign import Assigned, Closed, Stepped, assign, close_day, step
from marsad.tracks.vessels.state import VesselState, merged_states

__all__ = ["Assigned", "Closed", "Stepped", "VesselState", "assign", "close_day", "merged_states", "step"]
