"""Rows of the families that tell a place (position, base_station, aton, contact), in the form the kernel takes."""

from __future__ import annotations

import zlib
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from marsad.schema.flags import Flag
from marsad.tracks import kind
from marsad.tracks.arrow_columns import category, numbers, one_chunk, times, yes_no
from marsad.tracks.columns import BOOLS, REPORT
from marsad.tracks.origins import Origins

LATEST_AHEAD_US = 60_000_000
"""A stated time further ahead of the receive time than this is a wrong clock: the receive time is taken."""

KIND_OF_TYPE = np.full(64, kind.UNKNOWN, dtype=np.uint8)
KIND_OF_TYPE[[1, 2, 3, 5, 27]] = kind.CLASS_A
KIND_OF_TYPE[[18, 19, 24]] = kind.CLASS_B
KIND_OF_TYPE[4] = kind.BASE_STATION
KIND_OF_TYPE[9] = kind.SAR_AIRCRAFT
KIND_OF_TYPE[[21, 28]] = kind.ATON_PHYSICAL
SURE_TYPE = np.ones(64, dtype=np.uint8)
SURE_TYPE[[11, 27]] = 0  # class B may send 27, any station that is asked sends 11

CONTACT_STATUS = {"lost": 0, "query": 1, "tracking": 2}
LOCATING = (970, 972, 974)


def heard_times(batch: pa.RecordBatch, now_us: int) -> npt.NDArray[np.int64]:
    """When each row was heard: t, unless it is null or ahead of its receive time; never null, never below 1."""
    received = times(batch, "t_recv", now_us)
    t = times(batch, "t", received)
    return np.maximum(np.where(t > received + LATEST_AHEAD_US, received, t), 1)


def row_times(batch: pa.RecordBatch, heard: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The instant by which rows are ordered: that of the fix where it is told and near, else the time heard."""
    fix = times(batch, "t_fix", heard)
    return np.where(np.abs(fix - heard) <= LATEST_AHEAD_US, np.maximum(fix, 1), heard)


def reports_of(family: str, table: pa.Table, origins: Origins, now_us: int) -> npt.NDArray[np.void]:
    """The rows of one table as an array of REPORT."""
    batch = one_chunk(table)
    if batch is None:
        return np.zeros(0, dtype=REPORT)
    rows = np.zeros(batch.num_rows, dtype=REPORT)
    heard = heard_times(batch, now_us)
    rows["t_heard"] = heard
    rows["t"] = row_times(batch, heard)
    rows["origin"] = origins.numbers_of(batch)
    _fill_motion(batch, rows)
    if family == "contact":
        _fill_contact(batch, rows)
    else:
        _fill_station(family, batch, rows)
    rows["rank"] += origins.ranks[rows["origin"]].astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    rows["rank"] += rows["flags"].astype(np.uint64) * np.uint64(0xC2B2AE3D27D4EB4F)
    bits = np.zeros(len(rows), dtype=np.uint32)
    for place, name in enumerate(BOOLS):
        told = yes_no(batch, name)
        if told is not None:
            bits |= told.astype(np.uint32) << np.uint32(2 * place)
    rows["bits"] = bits
    return rows


def _fill_motion(batch: pa.RecordBatch, rows: npt.NDArray[np.void]) -> None:
    lon, lat = numbers(batch, "lon_deg", np.nan), numbers(batch, "lat_deg", np.nan)
    placed = (np.abs(lon) <= 180) & (np.abs(lat) <= 90)  # False for NaN too
    rows["lon_deg"] = np.where(placed, lon, np.nan)
    rows["lat_deg"] = np.where(placed, lat, np.nan)
    rows["sog"] = _scaled(numbers(batch, "sog_kn", np.nan), 10, 65534, 65535)
    rows["cog"] = _scaled(numbers(batch, "cog_deg", np.nan), 10, 3600, 65535)
    rows["heading"] = numbers(batch, "heading_deg", 65535)
    rot = numbers(batch, "rot_deg_min", np.nan)
    rows["rot"] = np.where(np.isnan(rot), -32768, np.clip(np.nan_to_num(np.rint(rot * 10)), -32767, 32767))
    rows["distance_m"] = numbers(batch, "distance_m", np.nan)
    rows["bearing_deg"] = numbers(batch, "bearing_deg", np.nan)


def _scaled(values: npt.NDArray[Any], factor: int, most: int, null: int) -> npt.NDArray[Any]:
    scaled = np.clip(np.nan_to_num(np.rint(values.astype(np.float64) * factor)), 0, most)
    result: npt.NDArray[Any] = np.where(np.isnan(values), null, scaled)
    return result


def _fill_station(family: str, batch: pa.RecordBatch, rows: npt.NDArray[np.void]) -> None:
    mmsi = numbers(batch, "mmsi", 0).astype(np.int64)
    message = numbers(batch, "type", 0).astype(np.int64)
    rows["mmsi"] = mmsi
    rows["key"] = mmsi + 1
    rows["type"] = message
    rows["rank"] = numbers(batch, "digest", 0)
    rows["flags"] = numbers(batch, "flags", 0)
    rows["kind"], rows["kind_sure"] = kinds_of(mmsi, message)
    rows["status"] = numbers(batch, "status", 255)
    rows["second"] = numbers(batch, "second", 255)
    rows["maneuver"] = numbers(batch, "maneuver", 255)
    rows["rot_raw"] = numbers(batch, "rot_raw", -128)
    rows["altitude_m"] = numbers(batch, "altitude_m", 65535)
    rows["radio"] = numbers(batch, "radio", -1).astype(np.int64) + 1
    rows["aton_status"] = numbers(batch, "aton_status", -1).astype(np.int64) + 1
    if family == "base_station":
        rows["utc"] = times(batch, "utc", 0)
    if family == "aton":
        virtual = yes_no(batch, "virtual")
        if virtual is not None:
            rows["kind"][virtual == 3] = kind.ATON_VIRTUAL


def _fill_contact(batch: pa.RecordBatch, rows: npt.NDArray[np.void]) -> None:
    source, names = category(batch, "source")
    track = numbers(batch, "track_number", 0).astype(np.int64)
    rows["key"] = contact_keys(names)[source] | track
    rows["track_number"] = track
    rows["kind"] = kind.RADAR_CONTACT
    rows["kind_sure"] = 1
    rows["rank"] = numbers(batch, "offset", 0)
    status, words = category(batch, "status")
    rows["status"] = np.array([CONTACT_STATUS.get(word, 255) for word in words], dtype=np.uint8)[status]
    rows["second"] = rows["maneuver"] = 255
    rows["rot_raw"] = -128
    rows["altitude_m"] = 65535
    station, stations = category(batch, "station")
    rows["flags"] = np.where(np.array([word.startswith("SIM") for word in stations])[station], int(Flag.SIMULATED), 0)
    relative = yes_no(batch, "course_true")
    if relative is not None:
        rows["cog"][relative == 1] = 65535  # a course relative to the bow is no course over ground


def contact_keys(sources: list[str]) -> npt.NDArray[np.int64]:
    """The upper part of the key of each source's contacts: the same name gives the same key after a restart."""
    return np.array([1 << 62 | zlib.crc32(name.encode()) << 20 for name in sources], dtype=np.int64)


def kinds_of(
    mmsi: npt.NDArray[np.int64], message: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8]]:
    """What a station is by its message number and MMSI, and whether that is sure."""
    told, sure = KIND_OF_TYPE[message & 63].copy(), SURE_TYPE[message & 63].copy()
    locating = np.isin(mmsi // 1_000_000, LOCATING)
    told[locating] = kind.LOCATING_DEVICE
    sure[locating] = 1
    return told, sure
