"""Where each setting comes from: the command line, else the environment, else the file, else its default."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from marsad.runtime.settings import FREE_TABLES, NAMED_TABLES, SINGLE_TABLES, Settings, descriptions
from marsad.schema.refusal import UsageRefusal

PREFIX = "MARSAD_"
_LISTS = {"centre"}
_TABLES = (*NAMED_TABLES, *SINGLE_TABLES, *FREE_TABLES)
_NOT_SETTINGS = {"MARSAD_CORPORA"}


class ConfigurationRefusal(UsageRefusal):
    """The configuration cannot be used; the sentence names the place and what to write instead."""


@dataclass(frozen=True, slots=True)
class Configuration:
    """The settings, and for each name where its value comes from."""

    settings: Settings
    origins: dict[str, str]
    file: Path | None


def resolve(file: Path | None, environment: Mapping[str, str], options: Mapping[str, Any]) -> Configuration:
    """Put the settings together. `options` are those of the command line; None there means "not given".

    Raises ConfigurationRefusal for a file that is missing or cannot be read, a name that does not exist, a value that
    cannot be used.
    """
    values: dict[str, Any] = {}
    origins = dict.fromkeys((field.name for field in msgspec.structs.fields(Settings)), "default")
    if file is not None:
        for name, value in read_file(file).items():
            values[name], origins[name] = value, f"file {file}"
    for variable, text in environment.items():
        name = variable.removeprefix(PREFIX).lower()
        if variable.startswith(PREFIX) and name in origins and name not in _TABLES:
            values[name] = text.split(",") if name in _LISTS else text
            origins[name] = f"environment {variable}"
    for name, value in options.items():
        if value is not None:
            values[name], origins[name] = value, "command line"
    return Configuration(_converted(values, origins), origins, file)


def read_file(file: Path) -> dict[str, Any]:
    """The values of a configuration file, their names checked."""
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ConfigurationRefusal(f"{file} is not there: check the path given with --config.") from None
    except IsADirectoryError:
        raise ConfigurationRefusal(f"{file} is a folder: name the file in it with --config.") from None
    except PermissionError:
        raise ConfigurationRefusal(f"{file} may not be read: give this user access to it.") from None
    except UnicodeDecodeError:
        raise ConfigurationRefusal(f"{file} is not UTF-8 text: save it as such.") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationRefusal(f"{file} is not TOML: {error}; correct that place.") from None
    _check_names(values, descriptions(Settings), str(file), "")
    for name, struct in SINGLE_TABLES.items():
        if not isinstance(values.get(name, {}), dict):
            raise ConfigurationRefusal(f"{file}: {name} is a table: write [{name}] and below it its settings.")
        _check_names(values.get(name, {}), descriptions(struct), str(file), f"{name}.")
    for above in FREE_TABLES:
        tables = values.get(above, {})
        if not isinstance(tables, dict) or not all(isinstance(table, dict) for table in tables.values()):
            raise ConfigurationRefusal(f"{file}: {above} are tables: write [{above}.NAME] and below it its settings.")
    for above, struct in NAMED_TABLES.items():
        tables = values.get(above, {})
        first = next(iter(descriptions(struct)))
        if not isinstance(tables, dict) or not all(isinstance(table, dict) for table in tables.values()):
            raise ConfigurationRefusal(f"{file}: {above} are tables: write [{above}.NAME] and below it {first} = ...")
        for name, table in tables.items():
            _check_names(table, descriptions(struct), str(file), f"{above}.{name}.")
    return values


def _check_names(given: Iterable[str], known: Iterable[str], where: str, above: str) -> None:
    names = list(known)
    for name in given:
        if name not in names:
            near = difflib.get_close_matches(name, names, 1, 0.4)
            advice = f"did you mean {above}{near[0]}?" if near else f"known are {', '.join(names)}."
            raise ConfigurationRefusal(f"{where}: there is no setting {above}{name}; {advice}")


def _converted(values: dict[str, Any], origins: Mapping[str, str]) -> Settings:
    for name, value in values.items():
        if name in SINGLE_TABLES:
            _convert(value, SINGLE_TABLES[name], f"{origins[name]}: {name} cannot be used", True)
        elif name not in NAMED_TABLES:
            strict = not origins[name].startswith("environment")
            _convert({name: value}, Settings, f"{origins[name]}: {name} cannot be {value!r}", strict)
    for above, struct in NAMED_TABLES.items():
        for name, table in values.get(above, {}).items():
            _convert(table, struct, f"{origins[above]}: {above}.{name} cannot be used", True)
    return msgspec.convert(values, Settings, strict=False)


def _convert(values: dict[str, Any], struct: type[msgspec.Struct], what: str, strict: bool) -> None:
    try:
        msgspec.convert(values, struct, strict=strict)
    except msgspec.ValidationError as error:
        why, _, path = str(error).partition(" - at ")
        place = path.strip("`").removeprefix("$.").removeprefix("$")
        where = f"{place}: " if place and struct is not Settings else ""
        raise ConfigurationRefusal(f"{what} ({where}{why}).") from None
