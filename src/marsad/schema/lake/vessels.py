"""vessels: who was heard on a day, and what was known of each when that day ended."""

from marsad.schema.place import HULL
from marsad.schema.table import Column, Table

TABLE = Table(
    "vessels",
    "One vessel, or other station, heard on this day, as known at its end; the newest day is the newest knowledge",
    (
        Column("t", "time", "Time last heard on this day", unit="us UTC"),
        Column("vessel_id", "int64", "MMSI x 100 + number of the vessel under that MMSI, 0 the first"),
        Column("mmsi", "uint32", "Identity it sends", low=0, high=1073741823),
        Column("kind", "category", "What holds a number of this form: ship, coast_station, craft, ..., see wire/mmsi; "
               "or net_marker, whatever the number, where its name shows it"),
        Column("country", "category", "ISO 3166 letters of the country whose digits the MMSI carries",
               null="no country has them"),
        Column("mmsi_valid", "bool", "The leading digits belong to a country or service, and it is no default"),
        Column("station", "category", "Class it transmits as: class_a, class_b, ..., see tracks/kind",
               null="not told"),
        Column("name", "text", "Name", null="never told"),
        Column("callsign", "text", "Call sign", null="never told"),
        Column("imo", "uint32", "IMO number as sent", null="never told"),
        Column("imo_valid", "bool", "Its check digit is right", null="no IMO number told"),
        Column("ship_type", "uint8", "Type of ship and cargo", null="never told"),
        *HULL,
        Column("t_first", "time", "Time first heard in this lake", unit="us UTC"),
        Column("positions", "int64", "Unique positions of this day that are its own", low=0),
        Column("lon_deg", "float64", "Longitude of its last position of this day", unit="deg", null="none"),
        Column("lat_deg", "float64", "Latitude of its last position of this day", unit="deg", null="none"),
        Column("shares_mmsi", "bool", "Another vessel transmits, or has transmitted, under this MMSI"),
        Column("linked_to", "int64", "vessel_id under which the same ship was heard before", null="no other is known"),
        Column("evidence", "text", "Why vessels of this MMSI were told apart, why two were linked, and what is "
               "doubtful: a JSON list, see docs/vessels.md", null="nothing of the kind up to this day"),
    ),
)  # fmt: skip
