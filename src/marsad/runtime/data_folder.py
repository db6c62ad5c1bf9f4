"""Where a watch room keeps what it keeps."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from marsad.schema.refusal import Refusal


def data_path(named: str, environment: Mapping[str, str]) -> Path:
    """The folder named, else the user's data folder (XDG base directory specification); it need not be there."""
    if named:
        return Path(named).expanduser()
    base = environment.get("XDG_DATA_HOME") or str(Path(environment.get("HOME", "~")).expanduser() / ".local/share")
    return Path(base) / "marsad"


def data_folder(named: str, environment: Mapping[str, str]) -> Path:
    """The data folder, made if it is not there. Raises Refusal when it cannot be made."""
    folder = data_path(named, environment)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise Refusal(f"{folder} is a file: name a folder with --data.") from None
    except OSError as error:
        raise Refusal(
            f"The data folder {folder} cannot be made ({error.strerror}): name another with --data."
        ) from None
    return folder


def journal_url(data: Path) -> str:
    """Where the journal of a data folder lies unless the configuration says otherwise."""
    return f"sqlite:///{data.absolute() / 'journal' / 'journal.db'}"


def log_index(data: Path) -> Path:
    """Where the index of the watch log lies: it holds nothing that the journal does not, and may be deleted."""
    return data / "journal" / "watch_log.db"
