"""Where settings come from, and what is said about those that cannot be used."""

from __future__ import annotations

import pytest

from marsad.runtime.configuration import ConfigurationRefusal, resolve
from marsad.runtime.settings import Feed, Settings, descriptions
from marsad.runtime.track_settings import TrackSettings
from marsad.tracks.ways.parameters import Parameters


def written(folder, text):
    file = folder / "marsad.toml"
    file.write_text(text)
    return file


def test_command_line_beats_environment_beats_file_beats_default(tmp_path):
    file = written(tmp_path, 'port = 1\nzoom = 4\nkeep_days = 7\n[feeds.roof]\nurl = "tcp://roof:4001"\nlon_deg = 44\n')
    found = resolve(file, {"MARSAD_PORT": "2", "MARSAD_ZOOM": "5", "OTHER": "x"}, {"port": 3, "host": None})
    assert (found.settings.port, found.settings.zoom, found.settings.keep_days) == (3, 5, 7)
    assert found.settings.feeds == {"roof": Feed("tcp://roof:4001", 44.0)}
    assert found.origins["port"] == "command line"
    assert found.origins["zoom"] == "environment MARSAD_ZOOM"
    assert found.origins["keep_days"] == f"file {file}"
    assert found.origins["host"] == "default"


def test_environment_reads_lists_and_numbers():
    found = resolve(None, {"MARSAD_CENTRE": "43.5,12.25", "MARSAD_KEEP_DAYS": "2.5"}, {})
    assert found.settings.centre == (43.5, 12.25)
    assert found.settings.keep_days == 2.5


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("prot = 1", "there is no setting prot; did you mean port?"),
        ("[feeds.a]\nurk = 'x'", "there is no setting feeds.a.urk; did you mean feeds.a.url?"),
        ("xyzzy = 1", "known are data, host, port"),
        ("port = 'high'", "port cannot be 'high'"),
        ("port = 70000", "port cannot be 70000"),
        ("centre = [1]", "centre cannot be [1]"),
        ("feeds = 3", "feeds are tables"),
        ("[feeds.a]\nlat_deg = 1", "feeds.a cannot be used (Object missing required field `url`)"),
        ("[feeds.a]\nurl = 'tcp://x:1'\nlat_deg = 91", "feeds.a cannot be used (lat_deg: "),
        ("tracks = 3", "tracks is a table: write [tracks]"),
        ("[tracks]\nerror = 3", "there is no setting tracks.error; did you mean tracks.error_m?"),
        ("[tracks]\nerror_m = -3", "tracks cannot be used (error_m: "),
        ("port = ", "is not TOML"),
    ],
)
def test_what_cannot_be_used_is_named_in_one_sentence(tmp_path, text, said):
    with pytest.raises(ConfigurationRefusal) as refused:
        resolve(written(tmp_path, text), {}, {})
    assert said in str(refused.value)
    assert str(tmp_path) in str(refused.value)
    assert "\n" not in str(refused.value)
    assert refused.value.exit_code == 2


def test_a_missing_file_a_folder_and_bytes_that_are_no_text(tmp_path):
    (tmp_path / "raw.toml").write_bytes(b"\xff\xfe")
    for name, said in (("nowhere", "is not there"), ("", "is a folder"), ("raw.toml", "not UTF-8")):
        with pytest.raises(ConfigurationRefusal, match=said):
            resolve(tmp_path / name, {}, {})


def test_a_bad_variable_is_named():
    with pytest.raises(ConfigurationRefusal, match="environment MARSAD_PORT: port cannot be"):
        resolve(None, {"MARSAD_PORT": "high"}, {})


def test_the_rules_of_tracks_reach_the_kernels(tmp_path):
    found = resolve(written(tmp_path, "[tracks]\nerror_m = 5\ngap_class_b_s = 600"), {}, {})
    rules = found.settings.tracks.parameters()
    assert (rules.error_m, rules.gap_class_b_s) == (5.0, 600.0)
    assert Settings().tracks.parameters() == Parameters()


@pytest.mark.parametrize("struct", [Settings, Feed, TrackSettings])
def test_every_setting_says_what_it_means(struct):
    assert all(len(text) > 10 for text in descriptions(struct).values())
