"""The same task in the tools that researchers use: an archive of positions to clean tracks in Parquet.

    python benchmarks/archive_peers.py polars|duckdb|movingpandas FOLDER_OF_PARQUET OUT

Read, drop what has no place, drop copies, order by vessel and time, cut where a vessel was silent for over an hour
or could not have come (60 kn beyond 2 km), step, speed, course and turn made good for each position, one row for
each track, both written as Parquet (zstd 1). Marsad does this and more: it tells vessels under one MMSI apart,
filters faults, finds stops, simplifies lines within a bound, and commits to a lake that takes late rows.
MovingPandas has no teleport filter; it splits, gives speed and direction, finds stops and simplifies, as its
manual shows.
"""

from __future__ import annotations

import sys
from pathlib import Path

GAP_S, TOP_MPS, SLACK_M = 3600, 60 * 1852 / 3600, 2000.0
RADIUS_M = 6_371_008.8


def polars(files: list[str], out: Path) -> None:
    """Lazy, the streaming engine where it can, no group-by where a shift over sorted rows does."""
    import polars as pl

    rad = 0.017453292519943295
    columns = ["mmsi", "timestamp", "lon", "lat", "sog", "cog", "heading", "status"]
    rows = (
        pl.scan_parquet(files)
        .filter(pl.col("lat").abs() <= 90, pl.col("lon").abs() <= 180)
        .unique(subset=columns, keep="any")
        .sort("mmsi", "timestamp")
    )
    same = pl.col("mmsi") == pl.col("mmsi").shift(1)
    dt = (pl.col("timestamp") - pl.col("timestamp").shift(1)).dt.total_microseconds() / 1e6
    dlat = (pl.col("lat") - pl.col("lat").shift(1)) * rad
    dlon = (pl.col("lon") - pl.col("lon").shift(1)) * rad
    here, before = pl.col("lat") * rad, pl.col("lat").shift(1) * rad
    a = (dlat / 2).sin() ** 2 + here.cos() * before.cos() * (dlon / 2).sin() ** 2
    bearing = pl.arctan2(dlon.sin() * here.cos(), before.cos() * here.sin() - before.sin() * here.cos() * dlon.cos())
    steps = rows.with_columns(
        same=same, dt=dt, step_m=2 * RADIUS_M * a.sqrt().arcsin(), made_deg=bearing.degrees() % 360
    ).with_columns(
        begins=~pl.col("same").fill_null(False)
        | (pl.col("dt") > GAP_S)
        | (pl.col("step_m") > TOP_MPS * pl.col("dt") + SLACK_M)
    )
    begins = pl.col("begins")
    turned = (pl.col("made_deg") - pl.col("made_deg").shift(1) + 180) % 360 - 180
    made = steps.with_columns(
        track_id=begins.cast(pl.UInt32).cum_sum(),
        step_m=pl.when(begins).then(None).otherwise(pl.col("step_m")).cast(pl.Float32),
        made_kn=pl.when(begins | (pl.col("dt") <= 0)).then(None)
        .otherwise(pl.col("step_m") / pl.col("dt") * (3600 / 1852)).cast(pl.Float32),
        made_deg=pl.when(begins).then(None).otherwise(pl.col("made_deg")).cast(pl.Float32),
        turn_deg_min=pl.when(begins | begins.shift(1) | (pl.col("dt") <= 0)).then(None)
        .otherwise(turned / pl.col("dt") * 60).cast(pl.Float32),
    ).drop("same", "dt", "begins").collect()  # fmt: skip
    made.write_parquet(out / "positions.parquet", compression="zstd", compression_level=1)
    tracks = made.group_by("track_id").agg(
        pl.col("mmsi").first(), pl.col("timestamp").min().alias("t_start"), pl.col("timestamp").max().alias("t_end"),
        pl.len().alias("points"), pl.col("step_m").sum().alias("distance_m"), pl.col("made_kn").max().alias("top_kn"),
        pl.col("lon").min().alias("west"), pl.col("lon").max().alias("east"),
        pl.col("lat").min().alias("south"), pl.col("lat").max().alias("north"),
    )  # fmt: skip
    tracks.write_parquet(out / "tracks.parquet", compression="zstd", compression_level=1)


def duckdb(files: list[str], out: Path) -> None:
    """One pass of window functions over rows parted by vessel."""
    import duckdb as db

    link = db.connect()
    link.execute(f"SET threads=2; SET preserve_insertion_order=false; SET temp_directory='{out}/temp'")
    link.execute(f"""
        CREATE TEMP TABLE made AS
        WITH clean AS (
            SELECT DISTINCT mmsi, timestamp, lon, lat, sog, cog, heading, status FROM read_parquet({files})
            WHERE abs(lat) <= 90 AND abs(lon) <= 180),
        lagged AS (
            SELECT *, lag(timestamp) OVER w AS t0, lag(lon) OVER w AS lon0, lag(lat) OVER w AS lat0
            FROM clean WINDOW w AS (PARTITION BY mmsi ORDER BY timestamp)),
        steps AS (
            SELECT *, epoch_us(timestamp) / 1e6 - epoch_us(t0) / 1e6 AS dt,
                2 * {RADIUS_M} * asin(sqrt(sin(radians(lat - lat0) / 2) ** 2
                    + cos(radians(lat)) * cos(radians(lat0)) * sin(radians(lon - lon0) / 2) ** 2)) AS step,
                (degrees(atan2(sin(radians(lon - lon0)) * cos(radians(lat)), cos(radians(lat0)) * sin(radians(lat))
                    - sin(radians(lat0)) * cos(radians(lat)) * cos(radians(lon - lon0)))) + 360) % 360 AS course
            FROM lagged),
        cut AS (
            SELECT *, t0 IS NULL OR dt > {GAP_S} OR step > {TOP_MPS} * dt + {SLACK_M} AS begins FROM steps),
        numbered AS (
            SELECT *, lag(course) OVER w AS course0, lag(begins) OVER w AS begun,
                sum(begins::INT) OVER (w ROWS UNBOUNDED PRECEDING) AS track
            FROM cut WINDOW w AS (PARTITION BY mmsi ORDER BY timestamp))
        SELECT mmsi, timestamp, lon, lat, sog, cog, heading, status, track,
            CASE WHEN NOT begins THEN step::FLOAT END AS step_m,
            CASE WHEN NOT begins AND dt > 0 THEN (step / dt * 3600 / 1852)::FLOAT END AS made_kn,
            CASE WHEN NOT begins THEN course::FLOAT END AS made_deg,
            CASE WHEN NOT begins AND NOT begun AND dt > 0
                THEN (((course - course0 + 540) % 360 - 180) / dt * 60)::FLOAT END AS turn_deg_min
        FROM numbered""")
    link.execute(f"COPY made TO '{out}/positions.parquet' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1)")
    link.execute(f"""
        COPY (SELECT mmsi, track, min(timestamp) AS t_start, max(timestamp) AS t_end, count(*) AS points,
                sum(step_m) AS distance_m, max(made_kn) AS top_kn, min(lon) AS west, max(lon) AS east,
                min(lat) AS south, max(lat) AS north FROM made GROUP BY mmsi, track)
        TO '{out}/tracks.parquet' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1)""")


def movingpandas(files: list[str], out: Path) -> None:
    """As its manual does it."""
    import warnings
    from datetime import timedelta

    import movingpandas as mpd
    import pandas as pd

    warnings.simplefilter("ignore")
    frame = pd.concat([pd.read_parquet(file) for file in files])
    frame = frame[(frame.lat.abs() <= 90) & (frame.lon.abs() <= 180)].drop_duplicates()
    frame["t"] = frame.timestamp.dt.tz_localize(None)
    tracks = mpd.TrajectoryCollection(frame, "mmsi", t="t", x="lon", y="lat", crs="EPSG:4326")
    tracks = mpd.ObservationGapSplitter(tracks).split(gap=timedelta(seconds=GAP_S))
    tracks.add_speed(overwrite=True, units=("nm", "h"))
    tracks.add_direction(overwrite=True)
    tracks.add_distance(overwrite=True, units="m")
    stops = mpd.TrajectoryStopDetector(tracks).get_stop_points(min_duration=timedelta(seconds=600), max_diameter=500)
    lines = mpd.DouglasPeuckerGeneralizer(tracks).generalize(tolerance=0.0002)
    tracks.to_point_gdf().to_parquet(out / "positions.parquet")
    lines.to_traj_gdf().to_parquet(out / "tracks.parquet")
    if len(stops):
        stops.to_parquet(out / "stops.parquet")


PEERS = {"polars": polars, "duckdb": duckdb, "movingpandas": movingpandas}


def main() -> int:
    name, folder, out = sys.argv[1:4]
    Path(out).mkdir(parents=True, exist_ok=True)
    PEERS[name](sorted(str(file) for file in Path(folder).glob("*.parquet")), Path(out))
    return 0


if __name__ == "__main__":
    sys.exit(main())
