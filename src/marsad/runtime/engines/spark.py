"""The engine that runs on Apache Spark: the same functions over partitions of senders (extra `spark`, Java 17)."""

from __future__ import annotations

from marsad.runtime.build.accounts import Accounts
from marsad.runtime.build.plan import Engine, Plan


def _run(plan: Plan) -> Accounts:
    from marsad.runtime.build.spark_job.job import run

    return run(plan)


ENGINE = Engine("Apache Spark, for archives that outgrow one machine", _run)
