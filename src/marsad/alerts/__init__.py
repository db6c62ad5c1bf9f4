"""Alerts: which events are put before a person, as what, and what becomes of them. Pure: time is an argument."""
