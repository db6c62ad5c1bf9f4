"""Application messages: one file per application or tight series, each holding `APPLICATIONS`."""
