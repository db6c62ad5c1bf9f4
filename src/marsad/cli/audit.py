"""`marsad audit`: whether the journal still says what it said."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from marsad.schema.refusal import Refusal, UsageRefusal

if TYPE_CHECKING:
    from marsad.runtime.handover.document import Handover


def command(
    what: str,
    /,
    *,
    head: str = "",
    handover: Path | None = None,
    data: Path | None = None,
    config: Path | None = None,
) -> int:
    """Verify the journal of a room: every action, sign-in, alert and rule is a record chained to the one before it.

    Prints the head: the number and the hash of the newest record. Note it where the room cannot reach it (a handover
    prints it); with `--head` a later run also shows that nothing up to there was changed, taken out, put in or put in
    another order, and that the journal was not cut off or written anew. Exits with 1 and names the first record that is
    wrong. The room may be running.

    With `--handover` also the file of a handover is checked: that no byte of it was changed, that a key of this room
    signed it, and that the records which it names as heads are still part of the chain.

    Examples:

        marsad audit verify
        marsad audit verify --data /srv/marsad
        marsad audit verify --head 1842:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
        marsad audit verify --handover handover-3.json

    Parameters
    ----------
    what
        verify.
    head
        A head that was noted before, NUMBER:HASH.
    handover
        The file of a handover, as the page gives it.
    data
        Folder of the room.
    config
        Configuration file (TOML).
    """
    import os

    from marsad.runtime.configuration import resolve
    from marsad.runtime.data_folder import data_path, journal_url
    from marsad.runtime.handover.check import check
    from marsad.runtime.saved_records import has_journal
    from marsad.store.journal.journal import Journal

    if what != "verify":
        raise UsageRefusal(f"nothing does {what!r} to the audit: write verify")
    seq, digest = _noted(head)
    told = None if handover is None else _handover(handover)
    settings = resolve(config, os.environ, {"data": str(data) if data else None}).settings
    folder, url = data_path(settings.data, os.environ), settings.alerts.journal
    if not has_journal(folder, url):
        raise Refusal(f"{folder} has no journal: name the folder of a watch room with --data.")
    journal = Journal.read_only(url or journal_url(folder))
    try:
        found, fault = journal.verify(seq, digest or None), None
        if told is not None and found.fault is None:
            fault = check(journal, told)
    finally:
        journal.close()
    if found.fault is not None:
        raise Refusal(f"The journal is not what was written: {found.fault}. Up to record {found.seq} it holds.")
    if fault is not None:
        raise Refusal(f"{handover} {fault}.")
    print(f"The journal holds: {found.seq} records.")
    print(f"Head {found.seq}:{found.head}")
    if told is not None:
        print(_said(told))
    return 0


def _handover(file: Path) -> Handover:
    from marsad.runtime.handover.document import MOST_BYTES, NoDocument, read

    try:
        with file.open("rb") as opened:
            return read(opened.read(MOST_BYTES + 1))
    except OSError as error:
        raise Refusal(f"{file} cannot be read ({error.strerror}): name the file of a handover.") from None
    except NoDocument as fault:
        raise Refusal(f"{file} {fault}.") from None


def _said(told: Handover) -> str:
    by, taken = told.document["by"], told.receipt
    last = "nobody had taken over" if taken is None else f"{taken['by']} took over"
    return f"Handover {told.number} is as it was signed: {by} handed over, {last}."


def _noted(head: str) -> tuple[int, str]:
    if not head:
        return 0, ""
    number, _, digest = head.partition(":")
    if not number.isdecimal() or len(digest) != 64 or set(digest) - set("0123456789abcdef"):
        raise UsageRefusal("--head is NUMBER:HASH, as `marsad audit verify` prints it")
    return int(number), digest
