"""Incident reports: what others say has happened at sea, every version of it, and what was decided about each."""
