"""What is wrong with a query, in one sentence that points at the place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import duckdb
import msgspec

from marsad.schema.refusal import Refusal, UsageRefusal

_INTERNAL = ("pg_", "duckdb_", "sqlite_", "information_schema")


@contextmanager
def faults_told(sql: str, tables: Iterable[str]) -> Iterator[None]:
    """DuckDB's errors inside the block leave it as a Refusal, an interrupt from the keyboard as one."""
    try:
        yield
    except duckdb.InterruptException as fault:
        raise KeyboardInterrupt from fault
    except duckdb.Error as fault:
        raise refusal_of(str(fault), sql, tables) from fault
    except OSError as fault:
        # what fails while rows are read comes through Arrow, which has no other name for it
        if fault.errno is not None or "exception_type" not in str(fault):
            raise
        raise refusal_of(str(fault), sql, tables) from fault


def refusal_of(fault: str, sql: str, tables: Iterable[str]) -> Refusal:
    """DuckDB's error as a sentence: line, column, the word there, what is wrong, and what was meant perhaps."""
    told = _told(fault)
    kind, said = told.get("exception_type", ""), told.get("exception_message", fault)
    if kind == "Out of Memory":
        return Refusal(
            "the query needs more memory than it may take, and could not move it to disk: allow more with --memory, "
            "name a folder with room with --spill, or ask for fewer days"
        )
    if kind == "Permission" or "configuration has been locked" in said:
        return UsageRefusal(
            f"{_place(told, sql)}a query reads the tables of this lake and nothing else, and changes no setting: "
            "write its result with --to and -o"
        )
    sentence = " ".join(said.split("\n\nLINE")[0].split("\nCandidate bindings")[0].split("\nDid you mean")[0].split())
    if told.get("type") == "Table" and told.get("error_subtype") == "MISSING_ENTRY":
        return UsageRefusal(f"{_place(told, sql)}there is no table {told.get('name')}: there are {', '.join(tables)}")
    near = [name for name in told.get("candidates", "").split(",") if name and not name.startswith(_INTERNAL)]
    if told.get("exception_type") == "Parser" and '"binary"' in sentence:
        return UsageRefusal(f'{_place(told, sql)}binary is a word of SQL: write the table as "binary", with its quotes')
    meant = f"; did you mean {' or '.join(near[:3])}?" if near else ""
    return UsageRefusal(f"{_place(told, sql)}{sentence.rstrip('.!')}{meant}")


def _told(text: str) -> dict[str, str]:
    start = text.find("{")
    try:
        found = msgspec.json.decode(text[start:]) if start >= 0 else {}
    except msgspec.DecodeError:
        return {"exception_message": text.partition(": ")[2] or text}
    return found if isinstance(found, dict) else {}


def _place(told: dict[str, str], sql: str) -> str:
    """Where in the statement it is; DuckDB counts bytes."""
    if "position" not in told:
        return ""
    before = sql.encode()[: int(told["position"])].decode(errors="ignore")
    rest = sql[len(before) :].split()
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    at = f" at `{rest[0][:40]}`" if rest else " at its end"
    return f"line {line}, column {column}{at}: "
