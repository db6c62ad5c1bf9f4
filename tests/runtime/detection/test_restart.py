"""What detection remembers lets another go on as if there had been no end: the same events under the same names."""

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from marsad.runtime.detecting import Detecting
from marsad.runtime.detection.book import Book
from marsad.runtime.detection.packed import MemoryRefusal
from marsad.runtime.settings import Settings
from tests.runtime.detection.heard import MINUTE_US, arrivals, detection, facts, in_time, lead, some, stages, tables_of


@pytest.mark.parametrize("killed_at", [3, 11])
def test_a_restart_gives_the_events_of_an_uninterrupted_run(killed_at):
    rows, side = stages("meeting", "silence", "jump")
    start = int(rows.position["t"][0])
    feed = arrivals(tables_of(rows.within(0, start + 8 * 60 * MINUTE_US)), in_time, 30 * MINUTE_US)
    whole, asked = detection(some(), side, start_us=start - 1)
    whole.finish(lead(whole, feed))

    first, told = detection(some(), side, start_us=start - 1)
    lead(first, feed[:killed_at])
    remembered = first.remember()
    lead(first, feed[killed_at : killed_at + 2])  # heard and told after the memory was kept, then the power went
    second, again = detection(some(), side, book=Book(facts_of(told)))
    assert second.go_on(remembered) == []
    second.finish(lead(second, feed[killed_at - 1 :]))  # the raw log is read back from a little before
    assert facts([*told, *again]) == facts(asked)
    revisions = [(event.id, event.revision) for event in (*told, *again)]
    assert len(set(revisions)) == len(revisions)
    assert second.health().too_late == 0


def facts_of(told):
    return {event.id: event for event in told}.values()


def test_what_is_torn_is_refused():
    made, _ = detection(some(), None)
    data = made.remember()
    with pytest.raises(MemoryRefusal):
        made.go_on(data[: len(data) // 2])


def test_what_comes_after_a_restart_from_before_it_is_counted(tmp_path):
    rows, side = stages("meeting")
    start = int(rows.position["t"][0])
    parts = arrivals(tables_of(rows.within(0, start + 60 * MINUTE_US)), in_time, 10 * MINUTE_US)
    clock, heard_us = [parts[3][0]], parts[2][0]
    first = Detecting(tmp_path, some(), Settings(), lambda: clock[0], side)
    lead(first.detection, parts[:3])
    waits = _of_others(parts[0][1], heard_us)
    first.detection.take(waits, heard_us)
    first.detection._rerun_at_s = 1e18  # it has just run something again: what is late waits
    first.detection.advance(heard_us)
    first.save(heard_us)
    waiting = sum(table.num_rows for table in waits.values())

    second = Detecting(tmp_path, some(), Settings(), lambda: clock[0], side)
    assert second.load(lambda said: None) == heard_us
    for _, tables in parts[:3]:  # the raw log is read back, with all that has its chunk
        for name, table in tables:
            second.detection.take({name: table}, clock[0])
    second.detection.take(waits, clock[0])
    lead(second.detection, parts[3:4])
    assert waiting > 0
    assert second.detection.health().before_start == waiting
    for _, tables in parts[2:3]:  # another receiver has them too
        for name, table in tables:
            second.detection.take({name: _received(table, clock[0])}, clock[0])
    slow = _of_others(parts[1][1], clock[0])
    assert max(pc.max(table.column("t").cast("int64")).as_py() for table in slow.values()) <= heard_us
    second.detection.take(slow, clock[0])
    second.detection.advance(clock[0])
    lost = waiting + sum(table.num_rows for table in slow.values())
    health = second.detection.health()
    assert (health.before_start, health.too_late) == (lost, 0)
    told = {alarm.code: alarm.text_en for alarm in second.alarms()}
    assert f" {lost} reports that came too late" in told["detection_lost"]


def _received(table, now_us):
    at = pa.array([now_us] * table.num_rows).cast(table.schema.field("t_recv").type)
    return table.set_column(table.column_names.index("t_recv"), "t_recv", at)


def _of_others(tables, now_us):
    """The same from ships that nobody had heard, and received now."""
    made = {}
    for name, table in tables:
        mmsi = pc.add(table.column("mmsi"), 1_000_000).cast(table.schema.field("mmsi").type)
        made[name] = _received(table.set_column(table.column_names.index("mmsi"), "mmsi", mmsi), now_us)
    return made
