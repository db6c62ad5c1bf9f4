"""nav_warning: a navigational warning or another safety broadcast as text (NAVTEX, NAVAREA)."""

from marsad.schema.table import Column, Table

TABLE = Table(
    "nav_warning",
    "One safety broadcast: what it is about, where, and until when, as far as its text tells",
    (
        Column("t", "time", "Time heard; an archive may tell the day alone", unit="us UTC",
               null="the input names no time"),
        Column("t_recv", "time", "Time this site received it", unit="us UTC", null="read from a file"),
        Column("source", "category", "Name of the feed it came by", null="read without a source name"),
        Column("offset", "int64", "First byte in the stream of its source", unit="byte", low=0),
        Column("digest", "uint64", "Hash of the text: equal for one broadcast heard twice without damage"),
        Column("flags", "uint32", "Quality marks, see schema/flags"),
        Column("code", "text", "Transmitter, subject indicator and number, as OA56 (B1 B2 B3 B4)",
               null="not a NAVTEX message"),
        Column("letter", "category", "Subject indicator B2: A navigational, B and E weather, D rescue, L further "
               "navigational, ...", null="not a NAVTEX message"),
        Column("series", "text", "Series of the warning as told: NAVAREA I, WZ, NORWEGIAN NAV WARNING, ...",
               null="none told"),
        Column("number", "text", "Its number in the series, with the year where it is told, as 593/2012",
               null="none told"),
        Column("subject", "category", "What it is about, see decode/broadcast/subjects"),
        Column("gnss", "bool", "It is about satellite navigation: interference, jamming, DGPS, satellites"),
        Column("t_issued", "time", "Date-time group in the text", unit="us UTC", null="none that can be read"),
        Column("t_until", "time", "When it cancels itself", unit="us UTC", null="not told"),
        Column("cancels", "text", "The warnings that it cancels, as told, parted by semicolons", null="none"),
        Column("lat_deg", "float64s", "Latitudes of the positions in the text, in its order", unit="deg"),
        Column("lon_deg", "float64s", "Longitudes of the same", unit="deg"),
        Column("shape", "category", "What the positions are: points, line or area", null="no position"),
        Column("radius_m", "float64", "Radius around the positions", unit="m", low=0, null="none told"),
        Column("damaged", "float32", "Share of the words that hold characters or letters no word has", low=0, high=1),
        Column("text", "text", "The whole text as heard"),
    ),
)  # fmt: skip
