"""The way of one vessel: its tracks over land and sea, with times, stops, start and end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from marsad.geo.date_line import Run, unrolled
from marsad.runtime.pictures.canvas import Canvas, Point, Rectangle
from marsad.runtime.pictures.labels import LabelPlaces
from marsad.runtime.pictures.map_frame import Frame
from marsad.runtime.pictures.palette import Colour, Ground
from marsad.runtime.pictures.spoken_time import DAY_S, clock, day, duration, step_s

WAYS: tuple[Colour, ...] = ((0, 90, 170), (200, 80, 0), (0, 130, 95), (170, 70, 130))
"""Colours of the vessels under one MMSI, told apart with any colour vision."""
STOP: Colour = (140, 20, 60)
_MARKS = 22
_LABELLED_STOPS = 8


@dataclass(frozen=True)
class Way:
    """One track of the vessel with this number under its MMSI."""

    number: int
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Stop:
    """Where it lay still, from when to when."""

    lon_deg: float
    lat_deg: float
    start_us: int
    end_us: int


def draw_voyage(canvas: Canvas, frame: Frame, ground: Ground, ways: Sequence[Way], stops: Sequence[Stop],
                taken: Sequence[Rectangle] = (), each: bool = False) -> None:  # fmt: skip
    """Lines first, then marks, then words where there is room, none where it is taken.

    `each`: the numbers are of vessels of their own, and each has a start, an end and times in her colour.
    """
    places = LabelPlaces((frame.left, frame.top, frame.right, frame.bottom))
    for sides in taken:
        places.take(sides)
    size = frame.type_px
    for way in ways:
        for points in (points for run in way.runs for points in _lines(frame, run)):
            canvas.line(points, (255, 255, 255), size * 0.34)
            canvas.line(points, WAYS[way.number % len(WAYS)], size * 0.17)
            if len(points) == 1:
                canvas.dot(*points[0], size * 0.2, WAYS[way.number % len(WAYS)])
            places.note_line(points)
    _directions(canvas, frame, ways)
    groups = _grouped(frame, stops)
    for (x, y), _ in groups:
        _diamond(canvas, x, y, size * 0.42)
        places.take((x - size * 0.4, y - size * 0.4, x + size * 0.4, y + size * 0.4))
    numbers = sorted({way.number for way in ways}) if each else []
    vessels = [([way for way in ways if way.number == number], WAYS[number % len(WAYS)]) for number in numbers]
    if len(vessels) < 2:
        vessels = [(list(ways), ground.text)]
    marked = [(_point(frame, lon, lat), t, word, ink) for some, ink in vessels for lon, lat, t, word in _ends(some)]
    for point, _, word, ink in marked:
        if point is not None:
            canvas.dot(*point, size * 0.38, (255, 255, 255) if word == "start" else ink, ink, 1.6)
    for point, t, word, ink in marked:
        if point is not None:
            _label(canvas, places, point, f"{word} {day(t)} {clock(t)}", size * 1.05, ground, ink)
    for point, said in groups[:_LABELLED_STOPS]:
        _label(canvas, places, point, said, size * 0.95, ground, STOP)
    points = [point for point, *_ in marked if point is not None] + [point for point, _ in groups]
    for some, ink in vessels:
        _times(canvas, frame, ground, places, some, stops, points, ink, max(6, _MARKS // len(vessels)))


def _lines(frame: Frame, run: Run) -> list[list[Point]]:
    """A run in pixels, as often as it comes into the window."""
    lon, y = unrolled(run[0]), frame.view.y(run[1]) + frame.top
    return [
        list(zip((frame.view.x(lon + turn) + frame.left).tolist(), y.tolist(), strict=True))
        for turn in frame.view.turns(float(lon.min()), float(lon.max()))
    ]


def _point(frame: Frame, lon: float, lat: float) -> Point | None:
    x, y = frame.left + float(frame.view.point_x(lon)), frame.top + float(frame.view.y(lat))
    return (x, y) if frame.left <= x <= frame.right and frame.top <= y <= frame.bottom else None


def _directions(canvas: Canvas, frame: Frame, ways: Sequence[Way]) -> None:
    """An arrow head now and then, where the line is long enough to carry one."""
    size = frame.type_px
    for way in ways:
        for points in (points for run in way.runs for points in _lines(frame, run)):
            if len(points) < 2:
                continue
            xy = np.asarray(points)
            along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(xy, axis=0).T))])
            for at in np.arange(size * 4.0, along[-1] - size * 2.0, size * 11.0):
                tip, tail = (np.array([np.interp(d, along, xy[:, i]) for i in (0, 1)]) for d in (at, at - size * 0.8))
                forward = tip - tail
                length = float(np.hypot(*forward))
                if length < size * 0.6 or not (frame.left < tip[0] < frame.right and frame.top < tip[1] < frame.bottom):
                    continue
                forward *= size * 0.75 / length
                across = np.array([-forward[1], forward[0]]) * 0.45
                head = [tuple(tip), tuple(tip - forward + across), tuple(tip - forward - across)]
                canvas.polygon(head, WAYS[way.number % len(WAYS)])


def _diamond(canvas: Canvas, x: float, y: float, radius: float) -> None:
    for reach, colour in ((radius * 1.4, (255, 255, 255)), (radius, STOP)):
        canvas.polygon([(x - reach, y), (x, y - reach), (x + reach, y), (x, y + reach)], colour)


def _grouped(frame: Frame, stops: Sequence[Stop]) -> list[tuple[Point, str]]:
    """Stops at one place of the picture as one, the longest first."""
    groups: list[tuple[Point, list[Stop]]] = []
    near = frame.type_px * 1.2
    for stop in sorted(stops, key=lambda stop: (stop.start_us - stop.end_us, stop.start_us)):
        point = _point(frame, stop.lon_deg, stop.lat_deg)
        if point is None:
            continue
        for (x, y), some in groups:
            if abs(point[0] - x) < near and abs(point[1] - y) < near:
                some.append(stop)
                break
        else:
            groups.append((point, [stop]))
    groups.sort(key=lambda group: -sum(stop.end_us - stop.start_us for stop in group[1]))
    return [(point, _said(some)) for point, some in groups]


def _said(stops: list[Stop]) -> str:
    whole = duration(sum(stop.end_us - stop.start_us for stop in stops) / 1e6)
    if len(stops) == 1:
        return f"stop {whole} from {day(stops[0].start_us)} {clock(stops[0].start_us)}"
    return f"{len(stops)} stops, {whole}"


def _ends(ways: Sequence[Way]) -> list[tuple[float, float, int, str]]:
    runs = [run for way in ways for run in way.runs]
    if not runs:
        return []
    first, last = min(runs, key=lambda run: run[2][0]), max(runs, key=lambda run: run[2][-1])
    return [(float(first[0][0]), float(first[1][0]), int(first[2][0]), "start"),
            (float(last[0][-1]), float(last[1][-1]), int(last[2][-1]), "end")]  # fmt: skip


def _times(canvas: Canvas, frame: Frame, ground: Ground, places: LabelPlaces, ways: Sequence[Way],
           stops: Sequence[Stop], marked: Sequence[Point], ink: Colour, most: int) -> None:  # fmt: skip
    """A dot at every whole step of time while under way and apart from what is marked, named where there is room."""
    runs = [run for way in ways for run in way.runs]
    resting = sum(stop.end_us - stop.start_us for stop in stops) / 1e6
    under_way = sum(float(run[2][-1] - run[2][0]) / 1e6 for run in runs) - resting
    step_us = step_s(max(under_way, 60.0), most) * 1_000_000
    still = [(stop.start_us, stop.end_us) for stop in stops]
    named_day = None
    size = frame.type_px
    marks: list[tuple[int, Point]] = []
    for lon, lat, t in runs:
        instants = np.arange(-(-t[0] // step_us), t[-1] // step_us + 1) * step_us
        x, y = np.interp(instants, t, unrolled(lon)), np.interp(instants, t, lat)
        for at, a, b in zip(instants.tolist(), x.tolist(), y.tolist(), strict=True):
            point = _point(frame, a, b)
            if point is not None and not any(start <= at <= end for start, end in still):
                marks.append((at, point))
    shown: list[tuple[int, Point]] = []
    said_already = list(marked)
    for at, point in sorted(marks):
        if all(abs(point[0] - x) > size * 1.6 or abs(point[1] - y) > size * 1.6 for x, y in said_already):
            shown.append((at, point))
            said_already.append(point)
    for _, point in shown:
        canvas.dot(*point, size * 0.24, (255, 255, 255), ink, 1.3)
    for at, point in shown:
        if step_us >= DAY_S * 1_000_000:
            said = day(at)
        else:
            said = clock(at) if day(at) == named_day else f"{day(at)} {clock(at)}"
        if _label(canvas, places, point, said, size * 0.85, ground, ink):
            named_day = day(at)


def _label(canvas: Canvas, places: LabelPlaces, point: Point, said: str, size: float, ground: Ground,
           colour: Colour | None = None) -> bool:  # fmt: skip
    """Words beside a point, with a thin line where they had to go far; False where there is no room."""
    room = places.place(*point, canvas.text_width(said, size), size, size * 0.75)
    if room is None:
        return False
    left, top, right, bottom = room
    near: Rectangle = (min(max(point[0], left), right), min(max(point[1], top), bottom), 0.0, 0.0)
    if np.hypot(near[0] - point[0], near[1] - point[1]) > size * 1.3:
        canvas.line([point, (near[0], near[1])], colour or ground.faint, 0.8)
    canvas.text((left + right) / 2.0, (top + bottom) / 2.0, said, size, colour or ground.text, "mm", (255, 255, 255))
    return True


def draw_key(canvas: Canvas, frame: Frame, ground: Ground, left: float, middle: float, numbers: Sequence[int],
             with_stops: bool) -> None:  # fmt: skip
    """What the marks mean."""
    size, x = frame.type_px, left
    for number in numbers:
        said = "track" if len(numbers) == 1 else f"vessel {number + 1} under this MMSI"
        canvas.line([(x, middle), (x + size * 2.0, middle)], WAYS[number % len(WAYS)], size * 0.2)
        canvas.text(x + size * 2.4, middle, said, size, ground.text, "lm")
        x += size * 4.0 + canvas.text_width(said, size)
    canvas.dot(x, middle, size * 0.24, (255, 255, 255), ground.text, 1.3)
    canvas.text(x + size * 0.7, middle, "time, UTC", size, ground.text, "lm")
    x += size * 2.4 + canvas.text_width("time, UTC", size)
    if with_stops:
        _diamond(canvas, x, middle, size * 0.42)
        canvas.text(x + size * 0.9, middle, "stop", size, ground.text, "lm")
