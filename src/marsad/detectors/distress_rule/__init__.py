"""What tells of distress: words of safety texts, and what speaks against a position."""
