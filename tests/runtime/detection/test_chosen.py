"""Which detectors run and with which parameters, and what is refused."""

import pytest

from marsad.runtime.configuration import ConfigurationRefusal
from marsad.runtime.detection.chosen import chosen, values
from marsad.testing.baselines import BASELINES

KNOWN = BASELINES.load()


def test_all_run_by_default_and_one_can_be_switched_off():
    assert [detector.name for detector in chosen({}, KNOWN)] == list(KNOWN)
    left = {detector.name for detector in chosen({"status-14": {"on": False}}, KNOWN)}
    assert left == set(KNOWN) - {"status-14"}


def test_a_parameter_is_changed_by_its_name():
    (changed,) = [one for one in chosen({"status-14": {"silence_minutes": 20}}, KNOWN) if one.name == "status-14"]
    assert values(changed.parameters)["silence_minutes"] == (20, "min")
    assert changed.parameters.hash() != KNOWN["status-14"].parameters.hash()


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"status-41": {}}, "did you mean status-14"),
        ({"status-14": {"silence": 1}}, "silence_minutes"),
        ({"status-14": {"silence_minutes": -1}}, "from 1"),
        ({"status-14": {"silence_minutes": "long"}}, "from 1"),
        ({"status-14": {"on": "no"}}, "true or false"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(settings, said):
    with pytest.raises(ConfigurationRefusal, match=said):
        chosen(settings, KNOWN)
