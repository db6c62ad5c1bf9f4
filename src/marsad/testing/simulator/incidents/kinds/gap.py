"""Going dark: a ship under way, well heard, switches her transponder off.

Due when half an hour of reports is missing: that is 180 reports of class A, when two lost in a row are common.
"""

from __future__ import annotations

from marsad.testing.simulator.draw import Draw
from marsad.testing.simulator.incidents.incident import Incident, Seen
from marsad.testing.simulator.incidents.plane import ahead
from marsad.testing.simulator.incidents.scene import MINUTE, Scene
from marsad.testing.simulator.incidents.setting import Setting
from marsad.testing.simulator.records import Cast, Kind, Role, Station

KIND = "gap"
DUE_MIN = 30.0
_MERCHANTS = (Role.CARGO, Role.TANKER, Role.CONTAINER, Role.FISHING)


def going_dark(setting: Setting, draw: Draw) -> Cast:
    """She goes silent for 70 to 170 minutes, holds on, slows down or alters course meanwhile, and comes back."""
    scene = Scene(setting, draw, KIND)
    lasts = draw.between(70.0, 170.0)
    t = scene.when(lasts, before_min=75.0)
    ship = scene.ship(draw.pick(_MERCHANTS), t=t, course=draw.between(60.0, 120.0), station=Station.CLASS_A)
    manner = draw.pick(("holds on", "slows down", "turns off"))
    if manner == "slows down":
        ship.keep(600.0).speed(0.6 * ship.knots)
    elif manner == "turns off":
        ship.keep(600.0).swing(draw.pick((-1.0, 1.0)) * draw.between(30.0, 80.0))
    end = t + round(lasts * 60.0) * 1_000_000
    scene.effect(ship, Kind.SILENT, t, end)
    scene.event([ship], t, end, t + round(DUE_MIN * MINUTE), radius_m=2_000.0)
    return scene.cast()


def coverage_hole(setting: Setting, draw: Draw) -> Cast:
    """Nobody is heard behind the hill, on any day."""
    scene = Scene(setting, draw, KIND)
    t = scene.when(30.0, 75.0, 75.0)
    ships = [
        scene.ship(draw.pick(_MERCHANTS), t=t + draw.whole(-12, 12) * MINUTE, course=course) for course in (88.0, 272.0)
    ]
    hole = scene.area(Kind.OUTAGE, scene.t0, scene.t1, (0.0, 0.0), draw.between(5_000.0, 9_000.0), a=1.0)
    for ship in ships:
        scene.negative("coverage_hole", [ship], area=hole)
    return scene.cast()


def out_of_range(setting: Setting, draw: Draw) -> Cast:
    """She sails out of range of the shore; only satellites hear her, one pass in an hour or two."""
    scene = Scene(setting, draw, KIND)
    ship = scene.ship(draw.pick(_MERCHANTS), t=scene.t0 + 20 * MINUTE, knots=draw.between(13.0, 16.0))
    if setting.world:
        # Elsewhere she leaves the range by herself.
        scene.area(Kind.OUTAGE, scene.t0, scene.t1, ahead(0.0, 0.0, 90.0, 48_000.0), 26_000.0, a=1.0)
    scene.negative("satellite_gap", [ship])
    return scene.cast()


def saturation(setting: Setting, draw: Draw) -> Cast:
    """The receiver is swamped for an hour or so: most of everybody's reports are lost, some still come."""
    scene = Scene(setting, draw, KIND)
    lasts = draw.between(50.0, 90.0)
    t = scene.when(lasts, 60.0)
    end = t + round(lasts * MINUTE)
    swamped = scene.area(Kind.OUTAGE, t, end, (0.0, 0.0), 40_000.0, a=draw.between(0.93, 0.97))
    for nth, course in enumerate((90.0, 270.0)):
        ship = scene.ship(draw.pick(_MERCHANTS), (0.0, 3_000.0 * nth), course, t=t + round(0.5 * (end - t)))
        scene.negative("saturation", [ship], t, end, area=swamped)
    return scene.cast()


def lay_up(setting: Setting, draw: Draw) -> Cast:
    """Moored at a terminal, all is switched off for the night."""
    scene = Scene(setting, draw, KIND)
    ship = scene.ship(draw.pick(_MERCHANTS), knots=0.0)
    scene.ring(((-600, -600), (600, -600), (600, 600), (-600, 600)), kind="port", name="TERMINAL")
    ship.rest(scene.t1)
    t = scene.when(120.0, 60.0, 10.0)
    scene.effect(ship, Kind.SILENT, t, scene.t1 if draw.share() < 0.5 else t + 120 * MINUTE)
    scene.negative("lay_up", [ship])
    return scene.cast()


def carrier_sense(setting: Setting, draw: Draw) -> Cast:
    """A small class B unit listens before it talks, is weak, and is not heard for three quarters of an hour."""
    scene = Scene(setting, draw, KIND)
    lasts = draw.between(35.0, 60.0)
    t = scene.when(lasts, 60.0)
    craft = scene.ship(draw.pick((Role.PLEASURE, Role.SAILING)), t=t, station=Station.CLASS_B_CS)
    scene.effect(craft, Kind.SILENT, t, t + round(lasts * MINUTE))
    scene.negative("carrier_sense", [craft])
    return scene.cast()


def quiet_time(setting: Setting, draw: Draw) -> Cast:
    """A base station commands class B craft to be quiet for a quarter of an hour, again and again (message 23)."""
    scene = Scene(setting, draw, KIND)
    t = scene.when(60.0, 60.0)
    scene.ship(Role.BASE_STATION, (0.0, 4_000.0), 0.0, 0.0).rest(scene.t1)
    for nth in range(2):
        craft = scene.ship(
            Role.PLEASURE, (0.0, -2_000.0 * nth), 85.0, draw.between(5.0, 8.0), t, station=Station.CLASS_B_SO
        )
        scene.effect(craft, Kind.SILENT, t, t + 45 * MINUTE)
        scene.negative("quiet_time", [craft], t - 30 * MINUTE, t + 60 * MINUTE)
    return scene.cast()


def lawful(setting: Setting, draw: Draw) -> Cast:
    """A master switches off on official advice where attack is feared; the advice was broadcast."""
    scene = Scene(setting, draw, KIND)
    lasts = draw.between(80.0, 150.0)
    t = scene.when(lasts, 75.0)
    ship = scene.ship(draw.pick((Role.TANKER, Role.CONTAINER)), t=t, station=Station.CLASS_A)
    scene.effect(ship, Kind.SILENT, t, t + round(lasts * MINUTE))
    lon, lat = scene.plane.place(0.0, 0.0)
    scene.broadcasts.append(
        f"SECURITY ADVISORY. RISK OF ATTACK WITHIN 20 MILES OF {position(lon, lat)}. "
        "MASTERS MAY SWITCH OFF AIS AT THEIR DISCRETION IN THIS AREA."
    )
    scene.negative("lawful", [ship])
    return scene.cast()


def position(lon: float, lat: float) -> str:
    """As broadcasts write it: 12-34.5N 045-06.7E."""
    degrees = [(abs(value), int(abs(value) * 600.0 + 0.5) / 10.0) for value in (lat, (lon + 180.0) % 360.0 - 180.0)]
    (_, north), (_, east) = degrees
    lon = (lon + 180.0) % 360.0 - 180.0
    return (
        f"{int(north // 60):02d}-{north % 60:04.1f}{'N' if lat >= 0 else 'S'} "
        f"{int(east // 60):03d}-{east % 60:04.1f}{'E' if lon >= 0 else 'W'}"
    )


INCIDENT = Incident(
    KIND,
    going_dark,
    {
        "coverage_hole": coverage_hole,
        "satellite_gap": out_of_range,
        "saturation": saturation,
        "lay_up": lay_up,
        "carrier_sense": carrier_sense,
        "quiet_time": quiet_time,
        "lawful": lawful,
    },
    Seen.BEFORE,
)
