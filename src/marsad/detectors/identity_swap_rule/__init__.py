"""The rule of the detector identity-swap."""
