"""Pictures: what is drawn where, that words do not lie on one another, and that equal rows give equal bytes."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from marsad.cli import main
from marsad.geo.box import Box
from marsad.runtime.pictures.canvas import Canvas
from marsad.runtime.pictures.density import Density
from marsad.runtime.pictures.labels import LabelPlaces
from marsad.runtime.pictures.map_frame import Frame, draw_land
from marsad.runtime.pictures.palette import DARK, LIGHT, ramp
from marsad.runtime.pictures.sheet import Layout, draw_head, wants_two_lines
from marsad.runtime.pictures.spoken_time import span
from marsad.runtime.pictures.view import fitted
from marsad.runtime.pictures.voyage import WAYS, Way, draw_voyage
from marsad.schema.flags import Flag
from tests.small_lake import EAST, FIRST, NOON_US, WEST, make_lake, position, usual


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_lake(tmp_path_factory.mktemp("lakes") / "lake", usual())


def _draw(lake: Path, tmp_path: Path, *options: str) -> Image.Image:
    out = tmp_path / "out.png"
    assert main(["export", str(lake), "--to", "png", "-o", str(out), "-q", *options]) == 0
    return Image.open(out)


SIDES = st.tuples(st.floats(-180, 180), st.floats(-84, 83), st.floats(0.01, 350), st.floats(0.01, 100))


@given(SIDES, st.integers(200, 2000), st.integers(200, 2000))
def test_a_view_shows_the_whole_box_and_keeps_to_the_frame(sides, width: int, height: int) -> None:
    west, south, wide, tall = sides
    east = (west + wide + 180.0) % 360.0 - 180.0
    north = min(south + tall, 84.5)
    view = fitted(Box(west, south, east, north), width, height)
    assert view.width <= width
    assert view.height <= height
    assert view.width == width or view.height == height
    x, y = view.point_x([west + 1e-6 * wide, west + wide / 2, west + wide * (1 - 1e-6)]), view.y([south, north])
    assert np.all((x >= -1.0) & (x <= view.width + 1.0))
    assert np.all((y >= -1.0) & (y <= view.height + 1.0))


def test_a_box_over_the_date_line_is_one_map() -> None:
    view = fitted(Box(170.0, -25.0, -170.0, -10.0), 800, 600)
    left, right = view.point_x([175.0, -175.0])
    assert 0 < left < right < 800
    assert right - left == pytest.approx(view.x(view.west + 10.0) - view.x(view.west))
    box = view.box
    assert box.west > box.east


def test_land_is_where_land_is_also_beyond_the_date_line() -> None:
    for box, land, sea in (
        (Box(30.0, 10.0, 60.0, 30.0), (45.0, 24.0), (38.0, 20.0)),
        (Box(165.0, -50.0, -170.0, -10.0), (178.0, -17.8), (-175.0, -30.0)),
        (Box(45.0, 35.0, 56.0, 48.0), (47.0, 36.5), (51.0, 40.0)),
    ):
        canvas = Canvas(500, 500, LIGHT.paper)
        frame = Frame(0, 0, fitted(box, 500, 500), 12.0)
        draw_land(canvas, frame, LIGHT)
        for (lon, lat), colour in ((land, LIGHT.land), (sea, LIGHT.sea)):
            x, y = float(frame.view.point_x(lon)), float(frame.view.y(lat))
            assert canvas.image.getpixel((round(x * canvas.grain), round(y * canvas.grain))) == colour


def test_density_counts_every_position_in_view_once() -> None:
    import pyarrow as pa

    rng = np.random.default_rng(3)
    lon, lat = np.r_[rng.uniform(160, 180, 500), rng.uniform(-180, -160, 500)], rng.uniform(-40, 40, 1000)
    view = fitted(Box(150.0, -50.0, -150.0, 50.0), 600, 600)
    density = Density(view, 4)
    density.add_positions([pa.record_batch([lon, lat], names=["lon_deg", "lat_deg"])])
    assert density.counts.sum() == 1000
    column = (view.point_x(lon) // 4).astype(int)
    assert (
        density.counts.reshape(density.rows, -1).sum(axis=0).tolist()
        == np.bincount(column, minlength=density.columns).tolist()
    )


def test_a_track_counts_once_in_a_cell_and_leaves_no_gap() -> None:
    from marsad.runtime.export.features import Lines
    from marsad.runtime.export.track_lines import NONE

    view = fitted(Box(0.0, 0.0, 10.0, 10.0), 300, 300)
    density = Density(view, 3)
    there_and_back = np.array([1.0, 9.0, 1.0])
    run = (there_and_back, there_and_back, np.array([0, 1, 2]))
    density.add_tracks([Lines(NONE.told, ((run,),))])
    grid = density.counts.reshape(density.rows, density.columns)
    assert grid.max() == 1
    rows, columns = np.nonzero(grid)
    assert set(range(rows.min(), rows.max() + 1)) == set(rows.tolist())
    assert set(range(columns.min(), columns.max() + 1)) == set(columns.tolist())


def test_the_ramp_grows_lighter_all_the_way() -> None:
    colours = ramp(np.linspace(0, 1, 64)).astype(float) / 255.0
    light = np.where(colours <= 0.04045, colours / 12.92, ((colours + 0.055) / 1.055) ** 2.4) @ [0.2126, 0.7152, 0.0722]
    assert np.all(np.diff(light) > 0)
    ground = np.array(DARK.sea) / 255.0
    sea = (((ground + 0.055) / 1.055) ** 2.4) @ [0.2126, 0.7152, 0.0722]
    assert (light[0] + 0.05) / (sea + 0.05) > 2.0


@given(st.lists(st.tuples(st.floats(-20, 420), st.floats(-20, 320), st.floats(5, 120)), max_size=40))
def test_labels_never_overlap_or_leave_the_map(points) -> None:
    places = LabelPlaces((0.0, 0.0, 400.0, 300.0))
    places.note_line([(0.0, 0.0), (400.0, 300.0)])
    rooms = [room for x, y, width in points if (room := places.place(x, y, width, 12.0, 8.0))]
    for n, (left, top, right, bottom) in enumerate(rooms):
        assert min(left, top) >= 0
        assert right <= 400
        assert bottom <= 300
        for a, t, r, b in rooms[:n]:
            assert right <= a or left >= r or bottom <= t or top >= b


@pytest.mark.parametrize("options", [
    ["--table", "position"], ["--table", "tracks"], ["--table", "tracks", "--mmsi", str(WEST)],
    ["--table", "position", "--mmsi", str(EAST)],
    ["--table", "tracks", "--mmsi", str(EAST), "--bbox", "170,-25,-170,-10"],
])  # fmt: skip
def test_equal_rows_give_equal_pictures_of_the_size_asked_for(options: list[str], lake: Path, tmp_path: Path) -> None:
    first = _draw(lake, tmp_path, *options, "--size", "640x480")
    data = (tmp_path / "out.png").read_bytes()
    assert first.size == (640, 480)
    _draw(lake, tmp_path, *options, "--size", "640x480")
    assert (tmp_path / "out.png").read_bytes() == data
    assert len(first.convert("RGB").getcolors(1 << 20)) > 40


def test_nothing_runs_into_the_edge_of_the_picture(lake: Path, tmp_path: Path) -> None:
    for options in (["--table", "position"], ["--table", "tracks", "--mmsi", str(EAST)]):
        for size in ("400x400", "900x500", "500x1400"):
            pixels = np.asarray(_draw(lake, tmp_path, *options, "--size", size).convert("RGB")).astype(int)
            paper = pixels[0, 0]
            edge = np.concatenate([pixels[:2].reshape(-1, 3), pixels[-2:].reshape(-1, 3), pixels[:, :2].reshape(-1, 3),
                                   pixels[:, -2:].reshape(-1, 3)])  # fmt: skip
            assert np.abs(edge - paper).max() == 0


def test_simulated_traffic_says_so(tmp_path: Path) -> None:
    at = [position(WEST, NOON_US + i * 60_000_000, 40.0 + i / 100, 16.0) for i in range(5)]
    for station, red in (("SIMADEN", True), ("AIS1", False)):
        rows = [{**row, "station": station, "flags": int(Flag.SIMULATED) if red else 0} for row in at]
        lake = make_lake(tmp_path / station, {"position": {FIRST: rows}})
        pixels = np.asarray(_draw(lake, tmp_path, "--table", "position", "--size", "600x400").convert("RGB"))
        assert bool(np.any(np.all(pixels == (200, 30, 40), axis=-1))) == red


def test_nothing_to_draw_is_refused(lake: Path, tmp_path: Path, capfd) -> None:
    words = ["export", str(lake), "--table", "tracks", "--to", "png", "-o", str(tmp_path / "x.png"), "--mmsi", "1"]
    assert main(words) == 1
    assert "nothing to draw" in capfd.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_large_picture_stays_in_bounds() -> None:
    assert Canvas(8000, 5000, LIGHT.paper).grain == 1
    assert Canvas(1600, 1000, LIGHT.paper).grain == 3
    out = io.BytesIO()
    Canvas(Layout(500, 400).width, 400, LIGHT.paper).save(out)
    assert Image.open(out).size == (500, 400)


def test_an_instant_is_told_once() -> None:
    minute = 60_000_000
    assert span(0, minute - 1) == "1 Jan 1970 00:00Z"
    assert span(0, minute) == "1 Jan 1970 00:00Z to 00:01Z"


class Told(Canvas):
    """A real canvas that notes which words it was given, where and in what colour."""

    def __init__(self, width: int, height: int) -> None:
        super().__init__(width, height, LIGHT.paper)
        self.words: list[tuple[str, float, float, tuple[int, int, int]]] = []

    def text(self, x, y, said, size, colour, *more):
        self.words.append((said, x, y, colour))
        super().text(x, y, said, size, colour, *more)


def test_a_reason_too_wide_for_a_line_is_told_on_two() -> None:
    reason = " ".join(f"word{n}" for n in range(38))
    canvas, layout = Told(1600, 1000), Layout(1600, 1000)
    assert wants_two_lines(canvas, layout, reason)
    draw_head(canvas, Layout(1600, 1000, lines=2), LIGHT, "title", reason, False)
    lines = [said for said, *_ in canvas.words[1:]]
    assert (len(lines), " ".join(lines)) == (2, reason)
    assert Layout(1600, 1000, lines=2).head > max(y for _, _, y, _ in canvas.words)
    draw_head(canvas, layout, LIGHT, "title", reason, False)
    assert canvas.words[-1][0].endswith("...")


def test_each_vessel_of_an_event_has_a_start_and_an_end_of_her_own() -> None:
    frame = Layout(1600, 1000).frame(Box(44.0, 12.0, 45.0, 13.0), 0.1)
    t = np.array([0, 3_600_000_000])
    ways = [Way(n, ((np.array([44.1, 44.9]), np.array([12.2 + 0.5 * n] * 2), t + n * 600_000_000),)) for n in (0, 1)]
    for each in (True, False):
        canvas = Told(1600, 1000)
        draw_voyage(canvas, frame, LIGHT, ways, [], each=each)
        for word in ("start", "end"):
            inks = [ink for said, _, _, ink in canvas.words if said.startswith(word)]
            assert inks == (list(WAYS[:2]) if each else [LIGHT.text]), word


def test_words_keep_out_of_what_is_taken() -> None:
    frame = Layout(1600, 1000).frame(Box(44.0, 12.0, 45.0, 13.0), 0.1)
    ways = [Way(0, ((np.array([44.1, 44.9]), np.array([12.5, 12.5]), np.array([0, 3_600_000_000])),))]
    first = Told(1600, 1000)
    draw_voyage(first, frame, LIGHT, ways, [])
    x, y = next((x, y) for said, x, y, _ in first.words if said.startswith("start"))
    second = Told(1600, 1000)
    draw_voyage(second, frame, LIGHT, ways, [], [(x - 5, y - 5, x + 5, y + 5)])
    moved = next((x, y) for said, x, y, _ in second.words if said.startswith("start"))
    assert moved != (x, y)
