"""The end of a day: who was heard, what is known of each, who was told apart and who is one with whom."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from marsad.tracks.identity.doubts import doubts
from marsad.tracks.identity.episodes import bring_up, enter, said_of, split, tell
from marsad.tracks.identity.evidence import Fact, instant
from marsad.tracks.identity.fields import HULL
from marsad.tracks.identity.history_kernel import NOT_TOLD
from marsad.tracks.identity.links import OVERLAP_US, candidates, conflict, judge, overlap_us, told
from marsad.tracks.identity.motion import passage
from marsad.tracks.identity.roll import Roll, none_known
from marsad.tracks.identity.rows import vessel_rows
from marsad.tracks.identity.splits import tell_apart
from marsad.tracks.identity.words import plain, telling_callsigns, telling_names
from marsad.wire.imo import own_numbers
from marsad.wire.mmsi import MmsiKind, defaults, kinds

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Heard = dict[str, npt.NDArray[Any]]


def vessels_of_day(
    heard: pa.Table, changes: pa.Table, said: pa.Table, known: pa.Table | None = None, splits: pa.Table | None = None
) -> tuple[pa.Table, pa.Table]:
    """Rows of schema/lake/vessels for one day, and what is known after it.

    `heard`, `changes`, `splits` and `said` are those of `identity_of_part`, of all senders, in any order; `known` is
    the second table of the day before. Nothing that is given is changed; the answer is a function of the sets of rows.
    """
    told_today: Heard = {name: np.asarray(heard[name].to_numpy()) for name in heard.column_names}
    order = np.argsort(told_today["vessel_id"], kind="stable")
    told_today = {name: column[order] for name, column in told_today.items()}
    ids = told_today["vessel_id"]
    changes = changes.sort_by([("mmsi", "ascending"), ("t", "ascending"), ("field", "ascending")])
    said = said.take(pa.array(np.argsort(said["mmsi"].to_numpy(), kind="stable")))
    saying = said_of(said, ids // 100)
    roll = Roll(none_known() if known is None else known, *(plain(saying[name].combine_chunks()) for name in _TEXTS))
    new = ~np.isin(ids, roll["vessel_id"])
    enter(roll, told_today)
    every = np.unique(roll["vessel_id"])
    shared = np.unique(every[every % 100 > 0] // 100)
    contested = split(roll, changes, shared)
    all_ids, present = roll.present()
    rows = present[np.searchsorted(all_ids, ids)]
    single = ~np.isin(ids // 100, shared)
    sure = single & ~np.isin(ids // 100, contested)
    bring_up(roll, rows, told_today)
    fresh = tell(roll, rows[sure], {name: value[sure] for name, value in _values(roll, saying).items()})
    fresh = np.union1d(fresh, rows[new])
    if splits is not None:
        tell_apart(roll, splits)
    _recheck(roll, rows, told_today)
    _link(roll, fresh, _able(roll, np.concatenate([shared, contested])))
    markers = doubts(roll, rows, changes, shared)
    return vessel_rows(roll, rows, told_today, saying, markers, shared), roll.to_arrow()


_TEXTS = ("callsign", "name")


def _values(roll: Roll, saying: pa.Table) -> dict[str, Ints]:
    """What those heard say now, as the roll keeps it."""
    number = {name: np.asarray(saying[name].fill_null(NOT_TOLD).to_numpy()) for name in ("imo", *HULL)}
    imo = np.where(own_numbers(number["imo"]), number["imo"], 0)
    bow, stern, port, starboard = (np.maximum(number[name], 0) for name in HULL)
    callsign, name = roll.codes
    return {"imo": imo, "length_m": bow + stern, "beam_m": port + starboard, "callsign": callsign, "name": name}


def _able(roll: Roll, excluded: Ints) -> Mask:
    """Rows that may be linked: ships, or numbers of no known form that are no defaults, sent by one vessel alone."""
    mmsi = roll["vessel_id"] // 100
    kind = kinds(mmsi)
    ships = (kind == MmsiKind.SHIP) | (kind == MmsiKind.UNKNOWN)
    able: Mask = ships & ~defaults(mmsi) & ~np.isin(mmsi, excluded)
    return able


def _link(roll: Roll, fresh: Ints, able: Mask) -> None:
    telling = telling_callsigns(roll.words), telling_names(roll.words)
    _, present = roll.present()
    newest = np.zeros(len(roll), np.bool_)
    newest[present] = True
    for row, others in candidates(roll, fresh, able, *telling):
        found = []
        for other in others.tolist():
            if overlap_us(roll, row, other) > OVERLAP_US:
                for a, b in ((row, other), (other, row)):
                    if (fact := conflict(roll, a, b)) is not None:
                        roll.evidence.add(int(roll["vessel_id"][a]), fact)
            elif roll["t_from"][other] <= roll["t_from"][row] and (one := judge(roll, other, row)) is not None:
                found.append(one)
        if not found or not newest[row]:
            continue
        best = min(found, key=lambda one: (-one.points, -roll["t_until"][one.older], roll["vessel_id"][one.older]))
        _put_link(roll, best.older, row, best.fact)


def _put_link(roll: Roll, older: int, newer: int, fact: Fact) -> None:
    before, now = int(roll["vessel_id"][older]), int(roll["vessel_id"][newer])
    if roll["linked_to"][newer] not in (-1, before):
        roll.evidence.drop(now, "linked", int(roll["linked_to"][newer]))
    roll["linked_to"][newer] = before
    roll["linked_episode"][newer] = roll["episode"][older]
    since = instant(roll["t_from"][newer])
    roll.evidence.add(now, {"what": "linked", "with": before, "since": since, **fact})


def _recheck(roll: Roll, rows: Ints, heard: Heard) -> None:
    """Links whose two numbers are heard again: both at once is a conflict; the older alone has changed back."""
    ids = heard["vessel_id"]
    place = {int(row): k for k, row in enumerate(rows.tolist())} if np.any(roll["linked_to"] >= 0) else {}
    all_ids, present = roll.present()
    linked = present[roll["linked_to"][present] >= 0]
    again = linked[np.isin(roll["linked_to"][linked], ids)]
    for newer in again.tolist():
        older = int(present[np.searchsorted(all_ids, roll["linked_to"][newer])])
        if roll["episode"][older] != roll["linked_episode"][newer]:
            continue
        o, n = place[older], place.get(newer)
        if n is not None:
            both = min(heard["t_last"][o], heard["t_last"][n]) - max(heard["t_first"][o], heard["t_first"][n])
            if both > OVERLAP_US:
                _unlink(roll, older, newer)
                continue
        if (
            heard["t_first"][o] < roll["t_until"][newer] - OVERLAP_US
            or roll["linked_to"][older] == roll["vessel_id"][newer]
        ):
            continue
        begin = float(heard["lon_begin"][o]), float(heard["lat_begin"][o]), int(heard["t_begin"][o])
        top_kn = float(np.fmax(roll["top_kn"][older], roll["top_kn"][newer]))
        way = passage(roll.place("end", newer), begin, top_kn)
        if way is not None and way.possible:
            back = {"back": True, "gap_s": round((int(heard["t_first"][o]) - int(roll["t_until"][newer])) / 1e6)}
            _put_link(roll, newer, older, back | told(way) | {"since": instant(heard["t_first"][o])})


def _unlink(roll: Roll, older: int, newer: int) -> None:
    for a, b in ((newer, older), (older, newer)):
        roll.evidence.drop(int(roll["vessel_id"][a]), "linked", int(roll["vessel_id"][b]))
        if roll["linked_to"][a] == roll["vessel_id"][b]:
            roll["linked_to"][a] = roll["linked_episode"][a] = -1
        fact = conflict(roll, a, b)
        if fact is None:
            since, until = (int(roll[name][newer]) for name in ("t_from", "t_until"))
            fact = {
                "what": "conflict",
                "with": int(roll["vessel_id"][b]),
                "since": instant(since),
                "until": instant(until),
            }
        roll.evidence.add(int(roll["vessel_id"][a]), fact | {"was_linked": True})
