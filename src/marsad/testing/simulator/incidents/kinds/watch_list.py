"""A listed vessel is heard: by MMSI, by IMO number or by name and call sign, while her entry is in force.

It begins when she is heard after she has come into range or switched on, and is due ten minutes later, as her name
and IMO number come every six. It ends with the window.
"""

from __future__ import annotations

from collections.abc import Callable

from marsad.testing.simulator.draw import Draw
from marsad.testing.simulator.incidents.helm import Helm
from marsad.testing.simulator.incidents.incident import Incident
from marsad.testing.simulator.incidents.instant import iso
from marsad.testing.simulator.incidents.scene import MINUTE, Scene
from marsad.testing.simulator.incidents.setting import Setting
from marsad.testing.simulator.records import Cast, Kind, Role, Station

KIND = "watch_list"
DUE_MIN = 10.0
_DAY = 86_400_000_000
_SHIPS = (Role.CARGO, Role.TANKER, Role.CONTAINER)


def listed(
    scene: Scene, ship: Helm, mmsi: bool = True, imo: bool = True, name: bool = True, mmsi_off: int = 0,
    imo_off: int = 0, days: tuple[int, int] = (-300, 60),
) -> None:  # fmt: skip
    """Put an entry on the list: what of the ship stands in it, numbers that differ by so much, and since and until."""
    papers = ship.papers
    fields = (
        str(int(papers["mmsi"]) + mmsi_off) if mmsi else "",
        str(int(papers["imo"]) + imo_off) if imo else "",
        bytes(papers["name"]).decode() if name else "",
        "SIMULATED LIST",
        iso(scene.t0 + days[0] * _DAY),
        iso(scene.t0 + days[1] * _DAY),
    )
    scene.watched.append(",".join(fields))


def heard(setting: Setting, draw: Draw) -> Cast:
    """She switches on in range, or is moored or at sea when the watch begins and stays silent till then."""
    scene = Scene(setting, draw, KIND)
    t = scene.when(60.0, 30.0, 60.0)
    ship = scene.ship(draw.pick(_SHIPS), t=t, course=draw.pick((90.0, 270.0)), station=Station.CLASS_A)
    scene.effect(ship, Kind.SILENT, scene.t0, t)
    by = draw.pick(("mmsi", "imo", "all"))
    listed(scene, ship, by != "imo", by != "mmsi", by == "all")
    scene.event([ship], t, scene.t1, t + round(DUE_MIN * MINUTE), radius_m=50_000.0)
    return scene.cast()


def _unlisted(sort: str, **entry: object) -> Callable[[Setting, Draw], Cast]:
    def play(setting: Setting, draw: Draw) -> Cast:
        scene = Scene(setting, draw, KIND)
        ship = scene.ship(
            draw.pick(_SHIPS), t=scene.t0 + 180 * MINUTE, course=draw.pick((90.0, 270.0)), station=Station.CLASS_A
        )
        listed(scene, ship, **entry)  # type: ignore[arg-type]
        scene.negative(sort, [ship])
        return scene.cast()

    return play


INCIDENT = Incident(
    KIND,
    heard,
    {
        # The entry ran out a month ago, or is not in force yet.
        "expired": _unlisted("expired", days=(-300, -30)),
        "not_yet": _unlisted("not_yet", days=(20, 200)),
        # A ship of the same name, as there are many; another number.
        "namesake": _unlisted("namesake", mmsi_off=1_117, imo_off=24),
        # One digit from a listed number.
        "similar_mmsi": _unlisted("similar_mmsi", mmsi_off=10, imo=False, name=False),
        "similar_imo": _unlisted("similar_imo", mmsi=False, imo_off=17, name=False),
    },
)
