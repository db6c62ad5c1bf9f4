"""What vessels do: voyages and behaviours, written down as legs while time goes."""
