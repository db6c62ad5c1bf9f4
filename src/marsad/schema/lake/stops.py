"""stops: where vessels lay still."""

from marsad.schema.table import Column, Table

TABLE = Table(
    "stops",
    "The part of one stop that lies in one UTC day; parts of a stop have the same stop_id",
    (
        Column("t_start", "time", "Its first position of this day", unit="us UTC"),
        Column("t_end", "time", "Its last position of this day", unit="us UTC"),
        Column("stop_id", "int64", "Hash of the vessel and the start of the whole stop"),
        Column("part", "uint16", "0 on the day the stop starts, one more each day", low=0),
        Column("t_begin", "time", "Start of the whole stop", unit="us UTC"),
        Column("track_id", "int64", "The track it lies in"),
        Column("vessel_id", "int64", "The vessel"),
        Column("mmsi", "uint32", "Identity it sends", low=0, high=1073741823),
        Column("points", "int64", "Positions in this part", low=1),
        Column("lon_deg", "float64", "Mean place", unit="deg", low=-180, high=180),
        Column("lat_deg", "float64", "Mean place", unit="deg", low=-90, high=90),
        Column("radius_m", "float64", "Greatest distance of its positions from where the stop began", unit="m",
               low=0),
    ),
)  # fmt: skip
