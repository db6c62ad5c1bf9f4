"""What a data folder's journal says of zones, watch lists and rules, for runs that do not write it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from marsad.runtime.data_folder import journal_url
from marsad.store.journal.journal import Journal
from marsad.store.journal.record import Record

KINDS = ("zone", "watch_list", "rule")


def has_journal(data: Path, url: str = "") -> bool:
    """Whether a data folder has a journal."""
    return bool(url) or (data / "journal" / "journal.db").is_file()


def records_in(data: Path, url: str = "", kinds: Iterable[str] = KINDS) -> list[Record]:
    """Its records of these kinds, in the order in which they were written; none where there is no journal.

    A room may be writing it meanwhile. Raises StoreError where it cannot be read.
    """
    if not has_journal(data, url):
        return []
    journal = Journal.read_only(url or journal_url(data))
    try:
        return sorted((record for kind in kinds for record in journal.records(kind)), key=lambda record: record.seq)
    finally:
        journal.close()
