"""Pictures of a lake: where traffic is dense, and the way of one vessel. Equal rows give equal bytes."""
