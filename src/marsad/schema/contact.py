"""contact: something seen by a sensor or a person, without an AIS identity."""

from marsad.schema.table import Column, Table

TABLE = Table(
    "contact",
    "One observation of a target: so far, of a radar track told by TTM, TLL or TLB",
    (
        Column("t", "time", "Time heard", unit="us UTC", null="the input names no time"),
        Column("t_recv", "time", "Time this site received it", unit="us UTC", null="read from a file"),
        Column("source", "category", "Name of the feed it came by", null="read without a source name"),
        Column("station", "category", "Sensor named in the tag block, else the talker", null="none named"),
        Column("offset", "int64", "First byte in the stream of its source", unit="byte", low=0),
        Column("sentence", "category", "Sentence formatter: TTM, TLL or TLB"),
        Column("track_number", "uint32", "The sensor's own track number", low=0, high=99999),
        Column("label", "text", "Name the sensor's operator gave", null="none"),
        Column("lon_deg", "float64", "Longitude", unit="deg", low=-180, high=180, null="not told"),
        Column("lat_deg", "float64", "Latitude", unit="deg", low=-90, high=90, null="not told"),
        Column("distance_m", "float64", "Distance from the sensor", unit="m", low=0, null="not told"),
        Column("bearing_deg", "float64", "Bearing from the sensor", unit="deg", low=0, high=360, null="not told"),
        Column("bearing_true", "bool", "The bearing is true (else relative to the bow)", null="not told"),
        Column("sog_kn", "float64", "Speed", unit="kn", low=0, null="not told"),
        Column("cog_deg", "float64", "Course", unit="deg", low=0, high=360, null="not told"),
        Column("course_true", "bool", "The course is true (else relative)", null="not told"),
        Column("cpa_m", "float64", "Closest point of approach the sensor computed", unit="m", null="not told"),
        Column("tcpa_s", "float64", "Time to it; negative is past", unit="s", null="not told"),
        Column("status", "category", "lost, query (being acquired) or tracking", null="not told"),
        Column("reference_target", "bool", "A fixed reference target", null="not told"),
        Column("acquisition", "category", "automatic, manual or reported", null="not told"),
    ),
)  # fmt: skip
