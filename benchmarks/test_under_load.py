"""The promises of a watch room under load: live figures, R3, R11 and R13."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import live
import restart


@pytest.mark.timeout(1800)
def test_twenty_thousand_sentences_a_second(short):
    seen = live.run(live.STEADY, short)
    assert seen.sent_rate >= 0.99 * live.STEADY.rate
    assert seen.lost == seen.strange == seen.probes_not_newest == 0
    assert seen.p99_ms <= 500
    assert seen.peak_bytes < 1.5 * 2**30
    if not short:
        assert seen.vessels >= live.VESSELS


@pytest.mark.timeout(1800)
def test_a_tenfold_flood_loses_nothing_and_shows_distress(short):
    seen = live.run(live.FLOOD, short)
    assert seen.lost == seen.strange == seen.probes_not_newest == 0
    assert seen.p99_ms <= 2000
    if not short:
        assert seen.sent_rate >= 0.99 * live.FLOOD.rate


@pytest.mark.timeout(1800)
def test_restart_to_the_same_picture(short):
    seen = restart.run(short)
    assert seen.same
    assert seen.ready_s <= 10


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("kind", ["identities", "fragments"])
def test_memory_is_bounded(kind, short):
    memory = [sys.executable, str(Path(__file__).with_name("memory.py")), kind]
    assert subprocess.run([*memory, "--short"] if short else memory, check=False).returncode == 0
