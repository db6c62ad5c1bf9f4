"""Interference with satellite navigation: evidence of vessels, and what comes of it in cells and in clusters."""
