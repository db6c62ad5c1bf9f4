"""Who goes on where another was: exchanged and changed identities."""
