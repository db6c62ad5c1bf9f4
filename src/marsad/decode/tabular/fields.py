"""What a column of an archive's table can mean. The place in FIELDS is the code inside the kernels."""

from __future__ import annotations

from typing import Final

FIELDS: Final = (
    "t", "t_fraction", "mmsi", "lat", "lon", "sog", "cog", "heading", "rot", "status", "type",
    "name", "callsign", "imo", "ship_type", "length", "width", "to_bow", "to_stern", "to_port", "to_starboard",
    "draught", "destination", "eta", "eta_month", "eta_day", "eta_hour", "eta_minute",
)  # fmt: skip

T, T_FRACTION, MMSI, LAT, LON, SOG, COG, HEADING, ROT, STATUS, TYPE = range(11)
NAME, CALLSIGN, IMO, SHIP_TYPE, LENGTH, WIDTH, TO_BOW, TO_STERN, TO_PORT, TO_STARBOARD = range(11, 21)
DRAUGHT, DESTINATION, ETA, ETA_MONTH, ETA_DAY, ETA_HOUR, ETA_MINUTE = range(21, 28)

N_FIELDS: Final = len(FIELDS)
FIRST_STATIC: Final = NAME
N_STATIC: Final = N_FIELDS - FIRST_STATIC

NEEDED: Final = ("t", "mmsi", "lat", "lon")
"""Without these a table is none of positions."""

MEANINGS: Final = {
    "t": "time of the report",
    "t_fraction": "milliseconds to add to the time",
    "mmsi": "identity of the sender",
    "lat": "latitude in degrees",
    "lon": "longitude in degrees",
    "sog": "speed over ground",
    "cog": "course over ground in degrees",
    "heading": "true heading in degrees",
    "rot": "rate of turn in degrees a minute",
    "status": "navigational status, its number or its name",
    "type": "class of the station, or message number",
    "name": "name of the vessel",
    "callsign": "call sign",
    "imo": "IMO number",
    "ship_type": "type of ship and cargo, its number or its name",
    "length": "length over all in metres",
    "width": "beam in metres",
    "to_bow": "metres from the antenna to the bow",
    "to_stern": "metres from the antenna to the stern",
    "to_port": "metres from the antenna to the port side",
    "to_starboard": "metres from the antenna to the starboard side",
    "draught": "draught in metres",
    "destination": "destination as the crew typed it",
    "eta": "estimated time of arrival, written as the time of the report is",
    "eta_month": "month of the ETA",
    "eta_day": "day of the ETA",
    "eta_hour": "hour of the ETA",
    "eta_minute": "minute of the ETA",
}
