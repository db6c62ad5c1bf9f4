"""What the detector `cable_crossing` asks of each position."""
