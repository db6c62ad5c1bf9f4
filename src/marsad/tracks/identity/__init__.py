"""Who is who: what vessels say of themselves through time, which share a number, which go on under another one.

`identity_of_part` takes the clean reports of some senders on one day; `vessels_of_day` puts the parts of a day together
and carries the knowledge to the next. Both are functions of the set of rows. A build keeps two tables
from day to day: `said` of the parts (one row per `mmsi`, cut and joined by sender) and `known` (by `vessel_id`, made of
the whole day; a part may be given its senders' rows of it).
"""

from marsad.tracks.identity.day import vessels_of_day
from marsad.tracks.identity.history import History, static_history
from marsad.tracks.identity.unit import IdentityPart, identity_of_part

__all__ = ["History", "IdentityPart", "identity_of_part", "static_history", "vessels_of_day"]
