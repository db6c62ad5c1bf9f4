"""Tracks: from decoded rows to the newest state of everything that was heard. Pure: time is an argument."""
