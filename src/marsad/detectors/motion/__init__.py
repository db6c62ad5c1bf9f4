"""Pure kernels of how one vessel moves, lies and stops: of loitering, drift, anchor_drag, sudden_stop, grounding."""
