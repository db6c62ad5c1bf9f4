"""Recorded archives: nothing is lost, distances are right, and tracks agree with those of MovingPandas."""

from __future__ import annotations

import csv
import gzip
import io
import json
import math
import warnings
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from marsad.tracks.ways.lines import lines_of
from marsad.tracks.ways.parameters import Parameters
from marsad.tracks.ways.state import WayState
from marsad.tracks.ways.trace import close_day, trace
from tests.tracks.ways.rows import DAY_US, laid_out
from tests.tracks.ways.test_line_error import farthest_m


def instant(text: str) -> int:
    """Microseconds UTC of the spellings that the recorded files have."""
    form = "%d/%m/%Y %H:%M" if "/" in text else None
    when = datetime.strptime(text, form) if form else datetime.fromisoformat(text)
    return round(when.replace(tzinfo=UTC).timestamp() * 1e6)


def number(text: str) -> float:
    return float(text) if text else math.nan


def of_table(file: Path) -> list[dict]:
    text = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
    rows = []
    for row in csv.DictReader(io.StringIO(text.decode("utf-8-sig"))):
        low = {k.lower(): v for k, v in row.items()}

        def get(*names, low=low):
            return next((low[name] for name in names if name in low), "")

        rows.append(
            {
                "mmsi": int(get("mmsi", "id")),
                "tk": instant(get("time", "basedatetime", "timestamp", "ais_pos_timestamp")),
                "lon": number(get("lon", "longitude", "longitude_degrees")),
                "lat": number(get("lat", "latitude", "latitude_degrees")),
                "sog_kn": number(get("sog", "sog_knots")),
                "kind": {"A": 1, "B": 2}.get(get("transceiverclass"), 0), "type": 0,
            }
        )  # fmt: skip
    return rows


def of_messages(file: Path) -> list[dict]:
    found = []
    for m in json.loads(file.read_text()):
        placed = m["lat"] is not None and m["lon"] is not None
        found.append(
            {
                "mmsi": int(m["ssvid"]), "tk": round(m["timestamp"] * 1e6), "lon": m["lon"] if placed else math.nan,
                "lat": m["lat"] if placed else math.nan, "outcome": 0 if placed else 1,
                "kind": {"A": 1, "B": 2}.get(m["ais_class"], 0), "type": 27 if m["receiver_type"] == "satellite" else 0,
            }
        )  # fmt: skip
    return found


def rows_of(corpora: Path, name: str) -> list[dict]:
    file = corpora / "tracks" / name
    return of_messages(file) if file.suffix == ".json" else of_table(file)


NAMES = [
    "gfw-gap-sample-messages.json", "global-5min-snapshot.csv.gz", "marinecadastre-2022-01-03.csv.gz",
    "solent-2016-01-12.csv", "suez-2021-03.csv",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_every_position_is_in_a_track_and_on_its_line(corpora, name):
    positions, vessel, outcome = laid_out(rows_of(corpora, name))
    placed = np.isfinite(positions.lon) & (outcome == 0)
    state, done = WayState(), []
    ids, steps = np.zeros(len(positions), dtype=np.int64), np.zeros(len(positions))
    for day in np.unique(positions.tk // DAY_US):
        of = np.flatnonzero(positions.tk // DAY_US == day)
        found = trace(positions.part(of), vessel[of], outcome[of], state)
        ids[of], steps[of] = found.track_id, found.step_m
        done.append(close_day(state, int(day + 1) * DAY_US))
        assert (np.isfinite(found.made_kn) <= np.isfinite(found.step_m)).all()
        assert (np.isfinite(found.made_deg) <= np.isfinite(found.made_kn)).all()
        assert (np.isfinite(found.turn_deg_min) <= np.isfinite(found.made_deg)).all()
    assert state.late == 0
    import pyarrow as pa

    tracks, stops = (pa.concat_tables([getattr(d, k) for d in done]) for k in ("tracks", "stops"))
    assert ((ids != 0) == placed).all()
    assert sum(tracks["points"].to_pylist()) == placed.sum()
    assert set(tracks["track_id"].to_pylist()) == set(ids[placed].tolist())
    # The first of a track has no step, all others have one, and together they are the way.
    assert np.isnan(steps[placed]).sum() == len(set(ids[placed].tolist()))
    assert np.nansum(steps[placed]) == pytest.approx(sum(tracks["distance_m"].to_pylist()), rel=1e-6)
    for column in ("distance_m", "west_deg", "east_deg", "south_deg", "north_deg", "error_m"):
        assert np.isfinite(tracks[column].to_numpy()).all()
    assert set(stops["track_id"].to_pylist()) <= set(ids.tolist())
    assert (stops["t_end"].to_numpy() >= stops["t_start"].to_numpy()).all()
    few = np.isin(ids, np.unique(ids[placed])[::7]) & placed
    assert farthest_m(positions.part(few), ids[few], lines_of(tracks)) <= Parameters().error_m


def test_steps_agree_with_the_ellipsoid(corpora):
    pyproj = pytest.importorskip("pyproj")
    positions, vessel, outcome = laid_out(rows_of(corpora, "marinecadastre-2022-01-03.csv.gz"))
    found = trace(positions, vessel, outcome, WayState())
    second = np.flatnonzero(np.isfinite(found.step_m))
    lon, lat = positions.lon, positions.lat
    azimuth, _, metres = pyproj.Geod(ellps="WGS84").inv(lon[second - 1], lat[second - 1], lon[second], lat[second])
    step = found.step_m[second]
    far = metres > 1.0
    assert far.sum() > 10_000
    assert np.abs(step[far] / metres[far] - 1).max() < 0.006
    assert np.abs(step - metres).max() < 0.006 * metres.max()
    told = far & np.isfinite(found.made_deg[second])
    turn = (found.made_deg[second][told] - azimuth[told] + 180) % 360 - 180
    assert np.abs(turn).max() < 0.25


def test_tracks_agree_with_moving_pandas(corpora):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        movingpandas, pandas = pytest.importorskip("movingpandas"), pytest.importorskip("pandas")
        from datetime import timedelta

        rows = [r for r in rows_of(corpora, "suez-2021-03.csv") if r["mmsi"] % 4 == 0]
        # It keeps one row of each vessel and instant.
        rows = list({(r["mmsi"], r["tk"]): r for r in rows}.values())
        frame = pandas.DataFrame(rows)
        frame["t"] = pandas.to_datetime(frame["tk"], unit="us")
        theirs = movingpandas.TrajectoryCollection(frame, "mmsi", x="lon", y="lat", t="t", crs=4326)
        split = movingpandas.ObservationGapSplitter(theirs).split(gap=timedelta(hours=2))
    rules = Parameters(gap_unknown_s=7200.0, slack_m=1e9)
    state = WayState()
    trace(*laid_out(rows), state, rules)
    tracks = close_day(state, max(r["tk"] for r in rows) + DAY_US, rules).tracks
    ours = sorted(
        (t["mmsi"], t["t_start"].replace(tzinfo=None), t["t_end"].replace(tzinfo=None), t["points"])
        for t in tracks.to_pylist()
        if t["points"] > 1  # it has no trajectory of one position
    )
    assert len(ours) > 100
    assert ours == sorted(
        (int(str(t.id).split("_")[0]), t.get_start_time(), t.get_end_time(), len(t.df)) for t in split.trajectories
    )
    length = {(t["mmsi"], t["t_start"].replace(tzinfo=None)): t["distance_m"] for t in tracks.to_pylist()}
    for t in split.trajectories:
        key = int(str(t.id).split("_")[0]), t.get_start_time()
        assert length[key] == pytest.approx(t.get_length(), rel=0.006, abs=0.1)
