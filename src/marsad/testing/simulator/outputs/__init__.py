"""What a simulation leaves in its folder: rows as Parquet, sentences as text, events as lines."""
