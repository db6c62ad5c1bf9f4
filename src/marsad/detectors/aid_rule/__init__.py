"""Who else is heard about an aid."""
