"""Which detectors run, and with which parameters: all there are, as the configuration changes them."""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Mapping
from dataclasses import replace

from marsad.plugin.detector import DETECTORS, Detector
from marsad.plugin.parameters import ParameterError, Parameters
from marsad.runtime.configuration import ConfigurationRefusal
from marsad.runtime.detection_settings import Value

ON = "on"


def chosen(
    settings: Mapping[str, Mapping[str, Value]], known: Mapping[str, Detector] | None = None
) -> tuple[Detector, ...]:
    """The detectors that are not switched off, with the parameters of `[detectors.NAME]`.

    `known` are those there are, by default all that are installed. Raises ConfigurationRefusal for a detector or a
    parameter that there is not, and for a value that it cannot have; PluginError for a detector that does not load.
    """
    known = DETECTORS.load() if known is None else known
    for name in settings:
        if name not in known:
            near = difflib.get_close_matches(name, known, 1, 0.4)
            advice = f"did you mean {near[0]}?" if near else f"known are {', '.join(known) or 'none'}."
            raise ConfigurationRefusal(f"[detectors.{name}]: there is no detector {name}; {advice}")
    made = [(name, _changed(detector, settings.get(name, {}))) for name, detector in known.items()]
    return tuple(detector for name, detector in made if settings.get(name, {}).get(ON, True))


def _changed(detector: Detector, values: Mapping[str, Value]) -> Detector:
    where = f"[detectors.{detector.name}]"
    if not isinstance(values.get(ON, True), bool):
        raise ConfigurationRefusal(f"{where}: on is {values[ON]!r}: write true or false.")
    told = {name: value for name, value in values.items() if name != ON}
    if not told:
        return detector
    try:
        return replace(detector, parameters=detector.parameters.changed(**told))
    except ParameterError as error:
        raise ConfigurationRefusal(f"{where}: {error}") from None


def values(parameters: Parameters) -> dict[str, tuple[Value, str]]:
    """Each parameter with its unit."""
    return {field.name: (getattr(parameters, field.name), field.metadata.get("unit", ""))
            for field in dataclasses.fields(parameters)}  # fmt: skip
