"""tracks: a vessel's gap-free runs of positions, simplified within a stated error."""

from marsad.schema.table import Column, Table

TABLE = Table(
    "tracks",
    "The part of one track that lies in one UTC day; parts of a track have the same track_id",
    (
        Column("t_start", "time", "Its first position of this day", unit="us UTC"),
        Column("t_end", "time", "Its last position of this day", unit="us UTC"),
        Column("track_id", "int64", "Hash of the vessel and the start of the whole track"),
        Column("part", "uint16", "0 on the day the track starts, one more each day", low=0),
        Column("t_begin", "time", "Start of the whole track", unit="us UTC"),
        Column("vessel_id", "int64", "The vessel"),
        Column("mmsi", "uint32", "Identity it sends", low=0, high=1073741823),
        Column("station", "category", "Class it transmits as, see tracks/kind", null="not told"),
        Column("cause", "category", "Why the track starts: first, gap, teleport or class"),
        Column("points", "int64", "Positions in this part", low=1),
        Column("distance_m", "float64", "Length of the way over all positions of this part, and of the step from the "
               "part before", unit="m", low=0),
        Column("top_kn", "float32", "Highest speed made good over at least 10 s", unit="kn", low=0,
               null="no such step"),
        Column("west_deg", "float64", "West side; greater than the east side where the date line is crossed",
               unit="deg", low=-180, high=180),
        Column("south_deg", "float64", "South side", unit="deg", low=-90, high=90),
        Column("east_deg", "float64", "East side", unit="deg", low=-180, high=180),
        Column("north_deg", "float64", "North side", unit="deg", low=-90, high=90),
        Column("error_m", "float64", "Every position of this part lies within this distance of where the simplified "
               "line is at the same instant", unit="m", low=0),
        Column("line_t", "times", "Instants of the simplified line", unit="us UTC"),
        Column("line_lon_deg", "float64s", "Longitudes of the simplified line", unit="deg"),
        Column("line_lat_deg", "float64s", "Latitudes of the simplified line", unit="deg"),
    ),
)  # fmt: skip
