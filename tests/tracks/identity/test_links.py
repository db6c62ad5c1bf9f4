"""One ship that changes its MMSI is linked; two ships with one identity, lent call signs and defaults are not."""

from __future__ import annotations

import pytest

from tests.tracks.identity.days import DAY_S, Reports, Told, hull, identify, us

OLD, NEW, OTHER = 353_136_000, 636_019_825, 477_219_900
IMO, IMO_2 = 9_811_000, 9_074_729
SHIP = {"imo": IMO, "name": "EVER FAR", "callsign": "H3RC", **hull(399, 58)}
REFLAGGED = {"imo": IMO, "name": "EVER FAR", "callsign": "D5XY9", **hull(399, 58)}
HOUR = 3600


def change(gap_s: float, off_deg: float = 0.0, before: dict = SHIP, after: dict = REFLAGGED) -> Told:
    """A ship at 12 kn that sends under another number after a gap, `off_deg` of longitude from where it should be."""
    reports = Reports()
    begin = 8 * HOUR + gap_s
    days = int((begin + 4 * HOUR) // DAY_S) + 1
    lon, lat = reports.sail(OLD, 0, 8 * HOUR, 60.0, 10.0, 12, **before)
    lon += 12 * 1852 / HOUR / 109_500 * gap_s
    reports.sail(NEW, begin, begin + 4 * HOUR, lon + off_deg, lat, 12, **after)
    return identify(reports, days)


@pytest.mark.parametrize("gap_s", [120, 2 * HOUR, 3 * DAY_S, 20 * DAY_S])
def test_a_reflagged_ship_is_linked_with_its_evidence(gap_s: float) -> None:
    told = change(gap_s)
    assert told.links() == {NEW * 100: OLD * 100}
    (fact,) = told.facts(NEW * 100, "linked")
    assert fact["imo"] == IMO
    assert fact["name"] == "EVER FAR"
    assert fact["hull_m"] == [399, 58]
    assert fact["needed_kn"] <= 14 < fact["limit_kn"]
    assert abs(fact["gap_s"] - gap_s) <= 120
    assert all(told.links(day) == {} for day in range(len(told.days) - 1)), "no earlier day is relabelled"


def test_a_renamed_and_reflagged_ship_is_linked_by_number_and_hull() -> None:
    told = change(2 * DAY_S, after=REFLAGGED | {"name": "LUCKY STAR"})
    (fact,) = told.facts(NEW * 100, "linked")
    assert (fact["name_before"], fact["name"], fact["imo"]) == ("EVER FAR", "LUCKY STAR", IMO)


def test_call_sign_and_name_link_where_there_is_no_imo_number() -> None:
    small = {"name": "SEA BREEZE", "callsign": "WDC4321", **hull(18, 5)}
    told = change(HOUR, before=small, after=small)
    assert told.links() == {NEW * 100: OLD * 100}
    assert told.facts(NEW * 100, "linked")[0]["callsign"] == "WDC4321"


def test_name_and_hull_link_only_where_one_takes_over_from_the_other() -> None:
    before, after = ({"name": "SEA BREEZE", "callsign": sign, **hull(18, 5)} for sign in ("WDC4321", "WDC9999"))
    assert change(600, before=before, after=after).links() == {NEW * 100: OLD * 100}
    assert change(6 * HOUR, before=before, after=after).links() == {}


def test_a_place_that_cannot_be_reached_links_nothing() -> None:
    assert change(HOUR, off_deg=5.0).links() == {}


def test_another_hull_links_nothing() -> None:
    assert change(HOUR, after=REFLAGGED | hull(120, 20)).links() == {}


def test_another_imo_number_outweighs_name_call_sign_and_hull() -> None:
    assert change(HOUR, after=SHIP | {"imo": IMO_2}).links() == {}


@pytest.mark.parametrize("imo", [1_234_567, 0, 9_811_001, 1_111_117, 7])
def test_defaults_and_wrong_check_digits_link_nothing(imo: int) -> None:
    before = {"imo": imo or None, "name": "ONE", "callsign": "NONE", **hull(100, 20)}
    after = {"imo": imo or None, "name": "OTHER", "callsign": "NONE", **hull(100, 20)}
    assert change(HOUR, before=before, after=after).links() == {}


@pytest.mark.parametrize("mmsi", [0, 111_111_111, 123_456_789, 412_000_000, 972_971_214, 992_351_000, 983_105_007])
def test_defaults_devices_and_craft_are_not_linked(mmsi: int) -> None:
    reports = Reports()
    lon, lat = reports.sail(mmsi, 0, 8 * HOUR, 60.0, 10.0, 12, **SHIP)
    reports.sail(NEW, 8 * HOUR, 12 * HOUR, lon, lat, 12, **REFLAGGED)
    assert identify(reports).links() == {}


def test_a_call_sign_given_out_again_links_nothing() -> None:
    later = {"name": "NORTH CAPE", "callsign": "H3RC", **hull(399, 58)}
    assert (
        change(40 * DAY_S, before={key: value for key, value in SHIP.items() if key != "imo"}, after=later).links()
        == {}
    )


def test_two_at_the_same_time_are_a_conflict_and_no_change() -> None:
    reports = Reports()
    reports.sail(OLD, 0, 8 * HOUR, 60.0, 10.0, 12, **SHIP)
    reports.sail(NEW, 4 * HOUR, 12 * HOUR, 65.0, 10.0, 12, **REFLAGGED)
    told = identify(reports)
    assert told.links() == {}
    for one, other in ((OLD, NEW), (NEW, OLD)):
        (fact,) = told.facts(one * 100, "conflict")
        assert (fact["with"], fact["imo"]) == (other * 100, IMO)
        assert fact["distance_m"] > 100_000


def test_a_link_is_taken_back_when_both_are_heard_at_once() -> None:
    reports = Reports()
    lon, lat = reports.sail(OLD, 0, 8 * HOUR, 60.0, 10.0, 12, **SHIP)
    lon, lat = reports.sail(NEW, 9 * HOUR, DAY_S, lon, lat, 12, **REFLAGGED)
    reports.sail(NEW, DAY_S, DAY_S + 8 * HOUR, lon, lat, 12, **REFLAGGED)
    reports.sail(OLD, DAY_S, DAY_S + 8 * HOUR, 20.0, 10.0, 12, **SHIP)
    told = identify(reports, 2)
    assert told.links(0) == {NEW * 100: OLD * 100}
    assert told.links(1) == {}
    assert told.facts(NEW * 100, "conflict")[0]["was_linked"]
    assert told.facts(NEW * 100, "linked") == []


def test_a_ship_that_changes_back_is_linked_back() -> None:
    reports = Reports()
    lon, lat = reports.sail(OLD, 0, 8 * HOUR, 60.0, 10.0, 12, **SHIP)
    lon, lat = reports.sail(NEW, 9 * HOUR, DAY_S, lon, lat, 12, **REFLAGGED)
    reports.sail(OLD, DAY_S, DAY_S + 8 * HOUR, lon, lat, 12, **SHIP)
    told = identify(reports, 2)
    assert told.links(1) == {OLD * 100: NEW * 100}
    assert told.facts(OLD * 100, "linked")[0]["back"]


def test_two_ships_that_swap_their_numbers_are_linked_crosswise() -> None:
    first = {"imo": IMO, "name": "ALPHA", "callsign": "H3RC", **hull(399, 58)}
    second = {"imo": IMO_2, "name": "BETA", "callsign": "VRAB5", **hull(120, 20)}
    reports = Reports()
    reports.sail(OLD, 0, DAY_S + 8 * HOUR, 60.0, 10.0, 0.1, **first)
    reports.sail(NEW, 0, DAY_S + 8 * HOUR, 60.02, 10.0, 0.1, **second)
    reports.sail(NEW, DAY_S + 8 * HOUR, 2 * DAY_S, 60.0, 10.0, 0.1, **first)
    reports.sail(OLD, DAY_S + 8 * HOUR, 2 * DAY_S, 60.02, 10.0, 0.1, **second)
    told = identify(reports, 2)
    assert told.links(0) == {}
    assert told.links(1) == {OLD * 100: NEW * 100, NEW * 100: OLD * 100}


def test_a_chain_of_numbers_leads_back_one_by_one() -> None:
    reports = Reports()
    lon, lat = reports.sail(OLD, 0, 8 * HOUR, 60.0, 10.0, 12, **SHIP)
    lon, lat = reports.sail(NEW, 9 * HOUR, DAY_S, lon, lat, 12, **REFLAGGED)
    reports.sail(OTHER, DAY_S + HOUR, DAY_S + 8 * HOUR, lon, lat, 12, **REFLAGGED)
    assert identify(reports, 2).links() == {OTHER * 100: NEW * 100}


def test_an_imo_number_told_a_day_late_links_then() -> None:
    reports = Reports()
    lon, lat = reports.sail(OLD, 0, 8 * HOUR, 60.0, 10.0, 12, **SHIP)
    lon, lat = reports.sail(NEW, 9 * HOUR, DAY_S, lon, lat, 12)
    reports.sail(NEW, DAY_S, DAY_S + HOUR, lon, lat, 12, **REFLAGGED)
    told = identify(reports, 2)
    assert told.links(0) == {}
    assert told.links(1) == {NEW * 100: OLD * 100}


def test_what_a_crowd_tells_is_a_default() -> None:
    reports = Reports()
    for k in range(40):
        reports.sail(OLD + k, k * HOUR / 4, k * HOUR / 4 + 600, 60.0, 10.0, 0, **SHIP)
    told = identify(reports)
    assert told.links() == {}


def test_a_number_that_several_vessels_send_is_not_linked() -> None:
    reports = Reports()
    reports.sail(OLD, 0, 8 * HOUR, 60.0, 10.0, 12, **SHIP)
    reports.sail(OLD, 60, 8 * HOUR, 70.0, 10.0, 12)
    _lon, _lat = reports.sail(OLD, 30, 31, 60.0, 10.0, 12)
    reports.sail(NEW, 9 * HOUR, 12 * HOUR, 61.6, 10.0, 12, **REFLAGGED)
    told = identify(reports)
    assert told.links() == {}
    assert told.vessel(OLD * 100)["shares_mmsi"]
    assert told.vessel(OLD * 100 + 1)["shares_mmsi"]
    (fact,) = told.facts(OLD * 100 + 1, "told_apart")
    assert fact["with"] == OLD * 100
    assert fact["switches"] > 10
    assert fact["mean_km"] == pytest.approx(1095, rel=0.01)


def test_first_heard_is_kept() -> None:
    reports = Reports()
    reports.sail(OLD, HOUR, 2 * HOUR, 60.0, 10.0, 12, **SHIP)
    reports.sail(OLD, DAY_S, DAY_S + HOUR, 60.5, 10.0, 12, **SHIP)
    told = identify(reports, 2)
    assert told.vessel(OLD * 100)["t_first"].timestamp() * 1e6 == us(HOUR)
    assert told.vessel(OLD * 100)["country"] == "PA"
