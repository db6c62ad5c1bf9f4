"""The sea: where ports, lanes and grounds lie, and how one gets from here to there over water."""
