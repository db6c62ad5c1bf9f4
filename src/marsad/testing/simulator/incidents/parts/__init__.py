"""Parts of scenes that several kinds play."""
