"""From folders and files to the scoreboard."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from marsad.cli import main
from marsad.schema.event_lines import instant_text
from marsad.schema.refusal import Refusal
from marsad.testing.scoring import alerts, coverage, truth
from marsad.testing.scoring.report import spans
from marsad.testing.scoring.score import Asked, score
from marsad.testing.scoring.truth import Incident
from tests.testing.scoring.cases import HOUR, MIN, T0, A, B, C, D, incident


def record(one: Incident) -> str:
    told = asdict(one)
    for name in ("t_start", "t_end", "t_due"):
        told[name] = instant_text(told[name])
    return json.dumps(told)


def folder(path: Path, seed: int, incidents: list[Incident], negatives: list[Incident],
           scenario: str = "incidents-rendezvous") -> Path:  # fmt: skip
    """A folder as `simulate` leaves it, six hours long, of 8 vessels."""
    path.mkdir(parents=True)
    told = {"scenario": scenario, "seed": seed, "vessels": 8, "start": instant_text(T0),
            "end": instant_text(T0 + 6 * HOUR)}  # fmt: skip
    (path / "scenario.json").write_text(json.dumps(told))
    for name, some in (("events", incidents), ("negatives", negatives)):
        (path / f"{name}.jsonl").write_text("".join(record(one) + "\n" for one in some))
    return path


def line(name: str, *vessels: int, start: float = 60, at: float = 75, raised: float = 80, kind: str = "rendezvous",
         **more: object) -> str:  # fmt: skip
    times = {"t_start": start, "t_event": at, "t_raised": raised}
    told = {"id": name, "kind": kind, "vessels": vessels,
            **{key: instant_text(T0 + round(minutes * MIN)) for key, minutes in times.items()}}  # fmt: skip
    return json.dumps({**told, **more})


@pytest.fixture
def worlds(tmp_path: Path) -> Path:
    alike = incident("tow", C, D, start=0, end=360, look_alike="tow")
    for seed in (9, 10, 100):
        folder(tmp_path / "worlds" / f"seed-{seed}", seed, [incident("one", A, B)], [alike])
    return tmp_path / "worlds"


def found(tmp_path: Path, **lines: list[str]) -> str:
    (tmp_path / "found").mkdir()
    for name, some in lines.items():
        (tmp_path / "found" / f"{name.replace('_', '-')}.jsonl").write_text("\n".join(some))
    return str(tmp_path / "found")


def test_folders_are_found_in_the_order_of_their_seeds(worlds: Path):
    assert [one.name for one in truth.folders([worlds])] == ["seed-9", "seed-10", "seed-100"]
    assert len(truth.folders([worlds, worlds / "seed-9"])) == 3
    with pytest.raises(Refusal, match="holds no simulation"):
        truth.folders([worlds.parent / "elsewhere"])


def test_each_folder_has_its_own_events(worlds: Path, tmp_path: Path):
    events = found(tmp_path, seed_9=[line("a", A, B)], seed_10=[line("a", C, D)], seed_100=[])
    made = score(Asked(truth.folders([worlds]), events, baselines=False))
    row = next(one for one in made.rows() if (one["kind"], one["coverage"]) == ("rendezvous", "all"))
    assert (row["observable"], row["true"], row["false"]) == (3, 1, 1)
    assert row["look_alikes"]["tow"]["alarmed"] == 1
    assert row["false_per_hour"]["value"] == pytest.approx(1 / 18)
    assert row["false_per_1000_vessel_days"]["value"] == pytest.approx(1000 / 6)
    assert made.seeds == {"tuning": [9, 10], "reporting": [100]}
    assert [one["coverage"] for one in made.rows()] == ["all", "unknown"]


def test_one_file_cannot_be_the_events_of_several_folders(worlds: Path, tmp_path: Path):
    file = tmp_path / "events.jsonl"
    file.write_text(line("a", A, B))
    with pytest.raises(Refusal, match="does not say which of its events are of seed-9"):
        score(Asked(truth.folders([worlds]), str(file), baselines=False))
    assert alerts.place_of("x/{folder}.jsonl", "seed-9", 9, True) == "x/seed-9.jsonl"


def test_the_newest_revision_counts_and_the_first_was_raised():
    lines = [line("a", A, revision=2, raised=200), line("a", A, B, revision=3, raised=220),
             line("a", A, revision=1, raised=76), line("b", A, B, revision=1, status="withdrawn")]  # fmt: skip
    told = alerts.given_of_lines(lines, "event", "lines")
    assert [(one.id, one.vessels, one.t_alert) for one in told.alerts] == [("a", (A, B), T0 + 75 * MIN)]
    assert told.withdrawn == {"rendezvous": 1}
    assert alerts.given_of_lines(lines, "raised", "lines").alerts[0].t_alert == T0 + 76 * MIN


@pytest.mark.parametrize("wrong", ["{", "[]", '{"kind": "rendezvous"}', '{"kind": "nothing", "vessels": []}'])
def test_a_line_that_is_no_event_is_named(wrong: str):
    with pytest.raises(Refusal, match=r"Line 2 of found\.jsonl is no event"):
        alerts.given_of_lines(["", wrong], "event", "found.jsonl")


def test_an_incident_world_is_judged_for_its_own_kinds_and_a_sea_for_all(tmp_path: Path):
    staged = folder(tmp_path / "seed-100", 100, [incident("one", A, B)], [])
    sea = folder(tmp_path / "sea", 101, [incident("one", A, B)], [], "gulf-of-aden")
    (tmp_path / "events.jsonl").write_text(line("a", C, kind="drift"))
    events = str(tmp_path / "events.jsonl")

    def false(path: Path) -> int:
        return sum(
            one["false"] for one in score(Asked([path], events, baselines=False)).rows() if one["coverage"] == "all"
        )

    assert (false(staged), false(sea)) == (0, 1)


def test_coverage_is_told_by_who_heard_the_vessels(tmp_path: Path):
    def heard(name: str, mmsi: list[int], minutes: list[float]) -> None:
        t = np.array([T0 + round(one * MIN) for one in minutes], np.int64)
        pq.write_table(pa.table({"mmsi": pa.array(mmsi, pa.uint32()), "t_sent": pa.array(t).cast(
            pa.timestamp("us", tz="UTC"))}), tmp_path / "rx" / f"{name}.parquet")  # fmt: skip

    (tmp_path / "rx").mkdir()
    five = [60.0, 61.0, 62.0, 63.0, 64.0]
    heard("SIMADEN", [A] * 5 + [B] * 4 + [D] * 5, [*five, *five[:4], *([300.0] * 5)])
    heard("SIMPERIM", [B], [60.0])
    heard("SIMSAT1", [C, B], [70.0, 70.0])
    told = coverage.hearing(tmp_path)
    span = T0 + 60 * MIN, T0 + 120 * MIN
    assert told.coverage([A], *span) == "shore"
    # Two stations that hear one report make one report of it.
    assert told.coverage([B], *span) == "edge"
    assert told.coverage([A, B], *span) == "edge"
    assert told.coverage([A, C], *span) == "edge"
    assert told.coverage([C], *span) == "satellite"
    assert told.coverage([D], *span) == "unheard"
    assert told.coverage([], *span) == "unknown"
    assert told.coverage([A], T0 + 124 * MIN, T0 + 130 * MIN) == "edge"


def test_spans():
    assert spans([103, 100, 101, 102, 107]) == "100-103, 107"


def test_the_command(worlds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    events = found(tmp_path, seed_100=[line("a", A, B)])
    picture = tmp_path / "chart.png"
    words = ["score", events, str(worlds / "seed-100"), "--no-baselines"]
    assert main([*words, "--chart", str(picture)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["simulated"], told["seeds"]) == (True, {"reporting": [100]})
    assert told["rows"][0]["recall"]["value"] == 1.0
    assert picture.read_bytes()[:4] == b"\x89PNG"
    assert main([*words, "--to", "table"]) == 0
    assert "SIMULATED: incidents-rendezvous. 1 folder, for reporting: seed 100." in capsys.readouterr().out
    assert main(["score", "--list"]) == 0
    assert "incidents-rendezvous" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        ([], 2, "no events and no truth are named"),
        (["nothing.jsonl", "worlds"], 1, "there is no such file"),
        (["worlds"], 2, "is truth and no events"),
        (["--baselines"], 2, "no events and no truth are named"),
        (["--baselines", "worlds", "--kind", "piracy"], 2, "there is no kind piracy"),
        (["--baselines", "worlds", "--kind", "drift"], 2, "tells the truth about drift"),
        (["--baselines", "worlds"], 1, "holds no sentences"),
    ],
)  # fmt: skip
def test_what_cannot_be_scored_is_refused_in_a_sentence(
    words: list[str], code: int, sentence: str, worlds: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):  # fmt: skip
    monkeypatch.chdir(worlds.parent)
    assert main(["score", *words]) == code
    assert sentence in capsys.readouterr().err
