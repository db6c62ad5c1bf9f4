"""The corpora fixture hides nothing: present corpora are given, promised but absent ones fail."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

_PROBE = "def test_probe(corpora):\n    assert (corpora / 'nmea').is_dir()\n"


@pytest.fixture
def probe(pytester: pytest.Pytester, root: Path, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    pytester.makeconftest((root / "tests" / "conftest.py").read_text())
    pytester.makepyfile(_PROBE)
    monkeypatch.delenv("MARSAD_CORPORA", raising=False)
    return pytester


def test_present_corpora_are_given(probe: pytest.Pytester, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "nmea").mkdir()
    monkeypatch.setenv("MARSAD_CORPORA", str(tmp_path))
    probe.runpytest_subprocess().assert_outcomes(passed=1)


def test_promised_but_absent_corpora_fail(
    probe: pytest.Pytester, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MARSAD_CORPORA", str(tmp_path / "nowhere"))
    probe.runpytest_subprocess().assert_outcomes(errors=1)


def test_absent_corpora_skip_and_say_why(probe: pytest.Pytester) -> None:
    result = probe.runpytest_subprocess("-rs")
    result.assert_outcomes(skipped=1)
    result.stdout.fnmatch_lines(["*no corpora here: set MARSAD_CORPORA*"])
