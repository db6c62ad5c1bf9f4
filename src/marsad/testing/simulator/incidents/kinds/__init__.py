"""Incidents and what looks like them, one file per kind."""
