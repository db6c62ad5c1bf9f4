"""Who sails: papers and properties of every vessel, aid, base station and aircraft."""
