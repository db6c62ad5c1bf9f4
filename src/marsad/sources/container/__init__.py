"""Compressed files, unpacked as a stream: told by content, bounded against bombs, never written to disk."""
