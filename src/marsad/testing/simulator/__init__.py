"""A sea in a seed: traffic, radio, reception, faults and incidents as a pure function of a scenario and a seed."""
