"""The watch log: what people and the system did, as one stream projected from the journal."""
