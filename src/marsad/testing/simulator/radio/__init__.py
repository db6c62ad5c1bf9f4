"""What each vessel transmits: when, in which slot, and what it says."""
