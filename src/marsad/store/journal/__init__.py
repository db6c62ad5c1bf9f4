"""The journal: what people and the room did, in order, appended only, each record chained to the one before."""
