"""The rule of the detector identity-change."""
