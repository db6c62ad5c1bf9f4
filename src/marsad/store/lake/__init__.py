"""The lake: Delta tables by day, written so that a power cut or a full disk leaves them as they were."""
