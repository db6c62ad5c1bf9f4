"""Files to events in one go: built into a lake, looked through, and kept there; again is the same."""

from random import Random

from marsad.runtime.advance.files import over_files
from marsad.schema.event_rows import events_of
from marsad.store.lake.lake import Lake
from marsad.testing.baselines import BASELINES
from tests.runtime.build.voyages import csv, voyages

NOON = 1_772_366_400_000_000


def test_an_archive_becomes_events(tmp_path):
    file = csv(voyages(Random(3), hours=12), tmp_path / "voyages.csv")
    rules = [RULES[name] for name in ("monitorfish-silence", "naive-jump", "gfw-identity-overlap")]
    lake = tmp_path / "lake"
    events = over_files([file], lake, rules, lambda: NOON)
    assert {event.detector for event in events} >= {"naive-jump", "gfw-identity-overlap"}
    shared = [event for event in events if event.kind == "identity_clone"]
    assert {event.vessels for event in shared} == {(235_001_002,)}
    with Lake.open(str(lake), lambda: NOON) as opened:
        kept = [event for day in opened.days("events") for event in events_of(opened.read("events", day))]
    assert kept == events
    assert over_files([file], lake, rules, lambda: NOON) == events


RULES = BASELINES.load()
