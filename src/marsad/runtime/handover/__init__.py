"""Handing over the watch: a signed snapshot of what one shift leaves to the next, and who took it over."""
