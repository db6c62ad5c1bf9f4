"""The shipped test kit: what users, plug-in authors and the demo need to try Marsad without a receiver."""
