"""Marsad: a maritime watch room that anyone can run."""

__version__ = "0.1.0"
