"""The record of a watch on paper: the log of a period as a PDF, with maps."""
