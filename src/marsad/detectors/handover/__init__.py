"""What detectors of identity share: hulls led on by their last fix, to see who goes on where another was."""
