"""What the detector `port_visit` asks of each position."""
