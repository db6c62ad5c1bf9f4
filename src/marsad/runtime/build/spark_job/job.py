"""The driver's side: read and part, judge the clocks, solve, commit."""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from marsad.runtime.build.accounts import Accounts
from marsad.runtime.build.carried import Carried
from marsad.runtime.build.day_loop import DayLoop
from marsad.runtime.build.days import number_of
from marsad.runtime.build.opened_lake import new_files, note_inputs, opened, scratch_folder
from marsad.runtime.build.part_kernel import DAY_US
from marsad.runtime.build.parts import Parts
from marsad.runtime.build.plan import Plan, silent
from marsad.runtime.build.simulated import keep_apart
from marsad.runtime.build.spark_job.parcels import SPARK_SCHEMA, packed, unpacked
from marsad.runtime.build.spark_job.tasks import DRIVER, CompareTask, ReadTask, SolveTask
from marsad.runtime.build.standard_input import with_standard_input
from marsad.runtime.clock import system_clock
from marsad.schema.refusal import Refusal
from marsad.store.lake.lake import Lake
from marsad.tracks.cleaning import clock_offsets

_PARTITIONS_PER_CORE = 4


@contextmanager
def session(plan: Plan) -> Iterator[Any]:
    """The Spark session: the one that runs (spark-submit), else one on this machine, stopped at the end."""
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise Refusal("The engine spark needs PySpark: install marsad[spark], and Java 17 or newer.") from error
    running = SparkSession.getActiveSession()
    if running is not None:
        yield running
        return
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = (
        SparkSession.builder.appName("marsad build")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "64")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
    )
    if not os.environ.get("SPARK_ENV_LOADED"):
        builder = (
            builder.master(plan.spark_master or f"local[{plan.workers}]")
            .config("spark.driver.memory", f"{max(plan.memory_mb, 512)}m")
            .config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
        )  # fmt: skip
    try:
        spark = builder.getOrCreate()
    except Exception as error:
        raise Refusal(
            f"Spark does not start ({type(error).__name__}): install Java 17 or newer, and set JAVA_HOME."
        ) from error
    spark.sparkContext.setLogLevel("ERROR")
    try:
        yield spark
    finally:
        spark.stop()


def run(asked: Plan) -> Accounts:
    """See `marsad.runtime.build.plan.Engine`."""
    with opened(asked) as lake, with_standard_input(asked) as plan:
        accounts = Accounts()
        accounts.files, paths = new_files(lake, plan)
        new = [account for account in accounts.files if not account.skipped]
        if new:
            with session(plan) as spark:
                if plan is not asked and not spark.sparkContext.master.startswith("local"):
                    raise Refusal(
                        "Standard input is there for one machine alone, not for a cluster: save it as a file that all "
                        "of its machines see, and name that."
                    )
                Job(spark, plan, lake).run(accounts, new, paths)
            note_inputs(lake, new)
        return accounts


class Job:
    """One build on a session."""

    def __init__(self, spark: Any, plan: Plan, lake: Lake) -> None:
        self._spark, self._plan, self._lake = spark, plan, lake
        self._sent = replace(plan, clock=system_clock, progress=silent)
        cores = int(spark.sparkContext.defaultParallelism)
        self._partitions = min(max(cores * _PARTITIONS_PER_CORE, 4), 256)

    def run(self, accounts: Accounts, new: list[Any], paths: list[Any]) -> None:
        """Bring the files in."""
        plan = self._plan
        asked = [(DRIVER, plan.files.index(path), "file", pickle.dumps(account))
                 for account, path in zip(new, paths, strict=True)]  # fmt: skip
        rows = self._read(asked)
        for _, _, _, told in self._of_driver(rows, "account"):
            account = pickle.loads(bytes(told))  # noqa: S301 - of our own tasks
            accounts.files[[file.content for file in accounts.files].index(account.content)] = account
        new[:] = [account for account in accounts.files if not account.skipped]
        keep_apart(self._lake, new)
        touched = {day for _, day, _, _ in self._of_driver(rows, "touched")}
        heard = {day for _, day, _, _ in self._of_driver(rows, "heard")}
        if not touched:
            return
        days, held = self._days(touched)
        if held:
            more = self._read([(DRIVER, day, "day", b"") for day in held])
            heard |= {day for _, day, _, _ in self._of_driver(more, "heard")}
            rows = rows.union(more)
        every = self._frame([(partition, 0, "", b"") for partition in range(self._partitions)])
        parted = (
            rows.where(rows.partition >= 0).union(every)
            .repartition(self._partitions, "partition").sortWithinPartitions("partition", "day", "family")
        )  # fmt: skip
        clocks = self._clocks(parted, frozenset(heard))
        parts = Parts(scratch_folder(plan), 1 << 62)
        loop = DayLoop(self._lake, parts, plan, lambda work, items: map(work, items))
        carried = loop.carried_into(days[0])
        shared = self._spark.sparkContext.broadcast(carried)
        task = SolveTask(
            self._sent, self._partitions, tuple(days), {d: packed(t) for d, t in clocks.items()}, _Shared(shared)
        )
        solved = parted.mapInArrow(task, SPARK_SCHEMA).persist()
        for day in days:
            done = [pickle.loads(bytes(told)) for _, _, _, told in self._of_day(solved, day)]  # noqa: S301 - of our own tasks
            for one in done:
                for files in one.files.values():
                    for file in files:
                        self._lake.accept(file)
            table = clocks.get(day, clock_offsets([], day * DAY_US))
            account, carried = loop.finish(day, done, table, carried)
            accounts.days.append(account)
            plan.progress(account.day, len(accounts.days) / len(days))
        accounts.days += loop.run((days[-1], carried))

    def _days(self, touched: set[int]) -> tuple[list[int], list[int]]:
        """The days to compute, and those of them that the lake holds: from the first touched to the last."""
        known = [number_of(day) for day in self._lake.days("state")]
        between = [day for day in known if min(touched) <= day <= max(touched)]
        return sorted({*touched, *between}), between

    def _clocks(self, parted: Any, days: frozenset[int]) -> dict[int, Any]:
        if not days:
            return {}
        told = parted.mapInArrow(CompareTask(self._partitions, days), SPARK_SCHEMA).collect()
        hearings: dict[int, list[Any]] = {day: [] for day in days}
        for row in told:
            hearings[row.day].append(unpacked(bytes(row.rows)))
        return {day: clock_offsets(found, day * DAY_US) for day, found in hearings.items()}

    def _read(self, asked: list[tuple[int, int, str, bytes]]) -> Any:
        frame = self._frame(asked)
        return frame.mapInArrow(ReadTask(self._sent, self._partitions), SPARK_SCHEMA).persist()

    def _frame(self, rows: list[tuple[int, int, str, bytes]]) -> Any:
        parallel = self._spark.sparkContext.parallelize(rows, max(len(rows), 1))
        return self._spark.createDataFrame(parallel, SPARK_SCHEMA)

    def _of_driver(self, rows: Any, family: str) -> list[Any]:
        found = rows.where((rows.partition == DRIVER) & (rows.family == family)).distinct()
        return list(found.collect())

    def _of_day(self, solved: Any, day: int) -> list[Any]:
        return list(solved.where(solved.day == day).collect())


class _Shared:
    """A broadcast value, called for inside a task."""

    def __init__(self, value: Any) -> None:
        self._value = value

    def __call__(self) -> Carried:
        carried: Carried = self._value.value
        return carried
