"""Tables of what is known of cells of the sea, by number."""
