"""People: who may enter a watch room and what they may do."""
