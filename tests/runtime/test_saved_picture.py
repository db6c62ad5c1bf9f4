"""The picture on disk: taken up again, and set aside when it is damaged (R3, R4)."""

from __future__ import annotations

import pytest

from marsad.runtime.saved_picture import SavedPicture
from marsad.tracks.picture import Picture
from marsad.tracks.saved import state_hash, to_batch
from tests.rows import table

T0 = 1_700_000_000_000_000


def picture():
    filled = Picture(capacity=50)
    rows = [{"t": T0, "t_recv": T0, "mmsi": n, "type": 1, "lon_deg": n / 10, "lat_deg": 1.0} for n in range(40)]
    filled.apply({"position": table("position", rows)}, T0)
    return filled


@pytest.fixture
def saved(tmp_path):
    folder = SavedPicture(tmp_path)
    folder.save(to_batch(picture()), T0, T0 - 5)
    return folder


def the_file(tmp_path):
    (file,) = tmp_path.glob("picture-*.arrow")
    return file


def test_round_trip(saved):
    again = Picture(capacity=50)
    loaded = saved.load(again)
    assert (loaded.heard_until_us, loaded.trouble) == (T0 - 5, None)
    assert state_hash(again) == state_hash(picture())


def test_only_the_newest_is_kept(saved, tmp_path):
    saved.save(to_batch(picture()), T0 + 1, T0)
    assert the_file(tmp_path).name == f"picture-{T0 + 1}.arrow"


def test_nothing_saved_is_no_trouble(tmp_path):
    assert SavedPicture(tmp_path / "none").load(Picture(capacity=1)).trouble is None


@pytest.mark.parametrize("damage", ["truncate", "flip", "zero", "empty", "gone", "note", "note_binary"])
def test_damage_is_set_aside_and_told_and_never_blocks(saved, tmp_path, damage):
    file = the_file(tmp_path)
    data = bytearray(file.read_bytes())
    if damage == "truncate":
        file.write_bytes(data[: len(data) // 2])
    elif damage == "flip":
        data[len(data) // 2] ^= 1
        file.write_bytes(data)
    elif damage == "zero":
        file.write_bytes(bytes(len(data)))
    elif damage == "empty":
        file.write_bytes(b"")
    elif damage == "gone":
        file.unlink()
    else:
        (tmp_path / "picture.json").write_bytes(b"{" if damage == "note" else b"\xff\x00")
    again = Picture(capacity=50)
    loaded = saved.load(again)
    assert loaded.heard_until_us is None
    assert "not used" in (loaded.trouble or "")
    assert len(again) == 0
    assert list(tmp_path.glob("*.torn"))
    assert saved.load(again).trouble is None
    saved.save(to_batch(picture()), T0 + 9, T0)
    assert saved.load(again).heard_until_us == T0


def test_a_smaller_room_is_told(saved):
    assert "40 vessels" in (saved.load(Picture(capacity=10)).trouble or "")
