"""What finds events: one file per detector. Each file carries its `DETECTOR`; docs/detectors.md tells how to write one.

The contract is plugin/detector. Detectors know nothing of one another.
"""
