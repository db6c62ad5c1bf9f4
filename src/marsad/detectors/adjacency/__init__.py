"""Who is near whom: the neighbours of every vessel, found through cells of a grid."""
