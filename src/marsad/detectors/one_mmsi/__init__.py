"""What is told under one MMSI: positions that one vessel can have come to, and those that need another."""
