"""The scoreboard: events against the truth of a simulation, with what chance alone could have made of the figures."""
