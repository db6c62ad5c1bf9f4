"""What detection remembers lets another go on as if there had been no end: the same events under the same names."""

import pytest

from marsad.runtime.detection.book import Book
from marsad.runtime.detection.packed import MemoryRefusal
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
