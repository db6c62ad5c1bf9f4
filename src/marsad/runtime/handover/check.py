"""Whether a handover belongs to a journal as it is now: signed by its room, and its head still part of the chain."""

from __future__ import annotations

from marsad.runtime.handover.document import Handover, digest
from marsad.runtime.handover.handovers import KIND
from marsad.store.journal.journal import Journal


def check(journal: Journal, handover: Handover) -> str | None:
    """What is wrong with a handover, in one sentence without its subject; None: nothing. That the chain itself holds is
    for `Journal.verify`. Raises StoreError."""
    heads = "its head" if len(handover.heads) == 1 else "a head of it"
    for head in handover.heads:
        found = next(iter(journal.records(after=head.seq - 1)), None)
        if found is None or found.seq != head.seq:
            return f"names record {head.seq}, but the journal ends before it: it was cut off"
        if found.hash != head.hash:
            return f"names another record {head.seq} than this journal has: {heads} is none of its chain"
    announced: dict[str, int] = {}
    for record in journal.records(KIND):
        if record.body["what"] == "key":
            announced.setdefault(str(record.body["public"]), record.seq)
    for key, head in zip(handover.keys, handover.heads, strict=True):
        if announced.get(key, head.seq + 1) > head.seq:
            return "is signed by a key that this journal did not know then: another room made it"
    given = next((r for r in journal.records(KIND) if r.body["what"] == "given"
                  and r.body["number"] == handover.number), None)  # fmt: skip
    if given is None:
        return f"is handover {handover.number}, which the journal does not have: it was cut off"
    if digest(given.body["document"]) != digest(handover.document):
        return f"is not handover {handover.number} as the journal has it"
    return None
