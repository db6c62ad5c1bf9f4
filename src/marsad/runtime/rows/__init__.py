"""Decoded rows on their way out: one file per output format."""
