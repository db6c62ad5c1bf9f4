"""Geometry on the sphere and on the plane: pure functions, SI units, degrees for longitude and latitude."""
