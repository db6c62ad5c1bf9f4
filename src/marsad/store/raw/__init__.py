"""The parts of the raw log: its lines, frames and segments."""
