"""Safety broadcasts as text (NAVTEX, NAVAREA) to structured warnings."""
