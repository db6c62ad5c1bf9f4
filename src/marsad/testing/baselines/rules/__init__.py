"""What several published rules have in common."""
