"""state: what the steps of a build hand from one day to the next."""

from marsad.schema.table import Column, Table

TABLE = Table(
    "state",
    "What one step of the build knows at the end of a day, for the day that follows; made anew by any build",
    (
        Column("t", "time", "Start of the day", unit="us UTC"),
        Column("step", "category", "The step: vessels, ways, said, known"),
        Column("carried", "text", "Hash of the state that the day began with, over all steps"),
        Column("content", "bytes", "What the step keeps, as an Arrow stream"),
    ),
)  # fmt: skip
