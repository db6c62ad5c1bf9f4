"""A moment of the past as the room knew it: keyframes of the picture, the raw log, and the journal up to it."""
