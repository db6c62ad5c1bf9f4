"""Colours: a ramp whose lightness only rises, so that it reads in grey and with any colour vision, and two grounds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Colour = tuple[int, int, int]

_ANCHORS = (
    (0.36, -0.030, -0.110), (0.52, -0.075, -0.060), (0.68, -0.105, 0.010), (0.82, -0.085, 0.110), (0.95, 0.000, 0.140),
)  # fmt: skip
"""Deep blue over teal and green to yellow, as lightness, green-red and blue-yellow of OKLab."""

_TO_CONES = np.array(
    [[1.0, 0.3963377774, 0.2158037573], [1.0, -0.1055613458, -0.0638541728], [1.0, -0.0894841775, -1.2914855480]]
)
_TO_RGB = np.array(
    [
        [4.0767416621, -3.3077115913, 0.2309699292],
        [-1.2684380046, 2.6097574011, -0.3413193965],
        [-0.0041960863, -0.7034186147, 1.7076147010],
    ]
)


@dataclass(frozen=True)
class Ground:
    """The colours of everything but the data."""

    paper: Colour
    sea: Colour
    land: Colour
    coast: Colour
    grid: Colour
    text: Colour
    faint: Colour


DARK = Ground((10, 17, 26), (13, 24, 36), (38, 47, 56), (78, 92, 104), (34, 50, 66), (226, 232, 238), (150, 163, 175))
LIGHT = Ground(
    (255, 255, 255), (232, 241, 247), (233, 227, 211), (160, 148, 122), (203, 216, 226), (24, 32, 40), (90, 102, 114)
)


def ramp(share: npt.ArrayLike) -> npt.NDArray[np.uint8]:
    """Colours for shares from 0 (least) to 1 (most), red, green and blue along a new last axis."""
    at = np.clip(np.asarray(share, np.float64), 0.0, 1.0) * (len(_ANCHORS) - 1)
    lab = np.stack([np.interp(at, np.arange(len(_ANCHORS)), axis) for axis in zip(*_ANCHORS, strict=True)], axis=-1)
    light = np.clip((lab @ _TO_CONES.T) ** 3 @ _TO_RGB.T, 0.0, 1.0)
    shown = np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
    return np.asarray(np.rint(shown * 255.0), np.uint8)
