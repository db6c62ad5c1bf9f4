"""The socket for detectors, and the contract of what goes into it.

A detector is a pure function of its rows: `step(parameters, state, rows, prev, w, side) -> (found, state)`.

(i)   `rows` are those with prev < t <= w, in the order (t, vessel, digest), none twice. t is the time heard.
(ii)  What it gives was known at an instant in (prev, w], see `Found`.
(iii) It reads nothing else: no clock, no file, no module's state. Side tables hold from and to an instant; it reads
      them as of event time.
(iv)  What is to happen at an instant (a timer) stands in the state, and happens between rows in the order of event
      time: after all rows with t <= that instant, before those after it, and not before w has reached it.

So however time is cut into steps, vessels into partitions, and a run into runs, the events are the same, and
`marsad.testing.detector_contract` shows it of every detector. A late row never enters `step`: `runtime/advance` runs
again what it touched.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from marsad.plugin.found import Found
from marsad.plugin.parameters import Parameters
from marsad.plugin.rows import FAMILIES, Records, Rows
from marsad.plugin.side import SIDE_TABLES, Side
from marsad.plugin.socket import Socket
from marsad.schema.kinds import KINDS, Partition
from marsad.schema.refusal import Refusal

Form = Literal["kernel", "frame"]


@dataclass(frozen=True)
class StateSchema:
    """What a detector remembers: a record for each vessel, and tables of records.

    A record of zeros is that of a vessel of which nothing is known. With partition `vessel` each record of a table has
    a field `vessel` (a vessel_id) by which the table can be taken apart. A detector that remembers nothing has neither.
    `pairs` names tables, in the order of their field `key`, that this tells of two slots: the lesser << 32 | the
    greater. No other field of a table may be a slot: vessels are forgotten, and those that stay move up.
    """

    vessel: np.dtype[np.void] | None = None
    tables: Mapping[str, np.dtype[np.void]] = field(default_factory=dict)
    pairs: tuple[str, ...] = ()


@dataclass
class State:
    """The memory of a detector between two steps. `step` may write into it, and gives back what then holds.

    `ids` tells whose each slot is; a slot stays a vessel's as long as the state lives, but another run may number the
    vessels otherwise: nothing that is found may depend on it. `tables` may grow and shrink, and those of a detector of
    vessels come in another order after a rerun; `vessels` is grown by `runtime` before the rows of a new vessel come.
    """

    ids: np.ndarray[tuple[int], np.dtype[np.int64]]
    vessels: Records
    tables: dict[str, Records]

    def copy(self) -> State:
        """Another that says the same and is written into apart."""
        return State(self.ids.copy(), self.vessels.copy(), {name: rows.copy() for name, rows in self.tables.items()})

    @property
    def size_bytes(self) -> int:
        """What it holds."""
        return self.ids.nbytes + self.vessels.nbytes + sum(rows.nbytes for rows in self.tables.values())


Sieve = Callable[[npt.NDArray[np.uint32], npt.NDArray[np.int64]], npt.NDArray[np.bool_]]
"""Of position reports, by MMSI and navigational status (-1: not told): which can matter at all."""

Step = Callable[[Parameters, State, Rows, int, int, Side], tuple[list[Found], State]]
NO_RECORD: Final = np.dtype([("known", "?")])


class DetectorError(Refusal):
    """A detector says of itself what cannot be."""


@dataclass(frozen=True)
class Detector:
    """One way to find one or several kinds of events.

    `partition` says which rows have to do with one another: `row` none with another; `vessel` those of one MMSI (with
    all vessels under it); `cell` those of vessels that come within `halo_m` of each other; `all` any. `reads` are the
    families it is handed, in `side` the side tables. `look_back_s` bounds how far back a row can matter to what is
    found now (0: not bounded, as long as the vessel's record says something).
    """

    name: str
    version: str
    kinds: tuple[str, ...]
    partition: Partition
    parameters: Parameters
    step: Step
    state: StateSchema = field(default_factory=StateSchema)
    reads: tuple[str, ...] = ("position",)
    side: tuple[str, ...] = ()
    halo_m: float = 0.0
    look_back_s: float = 0.0
    form: Form = "kernel"
    source: str = ""
    """Where the rule is published, of a baseline; empty: Marsad's own."""
    sieve: Sieve | None = None
    """Of a detector of partition `row`: it finds nothing in position reports that this leaves out, so that on arrival,
    under a flood, nothing is done for them. None: any may matter."""

    def __post_init__(self) -> None:
        wrong = [
            *(f"kind {kind}, which schema/kinds has not" for kind in self.kinds if kind not in KINDS),
            *(f"family {name}, which there is not" for name in self.reads if name not in FAMILIES),
            *(f"side table {name}, which there is not" for name in self.side if name not in SIDE_TABLES),
            *(f"table {name} without a field `vessel`" for name, dtype in self.state.tables.items()
              if self.partition == "vessel" and "vessel" not in (dtype.names or ())),
            *(["no kind"] if not self.kinds else []),
            *(["partition cell without a halo"] if self.partition == "cell" and self.halo_m <= 0 else []),
            *(["partition row with a state"] if self.partition == "row" and self.state != StateSchema() else []),
        ]  # fmt: skip
        if wrong:
            raise DetectorError(f"Detector {self.name} names {wrong[0]}: mend it.")

    def first_state(self) -> State:
        """Nothing is known."""
        dtype = NO_RECORD if self.state.vessel is None else self.state.vessel
        tables = {name: np.zeros(0, kind) for name, kind in self.state.tables.items()}
        return State(np.zeros(0, np.int64), np.zeros(0, dtype), tables)


DETECTORS: Final = Socket("marsad.detectors", "DETECTOR", Detector)
"""The room `detectors`, and the entry points of other packages."""
