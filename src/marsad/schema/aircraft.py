"""aircraft: what an aircraft tells of itself by ADS-B, and what a receiver or a multilateration network adds.

RTCA DO-260B / EUROCAE ED-102A: NIC (2.2.3.2.7.2.6), NACp (table N-7), SIL; field names as readsb has them.
"""

from marsad.schema.table import Column, Table

TABLE = Table(
    "aircraft",
    "What was known of one aircraft at one instant, as a receiver's program told it",
    (
        Column("t", "time", "Time at which it was last heard", unit="us UTC", null="the input names no time"),
        Column("t_recv", "time", "Time this site received it", unit="us UTC", null="read from a file"),
        Column("source", "category", "Name of the feed it came by", null="read without a source name"),
        Column("station", "category", "Receiver", null="none named"),
        Column("offset", "int64", "First byte of the document in the stream of its source", unit="byte", low=0),
        Column("icao", "uint32", "Address of the aircraft, 24 bits; with Flag.MMSI it is not one that ICAO assigned",
               low=0, high=0xFFFFFF),
        Column("digest", "uint64", "Hash of the values: equal for one report read twice"),
        Column("flags", "uint32", "Quality marks, see schema/flags"),
        Column("callsign", "text", "Call sign", null="not told"),
        Column("kind", "category", "How it is known, as readsb names it: adsb_icao, mlat, tisb_icao, mode_s, ...",
               null="not told"),
        Column("t_fix", "time", "Instant of the position, which may be long before t", unit="us UTC",
               null="no position"),
        Column("lon_deg", "float64", "Longitude at t_fix", unit="deg", low=-180, high=180, null="no position"),
        Column("lat_deg", "float64", "Latitude at t_fix", unit="deg", low=-90, high=90, null="no position"),
        Column("altitude_ft", "float32", "Barometric altitude", unit="ft", low=-2000, high=130000,
               null="not told, or on the ground"),
        Column("altitude_geom_ft", "float32", "Height above the ellipsoid", unit="ft", low=-2000, high=130000,
               null="not told"),
        Column("on_ground", "bool", "It says that it is on the ground", null="not told"),
        Column("gs_kn", "float32", "Speed over ground", unit="kn", low=0, high=4000, null="not told"),
        Column("track_deg", "float32", "Track over ground, true", unit="deg", low=0, high=360, null="not told"),
        Column("heading_deg", "float32", "True heading", unit="deg", low=0, high=360, null="not told"),
        Column("rate_ft_min", "float32", "Vertical rate, up positive", unit="ft/min", null="not told"),
        Column("squawk", "text", "Transponder code, four octal digits", null="not told"),
        Column("nic", "uint8", "Navigation integrity category: 11 is within 7.5 m, 0 unknown", low=0, high=11,
               null="not told"),
        Column("rc_m", "float32", "Radius of containment that goes with it; 0 unknown", unit="m", low=0,
               null="not told"),
        Column("nac_p", "uint8", "Navigation accuracy category of the position: 11 is below 3 m, 0 unknown", low=0,
               high=11, null="not told"),
        Column("nac_v", "uint8", "Navigation accuracy category of the velocity", low=0, high=4, null="not told"),
        Column("sil", "uint8", "Source integrity level", low=0, high=3, null="not told"),
        Column("version", "uint8", "ADS-B version: 2 is DO-260B", low=0, high=7, null="not told"),
        Column("signal_dbm", "float32", "Signal strength, relative to full scale", unit="dBFS", low=-150, high=20,
               null="not told"),
    ),
)  # fmt: skip
