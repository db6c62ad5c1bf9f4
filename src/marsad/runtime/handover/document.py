"""The document of a handover: one spelling (RFC 8785), signed, so that no byte of it can be another."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from marsad.runtime.handover.key import signed
from marsad.schema.refusal import Refusal
from marsad.store.journal.record import spelled
from marsad.store.store_error import StoreError

FORMAT: Final = "marsad-handover-1"
TAKEN: Final = "marsad-handover-taken-1"
MOST_BYTES: Final = 16 << 20
_PUBLIC, _SIGNATURE, _HASH = (re.compile(f"[0-9a-f]{{{n}}}") for n in (64, 128, 64))


class NoDocument(Refusal):
    """What is wrong with a file that should be a handover, in one sentence."""


@dataclass(frozen=True, slots=True)
class Head:
    """Number and hash of a record of the journal."""

    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class Handover:
    """A document whose signatures fit. `receipt` is what the one who took over signed by the room; None: nobody has."""

    document: Mapping[str, Any]
    receipt: Mapping[str, Any] | None
    keys: tuple[str, ...]
    heads: tuple[Head, ...]

    @property
    def number(self) -> int:
        """Counts the handovers of a room from 1."""
        return int(self.document["number"])


def content(told: Mapping[str, Any]) -> bytes:
    """The bytes that are signed. Raises StoreError for what cannot be spelled."""
    return spelled(told).encode()


def digest(document: Mapping[str, Any]) -> str:
    """What a receipt names the document by."""
    return hashlib.sha256(content(document)).hexdigest()


def file_bytes(given: Mapping[str, Any], taken: Mapping[str, Any] | None) -> bytes:
    """The file of a handover from what its records keep: `document` or `receipt`, `key` and `signature` each."""
    whole: dict[str, Any] = {name: given[name] for name in ("document", "key", "signature")}
    if taken is not None:
        whole["taken"] = {name: taken[name] for name in ("receipt", "key", "signature")}
    return content(whole)


def read(data: bytes) -> Handover:
    """A handover of the bytes of its file. Raises NoDocument for any that differs from what was signed."""
    if len(data) > MOST_BYTES:
        raise NoDocument("is longer than any handover")
    try:
        whole = json.loads(data.decode())
        again = content(whole)
    except (ValueError, RecursionError, StoreError, AttributeError):
        raise NoDocument("is no handover: it is not the JSON that Marsad writes") from None
    if again != data:
        raise NoDocument("was changed: it is not spelled as it was signed")
    given = _part(whole, "document", FORMAT, ("taken",))
    heads, keys, receipt = [_head(given)], [whole["key"]], None
    if "taken" in whole:
        receipt = _part(whole["taken"], "receipt", TAKEN)
        if receipt.get("handover") != digest(given) or receipt.get("number") != given["number"]:
            raise NoDocument("was put together of two: what was taken over is not this handover")
        heads.append(_head(receipt))
        keys.append(whole["taken"]["key"])
    return Handover(given, receipt, tuple(keys), tuple(heads))


def _part(whole: Any, name: str, form: str, more: tuple[str, ...] = ()) -> Mapping[str, Any]:
    if not isinstance(whole, dict) or set(whole) - {name, "key", "signature", *more}:
        raise NoDocument("is no handover of this Marsad: it has other parts")
    told, key, signature = whole.get(name), whole.get("key"), whole.get("signature")
    if not isinstance(told, dict) or told.get("format") != form or not _counts(told.get("number")):
        raise NoDocument("is no handover of this Marsad: it has another format")
    if not (isinstance(key, str) and _PUBLIC.fullmatch(key)):
        raise NoDocument("was changed: its key is none")
    if not (isinstance(signature, str) and _SIGNATURE.fullmatch(signature) and signed(key, signature, content(told))):
        raise NoDocument("was changed: its signature does not fit")
    return told


def _head(told: Mapping[str, Any]) -> Head:
    head = told.get("head")
    if not isinstance(head, dict) or not _counts(head.get("seq")) or not isinstance(head.get("hash"), str):
        raise NoDocument("names no head of a journal")
    if not _HASH.fullmatch(head["hash"]):
        raise NoDocument("names no head of a journal")
    return Head(head["seq"], head["hash"])


def _counts(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0
