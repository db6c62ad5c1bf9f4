"""Simulated traffic: AIS sentences of invented ships, the same from the same seed, marked as simulated."""
