"""Ways: from cleaned positions to tracks, stops, speeds made good and simplified lines.."""
