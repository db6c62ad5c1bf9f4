"""Places that a watch room is given: zones, cables, ports, anchorages and depths, from files and the configuration."""
