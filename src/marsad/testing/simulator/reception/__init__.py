"""Who hears what: receivers ashore and on satellites, their clocks, links and faults."""
