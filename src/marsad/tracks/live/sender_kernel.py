"""Kernels that lead what is known of every sender on by its new rows, before anything is decided of its runs."""

from __future__ import annotations

import math

import numpy as np
from numba import njit

from marsad.tracks.kind import CLASS_B
from marsad.tracks.live.columns import (
    ALIVE_US,
    MANY_RUNS,
    MOST_ROWS_KEPT,
    MOST_RUNS_FOLLOWED,
    SETTLED,
    SURE_FIXES,
    TRANSMISSIONS,
    UNDECIDED,
    WATCHED,
)
from marsad.tracks.vessels.records import CROWD, NO_RUN, TRACK
from marsad.tracks.ways.hash_kernel import find_vessel, take_vessel
from marsad.tracks.ways.sphere_kernel import arc_m, place


@njit(cache=True, nogil=True)
def find_senders(start, starts, mmsi, senders, room, table_key, table_slot, found):
    """Find or make the record of each group's sender; gives the group at which room ran out, or how many there are."""
    for group in range(start, starts.size - 1):
        slot = take_vessel(np.int64(mmsi[starts[group]]), senders, room, table_key, table_slot)
        if slot < 0:
            return group
        found[group] = slot
    return starts.size - 1


@njit(cache=True, nogil=True)
def sift(starts, found, tk, t, digest, flags, table_flag, heard_us, table_us, senders, keep, counts):
    """Which rows are neither copies nor older than what their sender told already. `counts`: late rows, copies.

    As in cleaning, a copy has the payload of another row and was heard at most a window after it.
    """
    for group in range(starts.size - 1):
        r = senders[found[group]]
        run = r["open"]["run"]
        last = np.int64(run["t1"]) if run["fixes"] != 0 else np.int64(-9223372036854775807)
        for i in range(starts[group], starts[group + 1]):
            keep[i] = False
            window_us = table_us if flags[i] & table_flag else heard_us
            known = False
            for k in range(TRANSMISSIONS):
                if r["digest"][k] == digest[i] and r["heard"][k] != 0 and abs(t[i] - r["heard"][k]) <= window_us:
                    r["heard"][k] = max(np.int64(r["heard"][k]), t[i])
                    known = True
                    break
            if known:
                counts[1] += 1
                continue
            if tk[i] < last:
                counts[0] += 1
                continue
            at = np.int64(r["next"])
            r["digest"][at] = digest[i]
            r["heard"][at] = t[i]
            r["next"] = (at + 1) % TRANSMISSIONS
            r["t"] = max(np.int64(r["t"]), tk[i])
            keep[i] = True


@njit(cache=True, nogil=True)
def list_begun(found, senders, groups):
    """The groups whose sender has told no place today yet; returns how many."""
    count = 0
    for group in range(found.size):
        if senders[found[group]]["open"]["run"]["fixes"] == 0:
            groups[count] = group
            count += 1
    return count


@njit(cache=True, nogil=True)
def file_runs(ended, starts, found, senders, runs, before, number, fate, used):
    """File the runs that ended, which stand in the order of groups; returns how many are filed in all.

    `before` links those of one sender; `number` and `fate` are the vessel and outcome they were given.
    """
    group = 0
    for k in range(ended.size):
        while senders[found[group]]["vessel"] != np.int64(ended[k]["mmsi"]):
            group += 1
        r = senders[found[group]]
        r["runs"] += 1
        if ended[k]["instants"] >= SURE_FIXES:
            r["sure_t"] = ended[k]["t1"]
            r["sure_lon"] = ended[k]["lon1"]
            r["sure_lat"] = ended[k]["lat1"]
        if r["crowd"] == 0:
            runs[used] = ended[k]
            before[used] = r["last_run"]
            number[used] = r["own"]
            fate[used] = r["outcome"]
            used += 1
            r["last_run"] = used
        r["own"] = UNDECIDED
        r["outcome"] = TRACK
    return used


@njit(cache=True, nogil=True)
def link_runs(runs, used, before, senders, table_key, table_slot):
    """Link the runs anew after some were taken out."""
    for k in range(used):
        r = senders[find_vessel(np.int64(runs[k]["mmsi"]), table_key, table_slot)]
        before[k] = r["last_run"]
        r["last_run"] = k + 1


@njit(cache=True, nogil=True)
def list_due(found, senders, due):
    """The senders on which to decide anew; returns how many. One run, after one vessel at most, is plain."""
    count = 0
    for group in range(found.size):
        r = senders[found[group]]
        many = np.int64(r["runs"]) + 1
        instants = np.int64(r["open"]["run"]["instants"])
        if r["crowd"] != 0 or instants == 0 or many > MOST_RUNS_FOLLOWED or (many == 1 and r["lanes"] <= 1):
            continue
        fresh, then = many - np.int64(r["decided"]), np.int64(r["instants"])
        if fresh > 0:
            # The more runs there are, the dearer it is to decide, and the less one more says.
            now = fresh + instants > (many // 32 if many < MANY_RUNS else many // 8)
        else:
            now = instants >= 2 * then or (instants != then and instants <= SURE_FIXES + 1)
        if now:
            due[count] = found[group]
            count += 1
    return count


@njit(cache=True, nogil=True)
def gather_runs(due, senders, runs, before, at):
    """Where the runs of each of these senders are filed, by sender and ordinal, -1 for the open one; returns how many.

    With `at` empty they are counted only.
    """
    total = np.int64(0)
    for k in range(due.size):
        r = senders[due[k]]
        end = total + np.int64(r["runs"])
        if at.size:
            at[end] = -1
            here = np.int64(r["last_run"])
            for back in range(np.int64(r["runs"])):
                at[end - 1 - back] = here - 1
                here = before[here - 1]
        total = end + 1
    return total


@njit(cache=True, nogil=True)
def take_decisions(due, at, vessel, outcome, fixes, senders, number, fate, changed):
    """Take over what was decided. `changed`: whether it concerns rows that were traced otherwise before."""
    k = 0
    for sender in range(due.size):
        r = senders[due[sender]]
        changed[sender] = False
        doubted, highest = np.int64(0), np.int64(0)
        for ordinal in range(np.int64(r["runs"]) + 1):
            given = np.int64(vessel[k]) if outcome[k] == TRACK else np.int64(UNDECIDED)
            here = at[k]
            was = np.int64(r["own"]) if here < 0 else np.int64(number[here])
            if given != was and ordinal < r["traced"]:
                changed[sender] = True
            if here < 0:
                r["own"] = given
                r["outcome"] = outcome[k]
            else:
                number[here] = given
                fate[here] = outcome[k]
            if outcome[k] != TRACK:
                doubted += fixes[k]
            else:
                highest = max(highest, given + 1)
            k += 1
        r["doubted"] = doubted
        r["vessels"] = max(np.int64(r["vessels"]), highest)
        r["decided"] = r["runs"] + 1
        r["instants"] = r["open"]["run"]["instants"]


@njit(cache=True, nogil=True)
def tell_rows(starts, found, leave_out, senders, runs, before, number, fate, run_of, vessel, outcome):
    """The vessel and outcome of each row, as far as they are decided; those of groups to leave out have no vessel."""
    for group in range(starts.size - 1):
        r = senders[found[group]]
        here = np.int64(-1)
        for back in range(starts[group + 1] - starts[group]):
            i = starts[group + 1] - 1 - back
            vessel[i] = UNDECIDED
            if run_of[i] == NO_RUN:
                if outcome[i] > 2:
                    r["faults"] += 1
                continue
            if r["crowd"] != 0:
                outcome[i] = CROWD
                r["doubted"] += 1
                continue
            if leave_out[group]:
                continue
            if run_of[i] == r["open"]["run"]["ordinal"]:
                vessel[i] = r["own"]
                outcome[i] = r["outcome"]
                continue
            if here < 0:
                here = np.int64(r["last_run"]) - 1
            while runs[here]["ordinal"] != run_of[i]:
                here = before[here] - 1
            vessel[i] = number[here]
            outcome[i] = fate[here]
        r["traced"] = r["runs"] + 1


@njit(cache=True, nogil=True)
def list_unwatched(found, stray, senders, slots):
    """The senders whose rows are to be kept from now on: what they are is open; returns how many."""
    count = 0
    for group in range(found.size):
        r = senders[found[group]]
        if r["crowd"] != 0 or r["watched"] == WATCHED:
            continue
        if r["watched"] == SETTLED or r["runs"] > 0 or r["lanes"] > 1 or stray[group]:
            slots[count] = found[group]
            count += 1
    return count


@njit(cache=True, nogil=True)
def keep_rows(starts, found, run_of, tk, lon, lat, sog_kn, kind, message, senders, kept, end):
    """Keep the rows of watched senders in a ring of rows; returns how many were ever kept."""
    for group in range(starts.size - 1):
        r = senders[found[group]]
        if r["watched"] != WATCHED:
            continue
        for i in range(starts[group], starts[group + 1]):
            if run_of[i] == NO_RUN:
                continue
            row = kept[end % kept.size]
            row["before"] = r["last_row"]
            row["tk"] = tk[i]
            row["lon"] = lon[i]
            row["lat"] = lat[i]
            row["sog_kn"] = sog_kn[i]
            row["run"] = run_of[i]
            row["kind"] = kind[i]
            row["type"] = message[i]
            end += 1
            r["last_row"] = end
            r["kept"] += 1
    return end


@njit(cache=True, nogil=True)
def are_held(slots, senders, kept, end, held):
    """Of which senders all rows that were kept are still there: those that were overwritten have too low a number."""
    for k in range(slots.size):
        r = senders[slots[k]]
        held[k] = r["watched"] == WATCHED and r["kept"] <= MOST_ROWS_KEPT
        here = np.int64(r["last_row"])
        for _ in range(np.int64(r["kept"])):
            if not held[k]:
                break
            held[k] = here > end - kept.size
            here = np.int64(kept[(here - 1) % kept.size]["before"])


@njit(cache=True, nogil=True)
def find_kept(slots, senders, kept, where):
    """Where the kept rows of some senders are, by sender and in the order of time."""
    end = np.int64(0)
    for k in range(slots.size):
        r = senders[slots[k]]
        end += np.int64(r["kept"])
        here = np.int64(r["last_row"])
        for back in range(np.int64(r["kept"])):
            where[end - 1 - back] = (here - 1) % kept.size
            here = np.int64(kept[where[end - 1 - back]]["before"])


@njit(cache=True, nogil=True)
def keep_pace(start, mmsi, number, outcome, tk, lon, lat, paces, room, table_key, table_slot, step_us):
    """Note where each vessel is and was lately; gives the row at which room ran out, or the number of rows."""
    last_vessel, slot = np.int64(-1), np.int64(-1)
    for i in range(start, mmsi.shape[0]):
        if number[i] == UNDECIDED or outcome[i] != TRACK:
            continue
        vessel = np.int64(mmsi[i]) * np.int64(100) + np.int64(number[i])
        if vessel != last_vessel:
            slot = take_vessel(vessel, paces, room, table_key, table_slot)
            if slot < 0:
                return i
            last_vessel = vessel
        r = paces[slot]
        if r["t"] == 0:
            r["then_t"] = r["next_t"] = tk[i]
            r["then_lon"] = r["next_lon"] = lon[i]
            r["then_lat"] = r["next_lat"] = lat[i]
        elif tk[i] - r["next_t"] >= step_us:
            r["then_t"] = r["next_t"]
            r["then_lon"] = r["next_lon"]
            r["then_lat"] = r["next_lat"]
            r["next_t"] = tk[i]
            r["next_lon"] = lon[i]
            r["next_lat"] = lat[i]
        r["t"] = tk[i]
        r["lon"] = lon[i]
        r["lat"] = lat[i]
    return mmsi.shape[0]


@njit(cache=True, nogil=True)
def find_unreached(
    mmsi, t, lon, lat, kind, tops_mps, slack_m, senders, sender_key, sender_slot, ways, way_key, way_slot, out
):
    """Whether a vessel well known under this MMSI and heard lately can not have come to each place, nor any other."""
    many = 0
    for i in range(mmsi.shape[0]):
        out[i] = False
        if kind[i] > CLASS_B or math.isnan(lon[i]):
            continue
        own = find_vessel(np.int64(mmsi[i]), sender_key, sender_slot)
        if own < 0:
            continue
        r = senders[own]
        known, reached = False, False
        slat, clat, slon, clon = 0.0, 0.0, 0.0, 0.0
        for n in range(np.int64(r["vessels"])):
            s = find_vessel(np.int64(mmsi[i]) * np.int64(100) + n, way_key, way_slot)
            if s < 0:
                continue
            way = ways[s]
            if way["open"] == 0 or abs(t[i] - way["t"]) > ALIVE_US:
                continue
            if way["points"] < SURE_FIXES and way["part"] == 0:
                continue
            if not known:
                slat, clat, slon, clon = place(lon[i], lat[i])
                known = True
            dx = clat * clon - way["clat"] * way["clon"]
            dy = clat * slon - way["clat"] * way["slon"]
            dz = slat - way["slat"]
            if arc_m(dx * dx + dy * dy + dz * dz) <= tops_mps[kind[i]] * abs(t[i] - way["t"]) * 1e-6 + slack_m:
                reached = True
                break
        if known and not reached and r["sure_t"] != 0 and abs(t[i] - r["sure_t"]) <= ALIVE_US:
            # A vessel that was believed to have jumped away may be back.
            slat1, clat1, slon1, clon1 = place(r["sure_lon"], r["sure_lat"])
            dx, dy, dz = clat * clon - clat1 * clon1, clat * slon - clat1 * slon1, slat - slat1
            away = arc_m(dx * dx + dy * dy + dz * dz)
            reached = away <= tops_mps[kind[i]] * abs(t[i] - r["sure_t"]) * 1e-6 + slack_m
        if known and not reached:
            out[i] = True
            many += 1
    return many
