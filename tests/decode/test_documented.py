"""Every table says what it is: message files show their bit table, applications name their source."""

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

from marsad.decode.ais import application
from marsad.decode.ais.application.applications import APPLICATIONS
from marsad.decode.ais.messages import MESSAGES
from tests.decode.renew_docstrings import files, renewed


@pytest.mark.parametrize("path", files(), ids=lambda path: path.stem)
def test_the_docstring_shows_the_bit_table(path: Path) -> None:
    assert path.read_text() == renewed(path), "run: python -m tests.decode.renew_docstrings"


def test_every_declaration_names_its_clause() -> None:
    for one in (*MESSAGES, *APPLICATIONS):
        assert one.title
        assert one.clause


def test_every_application_file_says_what_it_is() -> None:
    for info in iter_modules(application.__path__):
        module = import_module(f"{application.__name__}.{info.name}")
        assert (module.__doc__ or "").strip(), info.name
        for one in getattr(module, "APPLICATIONS", ()):
            if info.name == "applications":
                break
            assert str(one.fi) in module.__doc__, (info.name, one.fi)
            assert str(one.dac) in module.__doc__, (info.name, one.dac)
