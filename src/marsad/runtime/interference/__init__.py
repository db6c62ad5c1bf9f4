"""Maps of interference with satellite navigation, from counts of aircraft and vessels in cells."""
