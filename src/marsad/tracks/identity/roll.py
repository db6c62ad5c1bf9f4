"""The roll: every vessel ever heard, with the identities it told one after the other, as arrays."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from marsad.tracks.identity.evidence import Evidence

KNOWN = pa.schema(
    [
        pa.field("vessel_id", pa.int64(), nullable=False),
        pa.field("episode", pa.int64(), nullable=False),  # 0, 1, ...: which identity, the last is the present one
        pa.field("t_first", pa.int64(), nullable=False),  # us UTC, the vessel first heard
        pa.field("t_from", pa.int64(), nullable=False),  # heard with this identity
        pa.field("t_until", pa.int64(), nullable=False),
        pa.field("t_begin", pa.int64(), nullable=False),  # first and last place with it
        pa.field("lon_begin", pa.float64(), nullable=False),  # NaN: none
        pa.field("lat_begin", pa.float64(), nullable=False),
        pa.field("t_end", pa.int64(), nullable=False),
        pa.field("lon_end", pa.float64(), nullable=False),
        pa.field("lat_end", pa.float64(), nullable=False),
        pa.field("imo", pa.int64(), nullable=False),  # 0: none that can name one ship
        pa.field("length_m", pa.int64(), nullable=False),  # 0 not told
        pa.field("beam_m", pa.int64(), nullable=False),
        pa.field("top_kn", pa.float32(), nullable=False),  # NaN: none
        pa.field("station", pa.uint8(), nullable=False),
        pa.field("linked_to", pa.int64(), nullable=False),  # vessel_id, -1 none
        pa.field("linked_episode", pa.int64(), nullable=False),
        pa.field("callsign", pa.string()),
        pa.field("name", pa.string()),
        pa.field("evidence", pa.string()),
    ]
)
"""One row per vessel and identity, in order of both; bounded by a few times the number of vessels."""

EPISODES = 4
"""So many identities of one vessel are kept; the oldest give way."""
TEXTS = ("callsign", "name")
_NUMBERS = [field.name for field in KNOWN if field.type != pa.string()]
_MISSING: dict[str, Any] = {
    "lon_begin": np.nan, "lat_begin": np.nan, "lon_end": np.nan, "lat_end": np.nan, "top_kn": np.nan,
    "linked_to": -1, "linked_episode": -1, "callsign": -1, "name": -1,
}  # fmt: skip

Ints = npt.NDArray[np.int64]


class Roll:
    """Columns by name as NumPy arrays; texts as numbers of `words` (-1 null)."""

    def __init__(self, known: pa.Table, *more: pa.Array) -> None:
        """The roll from KNOWN; `more` are texts that are to be numbered with its own, see `codes`."""
        coded = pa.concat_arrays(
            [*(known[name].combine_chunks().cast(pa.string()) for name in TEXTS), *more]
        ).dictionary_encode()
        self.words: pa.Array = coded.dictionary
        numbers = np.asarray(pc.fill_null(coded.indices.cast(pa.int64()), -1).to_numpy(), np.int64)
        size = known.num_rows
        self.columns: dict[str, npt.NDArray[Any]] = {name: np.array(known[name].to_numpy()) for name in _NUMBERS}
        for k, name in enumerate(TEXTS):
            self.columns[name] = numbers[k * size : (k + 1) * size].copy()
        self.codes: list[Ints] = []
        at = len(TEXTS) * size
        for column in more:
            self.codes.append(numbers[at : at + len(column)])
            at += len(column)
        told = np.flatnonzero(np.asarray(known["evidence"].is_valid().to_numpy()))
        texts = known["evidence"].take(pa.array(told)).to_pylist()
        self.evidence = Evidence(dict(zip(self["vessel_id"][told].tolist(), texts, strict=True)))

    def __len__(self) -> int:
        return int(self.columns["vessel_id"].size)

    def __getitem__(self, name: str) -> npt.NDArray[Any]:
        return self.columns[name]

    def append(self, **columns: npt.ArrayLike) -> None:
        """Put rows at the end, so that the places of others stay; what is not named is not told."""
        size = np.asarray(columns["vessel_id"]).size
        for name, old in self.columns.items():
            new = np.asarray(columns.get(name, np.full(size, _MISSING.get(name, 0)))).astype(old.dtype)
            self.columns[name] = np.concatenate([old, new])

    def present(self) -> tuple[Ints, Ints]:
        """Vessels in order, and the row of the present identity of each."""
        order = np.lexsort((self["episode"], self["vessel_id"]))
        ids = self["vessel_id"][order]
        last = np.r_[ids[1:] != ids[:-1], True] if ids.size else np.zeros(0, np.bool_)
        return ids[last], order[last]

    def text(self, name: str, row: int) -> str | None:
        """One text in words."""
        code = int(self[name][row])
        return None if code < 0 else str(self.words[code].as_py())

    def place(self, name: str, row: int) -> tuple[float, float, int]:
        """First (`begin`) or last (`end`) place of one identity: longitude, latitude, instant."""
        return float(self[f"lon_{name}"][row]), float(self[f"lat_{name}"][row]), int(self[f"t_{name}"][row])

    def to_arrow(self) -> pa.Table:
        """KNOWN, in order; of each vessel its last identities, evidence beside the present one."""
        order = np.lexsort((self["episode"], self["vessel_id"]))
        ids, episode = self["vessel_id"][order], self["episode"][order]
        last = np.r_[ids[1:] != ids[:-1], True] if ids.size else np.zeros(0, np.bool_)
        newest = episode[last][np.searchsorted(ids[last], ids)]
        order = order[episode > newest - EPISODES]
        ids = self["vessel_id"][order]
        last = np.r_[ids[1:] != ids[:-1], True] if ids.size else np.zeros(0, np.bool_)
        columns: dict[str, Any] = {name: pa.array(self[name][order]) for name in _NUMBERS}
        for name in TEXTS:
            code = self[name][order]
            columns[name] = self.words.take(pa.array(code, mask=code < 0))
        columns["evidence"] = written_at(self.evidence, ids, last)
        return pa.table([columns[field.name] for field in KNOWN], schema=KNOWN)


def written_at(evidence: Evidence, ids: Ints, where: npt.NDArray[np.bool_]) -> pa.Array:
    """Evidence as a column beside vessels, where `where` says so."""
    written = evidence.written()
    some = np.flatnonzero(where & np.isin(ids, np.fromiter(written, np.int64, len(written))))
    place = np.full(ids.size, -1, np.int64)
    place[some] = np.arange(some.size)
    texts = pa.array([written[vessel] for vessel in ids[some].tolist()], pa.string())
    return texts.take(pa.array(place, mask=place < 0))


def none_known() -> pa.Table:
    """Before the first day."""
    return KNOWN.empty_table()
