"""Discovery by file name and by entry point; what cannot be loaded refuses the start and names the file."""

import sys

import pytest

from marsad.plugin import PluginError, Socket


@pytest.fixture
def room(tmp_path, monkeypatch):
    name = f"room_{tmp_path.name.replace('-', '_')}"
    folder = tmp_path / name
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield folder
    for module in [m for m in sys.modules if m.split(".")[0] == name]:
        del sys.modules[module]


def test_a_file_is_a_plug_in_named_after_it(room):
    (room / "north_sea.py").write_text("PLUG = 'n'\n")
    (room / "south.py").write_text("PLUG = 's'\n")
    (room / "shared").mkdir()
    (room / "shared" / "__init__.py").write_text("raise RuntimeError('a sub-package is not a plug-in')\n")
    assert Socket(room.name, "PLUG", str).load() == {"north-sea": "n", "south": "s"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("import no_such_module\n", "ModuleNotFoundError"),
        ("def broken(:\n", "SyntaxError"),
        ("1 / 0\n", "ZeroDivisionError"),
        ("PLUG = 7\n", "carries no str under the name PLUG"),
        ("OTHER = 'x'\n", "carries no str under the name PLUG"),
    ],
)
def test_a_plug_in_that_fails_refuses_and_names_its_file(room, text, said):
    (room / "broken.py").write_text(text)
    with pytest.raises(PluginError) as refused:
        Socket(room.name, "PLUG", str).load()
    assert str(room / "broken.py") in str(refused.value)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def _install(room, entries):
    info = room.parent / "foreign-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: foreign\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[{room.name}]\n" + "".join(f"{k} = {v}\n" for k, v in entries.items()))


def test_an_installed_package_plugs_in_by_entry_point(room):
    (room.parent / f"{room.name}_foreign.py").write_text("PLUG = 'f'\n")
    _install(room, {"far": f"{room.name}_foreign:PLUG"})
    assert Socket(room.name, "PLUG", str).load() == {"far": "f"}


def test_an_entry_point_that_fails_names_the_package(room):
    _install(room, {"far": "no_such_module_at_all:PLUG"})
    with pytest.raises(PluginError, match="no_such_module_at_all:PLUG of package foreign cannot be loaded"):
        Socket(room.name, "PLUG", str).load()


def test_a_name_is_taken_once(room):
    (room / "far.py").write_text("PLUG = 'own'\n")
    _install(room, {"far": f"{room.name}.far:PLUG"})
    with pytest.raises(PluginError, match="takes the name far, which is taken"):
        Socket(room.name, "PLUG", str).load()
