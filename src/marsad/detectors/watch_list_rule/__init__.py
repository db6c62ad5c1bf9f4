"""Watch lists: what an entry says, and whom it means."""
