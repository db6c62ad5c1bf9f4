"""Saving what a site holds, and bringing it back."""
