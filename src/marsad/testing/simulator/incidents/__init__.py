"""Incidents and their look-alikes: what happens at sea that a watch should notice, and what it should not."""
