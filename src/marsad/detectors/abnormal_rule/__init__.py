"""What traffic is normal at a place, and whether what a ship does is part of it."""
