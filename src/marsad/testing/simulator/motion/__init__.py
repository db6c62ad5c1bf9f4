"""Where a vessel is at an instant: legs along paths, in closed form."""
