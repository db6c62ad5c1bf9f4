"""What receivers hear where, and the probability that all of a silent ship's reports were lost."""
