"""Names of columns that can mean only one thing, and what is made of a table that nobody has described."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from marsad.decode.tabular.column_map import UNITS
from marsad.decode.tabular.fields import MEANINGS, NEEDED
from marsad.decode.tabular.layout import Layout
from marsad.decode.tabular.time_proof import proven_time

_PLAIN: Mapping[str, tuple[str, ...]] = {
    "t": ("t", "time", "timestamp", "datetime", "date_time", "time_utc", "timestamp_utc", "datetime_utc",
          "date_time_utc", "utc_time", "utc", "msgtime", "msg_time", "basedatetime", "base_date_time", "time_position",
          "position_time", "pos_time", "recvtime", "time_stamp", "tstamp"),
    "mmsi": ("mmsi", "ssvid", "mmsi_number", "mmsi_no"),
    "lat": ("lat", "latitude", "lat_deg", "latitude_deg", "latitude_degrees"),
    "lon": ("lon", "longitude", "lon_deg", "longitude_deg", "longitude_degrees", "lng", "long"),
    "cog": ("cog", "cog_deg", "cog_degrees", "course", "course_over_ground", "course_deg", "courseoverground"),
    "heading": ("heading", "heading_deg", "heading_degrees", "true_heading", "trueheading", "hdg"),
    "status": ("status", "nav_status", "navstatus", "navigational_status", "navigation_status", "navigationalstatus",
               "nav_stat", "nav_status_code"),
    "type": ("msg_type", "message_type", "message_id", "message_nr", "messagetype", "ais_class", "transceiverclass",
             "transceiver_class", "transceiver", "type_of_mobile"),
    "name": ("name", "vessel_name", "vesselname", "shipname", "ship_name"),
    "callsign": ("callsign", "call_sign"),
    "imo": ("imo", "imo_number", "imo_no", "imo_nr"),
    "ship_type": ("ship_type", "shiptype", "vessel_type", "vesseltype", "ship_and_cargo_type"),
    "length": ("length", "length_m", "loa"),
    "width": ("width", "width_m", "beam"),
    "to_bow": ("to_bow", "to_bow_m", "dim_a", "dimension_to_bow", "size_a"),
    "to_stern": ("to_stern", "to_stern_m", "dim_b", "dimension_to_stern", "size_b"),
    "to_port": ("to_port", "to_port_m", "dim_c", "dimension_to_port", "size_c"),
    "to_starboard": ("to_starboard", "to_starboard_m", "dim_d", "dimension_to_starboard", "size_d"),
    "draught": ("draught", "draft", "draught_m", "draft_m"),
    "destination": ("destination", "dest"),
    "rot": ("rot_deg_min", "rate_of_turn_deg_min"),
}  # fmt: skip
_SPEEDS: Mapping[str, tuple[str, ...]] = {
    "kn": ("sog", "sog_kn", "sog_knots", "sog_kts", "speed_over_ground", "speedoverground", "speed_kn", "speed_knots",
           "speed_kts", "sog_kt"),
    "m/s": ("sog_ms", "sog_mps", "sog_m_s", "speed_ms", "speed_mps", "speed_m_s"),
    "km/h": ("sog_kmh", "speed_kmh", "sog_km_h", "speed_km_h"),
    "mph": ("speed_mph",),
}  # fmt: skip
UNCLEAR: Mapping[str, str] = {
    "speed": "its unit is not told", "velocity": "its unit is not told", "rot": "as sent, or in degrees a minute",
    "type": "of the ship, or of the message",
}  # fmt: skip
"""Names that mean one of several things. They are told about, and not read."""

FIELD_OF: Mapping[str, tuple[str, str]] = {
    **{spelling: (name, "") for name, spellings in _PLAIN.items() for spelling in spellings},
    **{spelling: ("sog", unit) for unit, spellings in _SPEEDS.items() for spelling in spellings},
}
"""Field and unit by a column's normal name."""


class Spelled:
    """What the names of the columns tell, and what they leave open."""

    def __init__(self, names: Sequence[str], cells_of: Callable[[str], Sequence[str]], geometry: str | None = None
                 ) -> None:  # fmt: skip
        self.names = [name for name in names if name]
        self.geometry = geometry
        self.columns: dict[str, str] = {}
        self.units: dict[str, str] = {}
        self.twice: dict[str, list[str]] = {}
        for name in dict.fromkeys(self.names):
            field, unit = FIELD_OF.get(name, ("", ""))
            if not field:
                continue
            if field in self.columns:
                self.twice.setdefault(field, [self.columns[field]]).append(name)
                continue
            self.columns[field] = name
            if unit:
                self.units[field] = unit
        self.cells = list(cells_of(self.columns["t"])) if "t" in self.columns else []
        self.time = proven_time(self.cells)

    @property
    def found(self) -> bool:
        """Whether this is a table of positions at all: two of the columns that it needs are there."""
        return len(set(NEEDED) & set(self.columns)) >= 2 or (self.geometry is not None and "mmsi" in self.columns)

    def troubles(self) -> list[str]:
        """What is missing or unclear, each as a clause; empty where all is clear."""
        said = []
        for field in NEEDED:
            if field not in self.columns and not (self.geometry and field in ("lat", "lon")):
                said.append(f"no column whose name can only mean the {MEANINGS[field]}")
        for field, names in self.twice.items():
            said.append(f"{_listed(names)} can each mean the {MEANINGS[field]}")
        if self.cells and self.time is None:
            said.append(f"how {self.columns['t']} is to be read (as in {self.cells[0]!r}: which part is the day, or in "
                        "which unit) is not sure")  # fmt: skip
        return said

    def layout(self, name: str) -> Layout:
        """The layout, where nothing troubles."""
        scales = {field: UNITS[field][unit] for field, unit in self.units.items()}
        return Layout(name, self.columns, self.time or "iso", scales, geometry=self.geometry)


def _listed(names: Sequence[str]) -> str:
    return " and ".join(names)
