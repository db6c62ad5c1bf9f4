"""The disk under the store."""
