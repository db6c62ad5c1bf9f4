"""A question in SQL to its answer as a stream of rows."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb
import pyarrow as pa

from marsad.runtime.query.answer import ROWS, distinct_names
from marsad.runtime.query.sql_fault import faults_told, refusal_of

_EXPLAIN = "EXPLAIN "


def ask(connection: duckdb.DuckDBPyConnection, sql: str, tables: Iterable[str]) -> pa.RecordBatchReader | None:
    """The rows of the last statement, each worked out as it is read; None where no statement is given.

    Raises Refusal, one sentence that points at the place. Reading the rows can fail too: read them inside
    `faults_told`.
    """
    answer, start = None, 0
    with faults_told(sql, tables):
        statements = connection.extract_statements(sql)
    for n, statement in enumerate(statements):
        text = statement.query
        with faults_told(sql, tables, start):
            if n < len(statements) - 1:
                connection.execute(text).fetchall()
            else:
                answer = _last(connection, text, sql, tables, start)
        start += len(text.encode())
    return None if answer is None else distinct_names(answer)


def _last(connection: duckdb.DuckDBPyConnection, text: str, sql: str, tables: Iterable[str], start: int
          ) -> pa.RecordBatchReader | None:  # fmt: skip
    try:
        relation = connection.sql(text)
    except duckdb.Error as fault:
        # only what is executed, not what is only prepared, has its faults told with their place
        try:
            connection.execute(_EXPLAIN + text)
        except duckdb.Error as placed:
            if str(fault).partition(": ")[2].split("\n")[0].replace('"', '\\"') in str(placed):
                raise refusal_of(str(placed), sql, tables, start - len(_EXPLAIN)) from fault
        raise
    return None if relation is None else relation.to_arrow_reader(ROWS)
