"""The flow that turns archives into a lake: read, part by day and sender, clean, resolve, write, day after day."""
