"""The simulated feed as it would come from receivers: over TCP, UDP or a pipe, as fast as is asked."""
