"""What is claimed of what is told, and not told, on air is true of the effects and of who is within an area."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.geo import sphere
from marsad.geo.land import is_land
from marsad.testing.simulator.incidents.incident import Seen, incidents
from marsad.testing.simulator.incidents.kinds import (
    fake_track,
    identity_clone,
    identity_swap,
    spoof_relocation,
    teleport,
)
from marsad.testing.simulator.records import Kind, Role, Station
from marsad.wire.mmsi import MmsiKind, defaults, kind
from tests.testing.simulator.incidents.playing import Scene, played

MINUTE = 60_000_000
SEEDS = st.integers(0, 100_000)
few = settings(max_examples=6)
AREAS = ("jamming", "spoof_circle", "spoof_relocation", "spoof_dragoff", "slot_starvation")
FORM = {970: MmsiKind.SART, 972: MmsiKind.MOB, 974: MmsiKind.EPIRB}


def silent(scene: Scene, vessel: int = 0):
    return [(int(row["t0"]), int(row["t1"])) for row in scene.effects(Kind.SILENT, vessel)]


@few
@given(seed=SEEDS)
def test_who_goes_dark_is_under_way_and_class_a(seed):
    scene = played("gap", "", seed)
    event = scene.event
    assert silent(scene) == [(event.t_start, event.t_end)]
    assert event.t_end - event.t_start >= 70 * MINUTE
    assert event.t_due == event.t_start + 30 * MINUTE
    assert scene.cast.vessels["station"][0] == Station.CLASS_A
    assert (scene.at(0, scene.times(event.t_start, event.t_end))["sog_kn"] > 3.0).all()
    assert not scene.cast.areas.size
    assert incidents()["gap"].seen is Seen.BEFORE


@few
@given(seed=SEEDS)
def test_a_hole_in_the_coverage_is_always_there_and_she_comes_through_it(seed):
    scene = played("gap", "coverage_hole", seed)
    (area,) = scene.cast.areas
    assert (area["t0"], area["t1"], area["a"]) == (scene.setting.t0_us, scene.setting.t1_us, 1.0)
    assert not scene.cast.effects.size
    for vessel in range(2):
        inside = within(scene, vessel, area)
        assert inside.any()
        assert not inside[0]


def within(scene: Scene, vessel: int, area, start=None, end=None):
    t = scene.times(start, end)
    state = scene.at(vessel, t)
    passed = (t - area["t0"]) * 1e-6
    lat = area["lat"] + area["north_mps"] * passed / 111_195.0
    lon = area["lon"] + area["east_mps"] * passed / (111_195.0 * np.cos(np.radians(lat)))
    with np.errstate(invalid="ignore"):
        return sphere.distance_m(lon, lat, state["lon"], state["lat"]) <= area["radius_m"]


@pytest.mark.parametrize("name", ["lay_up", "carrier_sense", "quiet_time", "lawful"])
@few
@given(seed=SEEDS)
def test_other_silences_have_their_reason(name, seed):
    scene = played("gap", name, seed)
    (vessel,) = scene.cast.events[0].vessels
    ((start, end),) = silent(scene, vessel)
    state = scene.at(vessel, scene.times(start, end))
    station = scene.cast.vessels["station"][vessel]
    reasons = {
        "lay_up": (state["sog_kn"] == 0.0).all() and (state["status"] == 5).all(),
        "carrier_sense": station == Station.CLASS_B_CS and end - start <= 60 * MINUTE,
        "quiet_time": station == Station.CLASS_B_SO and Station.BASE in scene.cast.vessels["station"],
        "lawful": any("SWITCH OFF AIS" in text for text in scene.cast.broadcasts),
    }
    assert reasons[name]


@few
@given(seed=SEEDS)
def test_a_clone_is_far_from_whom_she_pretends_to_be(seed):
    scene = played("identity_clone", "", seed)
    event = scene.event
    (mmsi,) = scene.effects(Kind.MMSI)
    assert (mmsi["t0"], mmsi["t1"], int(mmsi["a"])) == (event.t_start, event.t_end, scene.cast.vessels["mmsi"][0])
    assert mmsi["vessel"] == 1
    assert scene.apart(scene.times(event.t_start, event.t_end)).min() > identity_clone.APART_M
    (static,) = scene.effects(Kind.STATIC)
    assert scene.cast.papers["name"][int(static["a"])] == scene.cast.vessels["name"][0]


@few
@given(seed=SEEDS)
def test_who_swap_are_near_and_tell_each_others_numbers(seed):
    scene = played("identity_swap", "", seed)
    event = scene.event
    assert scene.apart([event.t_start])[0] < identity_swap.NEAR_M
    told = {int(row["vessel"]): (int(row["a"]), int(row["t0"])) for row in scene.effects(Kind.MMSI)}
    mmsi = scene.cast.vessels["mmsi"]
    assert told == {0: (mmsi[1], event.t_start), 1: (mmsi[0], event.t_start)}


@few
@given(seed=SEEDS)
def test_who_changes_her_identity_goes_on(seed):
    scene = played("identity_change", "", seed)
    event = scene.event
    (row,) = scene.effects(Kind.MMSI)
    assert row["t0"] == event.t_start
    assert int(row["a"]) != scene.cast.vessels["mmsi"][0]
    assert (scene.at(0, scene.times(event.t_start - 20 * MINUTE, event.t_end))["sog_kn"] > 3.0).all()


@pytest.mark.parametrize("of", ["identity_clone", "identity_swap", "identity_change"])
@few
@given(seed=SEEDS)
def test_edits_and_typing_errors_are_no_crimes(of, seed):
    renamed = played(of, "renamed", seed)
    assert not renamed.effects(Kind.MMSI).size
    (static,) = renamed.effects(Kind.STATIC)
    paper = renamed.cast.papers[int(static["a"])]
    assert paper["name"] != renamed.cast.vessels["name"][0]
    assert paper["imo"] == renamed.cast.vessels["imo"][0]
    mistyped = played(of, "mistyped_mmsi", seed)
    (row,) = mistyped.effects(Kind.MMSI)
    assert (row["t0"], row["t1"]) == (mistyped.setting.t0_us, mistyped.setting.t1_us)
    written = [f"{int(row['a']):09d}", f"{int(mistyped.cast.vessels['mmsi'][0]):09d}"]
    assert 1 <= sum(one != other for one, other in zip(*written, strict=True)) <= 3


@few
@given(seed=SEEDS)
def test_a_default_number_is_one_that_units_are_sold_with(seed):
    scene = played("identity_clone", "default_mmsi", seed)
    assert defaults(scene.cast.vessels["mmsi"].astype(np.int64)).all()
    assert scene.apart(scene.times()).min() > 5_000.0


@few
@given(seed=SEEDS)
def test_a_fake_track_is_nobodys_and_impossible(seed):
    scene = played("fake_track", "", seed)
    event = scene.event
    (row,) = scene.effects(Kind.VIRTUAL)
    assert (row["t0"], row["t1"]) == (scene.setting.t0_us, scene.setting.t1_us)
    t = scene.times()
    state = scene.at(0, t)
    assert (state["present"] == ((t >= event.t_start) & (t < event.t_end))).all()
    inside = scene.at(0, scene.times(event.t_start, event.t_end, 2.0))
    turned = np.abs((np.diff(inside["cog_deg"]) + 180.0) % 360.0 - 180.0) / 2.0
    fast = inside["sog_kn"].max() > min(fake_track.IMPOSSIBLE_KN - 0.5, float(scene.cast.vessels["top_kn"][0]))
    assert fast or turned.max() > 3.0 * float(scene.cast.vessels["turn_deg_min"][0]) / 60.0


@few
@given(seed=SEEDS)
def test_a_teleport_is_beyond_what_ships_sail(seed):
    scene = played("teleport", "", seed)
    (row,) = scene.effects(Kind.OFFSET)
    assert (row["t0"], row["t1"]) == (scene.event.t_start, scene.event.t_end)
    assert row["a"] >= teleport.JUMP_M


@few
@given(seed=SEEDS)
def test_a_glitch_lasts_for_a_few_reports(seed):
    rows = played("teleport", "glitch", seed).effects(Kind.OFFSET)
    assert rows.size >= 3
    assert (rows["t1"] - rows["t0"] < 30_000_000).all()


@few
@given(seed=SEEDS)
def test_an_entry_of_the_watch_list_is_in_force_for_who_is_found_alone(seed):
    found = played("watch_list", "", seed)
    mmsi, imo, _, _, since, until = found.cast.watched[0].split(",")
    ship = found.cast.vessels[0]
    assert mmsi in ("", str(ship["mmsi"]))
    assert imo in ("", str(ship["imo"]))
    assert mmsi or imo
    assert since < "2026-03-02" < "2026-03-04" < until
    for name in incidents()["watch_list"].look_alikes:
        other = played("watch_list", name, seed)
        mmsi, imo, _, _, since, until = other.cast.watched[0].split(",")
        ship = other.cast.vessels[0]
        in_force = since < "2026-03-03" < until
        assert not (in_force and (mmsi == str(ship["mmsi"]) or imo == str(ship["imo"])))


@settings(max_examples=20)
@given(seed=SEEDS)
def test_distress_is_told_by_a_device_that_drifts_or_is_forged(seed):
    scene = played("distress", "", seed)
    event = scene.event
    (vessel,) = event.vessels
    papers = scene.cast.vessels[vessel]
    assert papers["station"] == Station.LOCATING_DEVICE
    assert kind(int(papers["mmsi"])) is FORM[int(papers["mmsi"]) // 1_000_000]
    t = scene.times()
    state = scene.at(vessel, t)
    on = (t >= event.t_start) & (t < event.t_end)
    assert (state["present"] == on).all()
    assert (state["status"][on] == 14).all()
    knots = state["sog_kn"][on]
    assert scene.is_virtual(vessel) == (event.doubt == "forged")
    assert (knots.max() < 2.5 and knots.min() > 0.0) != (event.doubt == "forged")
    (text,) = [scene.cast.texts[int(row["a"])] for row in scene.effects(Kind.TEXT, vessel)]
    assert text.endswith("ACTIVE")


@few
@given(seed=SEEDS)
def test_a_test_of_a_device_is_short_and_says_so(seed):
    scene = played("distress_test", "", seed)
    event = scene.event
    (vessel,) = event.vessels
    assert event.doubt == "test"
    assert event.t_end - event.t_start <= 10 * MINUTE
    assert (scene.at(vessel, scene.times(event.t_start, event.t_end))["status"] == 15).all()
    assert scene.cast.texts[0].endswith("TEST")


@pytest.mark.parametrize("of", ["distress", "distress_test"])
@few
@given(seed=SEEDS)
def test_no_look_alike_of_distress_is_a_device(of, seed):
    for name in incidents()[of].look_alikes:
        scene = played(of, name, seed)
        for mmsi in scene.cast.vessels["mmsi"].tolist():
            assert kind(mmsi) not in (MmsiKind.SART, MmsiKind.MOB, MmsiKind.EPIRB)
        if name.startswith("status"):
            (row,) = scene.effects(Kind.STATUS)
            assert int(row["a"]) in (14, 15)


@pytest.mark.parametrize("of", AREAS)
@few
@given(seed=SEEDS)
def test_an_area_touches_three_vessels_for_long_enough(of, seed):
    scene = played(of, "", seed)
    event = scene.event
    area = scene.cast.areas[event.area]
    assert not event.vessels
    assert (area["t0"], area["t1"]) == (event.t_start, event.t_end)
    assert incidents()[of].area
    touched = 0
    for vessel in range(scene.cast.vessels.size):
        if scene.cast.vessels["role"][vessel] != Role.BASE_STATION:
            # Twenty minutes are five reports and more, at anchor too.
            touched += within(scene, vessel, area, event.t_start, event.t_end).sum() * 10.0 >= 1_200.0
    assert touched >= 3


@pytest.mark.parametrize("of", AREAS[:4])
@few
@given(seed=SEEDS)
def test_what_looks_like_interference_is_one_ships_or_no_false_place(of, seed):
    for name in incidents()[of].look_alikes:
        scene = played(of, name, seed)
        kinds = set(scene.cast.areas["kind"].tolist())
        # Areas there are none, but of a deaf receiver and of noise among cranes.
        assert kinds <= {Kind.OUTAGE, Kind.NOISE}
        placed = (Kind.OFFSET, Kind.CIRCLE, Kind.RELOCATE, Kind.DRAG_OFF, Kind.NO_FIX, Kind.NOISE)
        assert len({int(row["vessel"]) for row in scene.cast.effects if row["kind"] in placed}) <= 1


@few
@given(seed=SEEDS)
def test_ships_are_moved_to_an_airport_ashore(seed):
    scene = played("spoof_relocation", "", seed)
    (area,) = scene.cast.areas
    assert (area["a"], area["b"]) in spoof_relocation.AIRPORTS
    assert is_land([area["a"]], [area["b"]]).all()


@few
@given(seed=SEEDS)
def test_slots_are_starved_by_a_base_station_that_reserves_most(seed):
    scene = played("slot_starvation", "", seed)
    (reserve,) = scene.effects(Kind.RESERVE)
    assert reserve["a"] > 0.6 * 2_250
    assert scene.cast.vessels["station"][reserve["vessel"]] == Station.BASE
    honest = played("slot_starvation", "base_station", seed)
    assert honest.effects(Kind.RESERVE)["a"].max() < 0.05 * 2_250
    assert not played("slot_starvation", "saturation", seed).effects(Kind.RESERVE).size


@few
@given(seed=SEEDS)
def test_a_feed_is_replayed_by_the_receiver_that_hears_the_ships(seed):
    scene = played("feed_replay", "", seed)
    event = scene.event
    (row,) = scene.effects(Kind.REPLAY)
    receiver = scene.setting.scenario.receivers[row["vessel"]]
    assert sphere.distance_m(receiver.lon, receiver.lat, event.lon, event.lat) < 10_000.0
    assert (row["t0"], row["t1"]) == (event.t_start, event.t_end)
    assert row["a"] >= 1_800.0
    assert event.t_start - round(row["a"] * 1e6) >= scene.setting.t0_us
    assert len(event.vessels) == 3
