"""identities.jsonl says who tells another MMSI than her own, as it is on the air."""

from __future__ import annotations

import json

import pyarrow.parquet as pq

from marsad.schema.event_lines import instant_us
from tests.testing.simulator.folders import made


def test_it_names_every_transmission_under_another_number_and_no_other(tmp_path):
    made(tmp_path / "sea", "singapore", hours=0.5, seed=2, outputs="tx,truth,events")
    told = [json.loads(line) for line in (tmp_path / "sea" / "identities.jsonl").read_text().splitlines()]
    own = pq.read_table(tmp_path / "sea" / "vessels.parquet", columns=["mmsi"])["mmsi"].to_pylist()
    tx = pq.read_table(tmp_path / "sea" / "tx.parquet", columns=["t", "vessel", "mmsi"])
    t = tx["t"].cast("int64").to_pylist()
    wrong = {
        (vessel, mmsi, at)
        for vessel, mmsi, at in zip(tx["vessel"].to_pylist(), tx["mmsi"].to_pylist(), t, strict=True)
        if mmsi != own[vessel]
    }
    assert {one["because"] for one in told} >= {"default_mmsi", "shared_mmsi"}
    assert wrong
    for vessel, mmsi, at in wrong:
        assert any(
            (one["vessel"], one["told_mmsi"]) == (vessel, mmsi)
            and instant_us(one["t_start"]) <= at + 1_000_000
            and at - 1_000_000 <= instant_us(one["t_end"])
            for one in told
        ), (vessel, mmsi)
    for one in told:
        shared = sum(number == one["told_mmsi"] for number in own) > 0
        assert shared == (one["because"] == "shared_mmsi") or one["because"] == "staged"
        assert one["mmsi"] == own[one["vessel"]]
