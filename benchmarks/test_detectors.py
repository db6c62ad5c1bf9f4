"""What detection costs, on a simulated sea."""

from __future__ import annotations

from pathlib import Path

import pytest

import detectors


@pytest.mark.timeout(3600)
def test_all_detectors_take_a_million_reports_a_second(short: bool, tmp_path: Path) -> None:
    seen = {one.name: one for one in detectors.run(detectors.simulated(tmp_path / "sea", short))}
    assert seen["shell"].rate > 2 * detectors.MUST
    if not short:
        assert seen["all detectors"].rate >= detectors.MUST
