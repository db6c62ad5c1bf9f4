"""The rule of close quarters: who moves how, which pairs meet, and what becomes of each encounter."""
