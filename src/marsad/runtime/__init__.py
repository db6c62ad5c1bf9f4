"""Runtime: the order in which the stages run, and all that keeps them running."""
