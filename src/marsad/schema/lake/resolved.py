"""What cleaning adds to a position of the lake: whose it is, which track it lies in, how the vessel moved to it."""

from marsad.schema.table import Column

OUTCOMES: tuple[tuple[str, str], ...] = (
    ("track", "part of a track"),
    ("no_position", "the sender did not know where it was"),
    ("out_of_range", "latitude or longitude beyond the poles or the date line"),
    ("echo", "an earlier place of the vessel, repeated late"),
    ("sign_flip", "hemisphere of latitude or longitude inverted, or the two exchanged"),
    ("outlier", "a place no vessel of this MMSI can have come from or gone on to"),
    ("crowd", "more vessels at once under this MMSI than are told apart"),
)
"""What became of a unique position; the place in this tuple is the code inside the kernels."""

COLUMNS: tuple[Column, ...] = (
    Column("vessel_id", "int64", "Whose position it is: MMSI x 100 + number of the vessel under that MMSI, 0 the first",
           null="no vessel's: see outcome"),
    Column("track_id", "int64", "The track it lies in: hash of vessel and start of the track", null="in no track"),
    Column("outcome", "category", "What became of it, see schema/lake/resolved"),
    Column("step_m", "float32", "Distance from the position before it in its track", unit="m", low=0,
           null="first of its track, or in none"),
    Column("made_kn", "float32", "Speed made good from the position before it", unit="kn", low=0,
           null="first of its track, in none, or less than a second after it"),
    Column("made_deg", "float32", "Course made good from the position before it", unit="deg", low=0, high=360,
           null="first of its track, in none, less than a second after it, or moved less than 0.5 m"),
    Column("turn_deg_min", "float32", "Change of the course made good over time, right positive", unit="deg/min",
           null="no two courses made good"),
)  # fmt: skip
