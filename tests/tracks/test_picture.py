"""Ages, eviction, identity, and what clients are told."""

from __future__ import annotations

import numpy as np
import pytest

from marsad.schema.flags import Flag
from marsad.tracks.columns import ROW
from marsad.tracks.details import details
from marsad.tracks.kind import ACTIVE, LOST, STALE
from marsad.tracks.listing import entry, search, select, static_rows
from marsad.tracks.picture import Picture
from marsad.tracks.saved import SavedPictureError, from_batch, state_hash, to_batch
from tests.rows import columns, table

T0 = 1_700_000_000_000_000
S = 1_000_000


def position(**values):
    return {"t": T0, "t_recv": T0, "type": 1, "mmsi": 211000001, "lon_deg": 10.0, "lat_deg": 50.0, **values}


def picture_of(*rows, family="position", capacity=100):
    picture = Picture(capacity=capacity)
    picture.apply({family: table(family, list(rows))}, T0)
    picture.refresh(T0)
    return picture


def wire(picture):
    return picture.changes(0).rows[0]


def test_wire_row_is_28_bytes_and_exact():
    assert ROW.itemsize == 28
    row = wire(
        picture_of(
            position(
                sog_kn=12.3, cog_deg=359.9, heading_deg=0, rot_deg_min=-720.0, status=0, lon_deg=180.0, lat_deg=0.0
            )
        )
    )
    assert row["sog"] == 123
    assert row["cog"] == 3599
    assert row["heading"] == 0
    assert row["rot"] == -7200
    assert row["x"] == 2**31 - 1
    assert row["y"] == 0
    assert row["t"] == T0 // S


def test_wire_row_tells_null_as_null():
    row = wire(picture_of(position(type=18, mmsi=338000001)))
    assert (row["sog"], row["cog"], row["heading"], row["status"]) == (65535, 65535, 65535, 255)
    assert row["rot"] == -32768


def test_south_is_positive_on_the_wire():
    assert wire(picture_of(position(lat_deg=-10.0)))["y"] > 0
    assert wire(picture_of(position(lat_deg=90.0)))["y"] == -(2**31 - 1)


@pytest.mark.parametrize(
    ("row", "stale_s", "lost_s"),
    [
        (position(sog_kn=10.0), 30, 360),  # under way: 10 s
        (position(sog_kn=25.0), 30, 360),  # fast: 2 s, but a lost slot means nothing
        (position(sog_kn=0.1, status=1), 540, 2160),  # at anchor: 180 s
        (position(sog_kn=5.0, status=1), 30, 360),  # says anchor, but moves
        (position(type=18, sog_kn=10.0), 90, 360),  # class B: 30 s
        (position(type=18, sog_kn=1.0), 540, 2160),
        (position(mmsi=970000001, status=14), 180, 3600),  # a locating device: one burst a minute
        (position(type=9, mmsi=111000001), 30, 360),
    ],
)
def test_age_is_judged_by_the_reporting_interval(row, stale_s, lost_s):
    picture = picture_of(row)
    for seconds, state in ((stale_s, ACTIVE), (stale_s + 1, STALE), (lost_s, STALE), (lost_s + 1, LOST)):
        picture.refresh(T0 + seconds * S)
        assert picture.slots.state[0] == state, seconds


def test_a_state_that_changes_is_told_and_counted():
    picture = picture_of(position(sog_kn=10.0))
    known = picture.revision
    picture.refresh(T0 + 10 * S)
    assert len(picture.changes(known).rows) == 0
    picture.refresh(T0 + 31 * S)
    assert picture.changes(known).rows["state"][0] & 3 == STALE
    assert (picture.counts.vessels, picture.counts.stale) == (1, 1)
    picture.apply({"position": table("position", [position(t=T0 + 32 * S, t_recv=T0 + 32 * S)])}, T0 + 32 * S)
    assert wire(picture)["state"] & 3 == ACTIVE


def test_silence_of_a_day_ends_in_gone():
    picture = picture_of(position())
    known = picture.revision
    picture.refresh(T0 + 86_401 * S)
    assert picture.slot_of(211000001) is None
    assert picture.changes(known).gone.tolist() == [0]
    assert picture.forgotten == 1


def test_beyond_the_capacity_the_longest_silent_go_first():
    picture = Picture(capacity=64)
    for n in range(200):
        t = T0 + n * 10 * S
        rows = [position(mmsi=200_000_000 + n, t=t, t_recv=t), position(mmsi=200_000_000 + n, t=t + S, t_recv=t + S)]
        picture.apply({"position": table("position", rows)}, t)
    assert len(picture) <= 64
    assert picture.evicted == 200 - len(picture)
    assert picture.slot_of(200_000_199) is not None
    assert picture.slot_of(200_000_000) is None


def test_a_flood_of_made_up_identities_spares_who_was_heard_often_and_distress():
    picture = Picture(capacity=64)
    known = [position(), position(t=T0 + S, t_recv=T0 + S), position(mmsi=970000001, status=14)]
    picture.apply({"position": table("position", known)}, T0)
    for n in range(40):
        t = T0 + (2 + n) * 10 * S
        rows = [position(mmsi=300_000_000 + 64 * n + k, t=t, t_recv=t) for k in range(32)]
        picture.apply({"position": table("position", rows)}, t)
    assert picture.slot_of(211000001) is not None
    assert picture.slot_of(970000001) is not None
    assert picture.evicted > 1000


def test_a_new_owner_of_a_slot_has_nothing_of_the_old():
    picture = Picture(capacity=1)
    picture.apply({
        "position": table("position", [position()]),
        "static": table("static", [{"t": T0, "t_recv": T0, "type": 5, "mmsi": 211000001, "name": "OLD", "imo": 7}]),
    }, T0)  # fmt: skip
    known = picture.revision
    picture.apply({"position": table("position", [position(mmsi=5, t=T0 + S, t_recv=T0 + S)])}, T0)
    changes = picture.changes(known)
    assert changes.gone.tolist() == [0]
    assert static_rows(picture, changes.renamed) == [[0, 5, None, None, None, None, None, None, None]]
    assert len(details(picture, 0).fields) == 3 + 0


def test_eight_thousand_odd_but_legal_mmsi_each_get_a_slot():
    odd = np.unique(
        np.concatenate(
            [np.arange(2000), np.arange(2**30 - 2000, 2**30), np.arange(2000) * 10_007 + 111, np.arange(2000) * 500_000]
        )
    )
    n = len(odd)
    picture = Picture(capacity=10_000)
    rows = columns(
        "position", n, t=np.full(n, T0), t_recv=np.full(n, T0), mmsi=odd, type=np.ones(n, dtype=int),
        lon_deg=np.linspace(-180, 180, n), lat_deg=np.linspace(-90, 90, n), digest=np.arange(n),
    )  # fmt: skip
    picture.apply({"position": rows}, T0)
    assert len(picture) == n >= 7_900
    assert all(picture.slot_of(int(m)) is not None for m in odd)
    assert sorted(r[1] for r in static_rows(picture, picture.live())) == odd.tolist()
    assert len(picture.changes(0).rows) == n


def test_kind_is_what_the_newest_sure_message_says():
    picture = picture_of(position(type=18))
    for n, (kind_type, kind) in enumerate([(27, 2), (1, 1), (27, 1), (18, 2)], start=1):
        row = position(type=kind_type, t=T0 + n * S, t_recv=T0 + n * S)
        picture.apply({"position": table("position", [row])}, T0)
        assert wire(picture)["kind"] == kind


def test_aids_base_stations_and_contacts():
    picture = Picture(capacity=20)
    here = {"t": T0, "t_recv": T0, "lon_deg": 1.0, "lat_deg": 2.0}
    picture.apply({
        "base_station": table("base_station", [{**here, "type": 4, "mmsi": 2110000}]),
        "aton": table("aton", [
            {**here, "type": 21, "mmsi": 992110001, "virtual": True, "name": "V", "aid_type": 14},
            {**here, "type": 21, "mmsi": 992110002, "virtual": False, "off_position": True, "aid_type": 30},
        ]),
        "contact": table("contact", [
            {**here, "source": "radar1", "sentence": "TLL", "track_number": 3, "status": "tracking", "offset": 1},
            {**here, "source": "radar2", "sentence": "TLL", "track_number": 3, "status": "lost", "offset": 2,
             "label": "X"},
        ]),
    }, T0)  # fmt: skip
    picture.refresh(T0)
    rows = {int(r["slot"]): r for r in picture.changes(0).rows}
    assert sorted(r["kind"] for r in rows.values()) == [3, 4, 5, 8, 8]
    off = rows[picture.slot_of(992110002)]
    assert off["state"] & 16
    assert off["type_code"] == 30
    contacts = [r for r in rows.values() if r["kind"] == 8]
    assert sorted(int(r["state"]) & 3 for r in contacts) == [ACTIVE, LOST]
    assert [entry(picture, int(r["slot"])).mmsi for r in contacts] == [None, None]
    values = {f.name: f.value for f in details(picture, int(contacts[0]["slot"])).fields}
    assert values["track_number"] == 3
    assert values["status"] in ("tracking", "lost")


@pytest.mark.parametrize(
    ("flags", "bits"), [(Flag.NULL_ISLAND, 4), (Flag.SPEED, 4), (Flag.SIMULATED, 8), (Flag.FILL_BITS, 0)]
)
def test_state_bits_tell_doubt_and_simulation(flags, bits):
    assert wire(picture_of(position(flags=int(flags), sog_kn=9.0)))["state"] == bits


def test_a_newer_report_without_a_place_makes_the_old_place_doubtful():
    picture = picture_of(position(sog_kn=9.0))
    row = position(sog_kn=8.0, lon_deg=None, lat_deg=None, t=T0 + S, t_recv=T0 + S)
    picture.apply({"position": table("position", [row])}, T0)
    assert wire(picture)["state"] & 4
    assert wire(picture)["sog"] == 80


@pytest.mark.parametrize(
    ("row", "sleeps"),
    [
        (position(status=5, sog_kn=0.0), True),
        (position(status=1, sog_kn=3.5), False),
        (position(type=18, sog_kn=0.2), True),
        (position(status=0, sog_kn=0.6), False),
        (position(type=18), False),
    ],
)
def test_who_lies_still_sleeps(row, sleeps):
    assert bool(wire(picture_of(row))["state"] & 32) is sleeps


def test_a_clock_far_ahead_does_not_freeze_a_vessel():
    picture = picture_of(position(t=T0 + 86_400 * S, lon_deg=1.0))
    later = position(t=T0 + 10 * S, t_recv=T0 + 10 * S, lon_deg=2.0)
    picture.apply({"position": table("position", [later])}, T0)
    assert details(picture, 0).lon_deg == 2.0


def test_rows_without_any_time_take_the_time_of_the_picture():
    picture = picture_of(position(t=None, t_recv=None))
    assert picture.slots.heard[0] == T0


def test_search_by_name_call_sign_mmsi_and_imo():
    picture = Picture(capacity=20)
    names = [("ALPHA STAR", "DA1", 9_300_001), ("BRAVO", "XALPHA", 9_311_000), ("CHARLIE", None, None)]
    rows = [
        {"t": T0, "t_recv": T0, "type": 5, "mmsi": 211_000_000 + n, "name": name, "callsign": call, "imo": imo}
        for n, (name, call, imo) in enumerate(names)
    ]
    picture.apply({"static": table("static", rows)}, T0)

    def found(text):
        return [entry(picture, s).name for s in search(picture, text, 50).tolist()]

    assert found("alpha") == ["ALPHA STAR", "BRAVO"]
    assert found("IMO 9311000") == ["BRAVO"]
    assert found("93") == ["ALPHA STAR", "BRAVO"]
    assert found("211000002") == ["CHARLIE"]
    assert found("2110") == ["ALPHA STAR", "BRAVO", "CHARLIE"]
    assert found("211000002000000") == []
    assert found("  ") == []
    assert len(search(picture, "2110", 2)) == 2


def test_selection_by_place_kind_and_state():
    rows = [position(mmsi=n, lon_deg=lon) for n, lon in enumerate((-179.5, 0.0, 179.5))]
    picture = picture_of(*rows)
    assert len(select(picture, (179.0, -90, -179.0, 90))) == 2
    assert len(select(picture, (-10, 40, 10, 60))) == 1
    assert len(select(picture, kinds=frozenset({2}))) == 0
    assert len(select(picture, states=frozenset({ACTIVE}))) == 3


def test_a_saved_picture_is_the_same_and_lives_on():
    picture = picture_of(position(), position(mmsi=7, source="a", station="north"))
    picture.apply(
        {"static": table("static", [{"t": T0, "t_recv": T0, "type": 5, "mmsi": 7, "name": "SEVEN", "station": "x"}])},
        T0,
    )
    again = Picture(capacity=50)
    from_batch(to_batch(picture), again)
    assert state_hash(again) == state_hash(picture)
    assert len(again.changes(0).rows) == 2
    later = {"position": table("position", [position(mmsi=7, t=T0 + S, t_recv=T0 + S, lat_deg=1.0)])}
    again.apply(later, T0)
    picture.apply(later, T0)
    assert state_hash(again) == state_hash(picture)
    assert len(again) == 2


def test_a_saved_picture_that_does_not_fit_is_refused():
    batch = to_batch(picture_of(position(), position(mmsi=7)))
    with pytest.raises(SavedPictureError, match="2 vessels"):
        from_batch(batch, Picture(capacity=1))
    with pytest.raises(SavedPictureError, match="another version"):
        from_batch(batch.replace_schema_metadata({"format": "0"}), Picture(capacity=10))


def test_text_that_is_not_plain_ascii_is_made_harmless_but_kept():
    row = {"t": T0, "t_recv": T0, "type": 5, "mmsi": 7, "name": "A\u202eB\nC<SCRIPT>"}
    picture = picture_of(row, family="static")
    name = static_rows(picture, picture.live())[0][2]
    assert name.isprintable()
    assert name.startswith("A")
    assert name.endswith("C<SCRIPT>")
