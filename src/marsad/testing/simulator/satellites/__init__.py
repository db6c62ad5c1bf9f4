"""Satellites: their orbits, what those that listen make of full slots, what radar sees."""
