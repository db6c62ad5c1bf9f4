"""What the detector `zone` asks of each position."""
