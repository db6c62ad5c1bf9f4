"""Who lies where and when: berths and places at anchor are given to one ship at a time."""

from __future__ import annotations


class Book:
    """Times for which slots are taken."""

    def __init__(self, slots: int) -> None:
        self._taken: list[list[tuple[int, int]]] = [[] for _ in range(slots)]

    def free(self, slot: int, t0: int, t1: int) -> bool:
        """Whether nobody has it in any of this time."""
        return all(end <= t0 or begin >= t1 for begin, end in self._taken[slot])

    def take(self, slot: int, t0: int, t1: int) -> None:
        """Note that it is taken; what is over by `t0` is forgotten, for nobody asks for times before."""
        self._taken[slot] = [one for one in self._taken[slot] if one[1] > t0]
        self._taken[slot].append((t0, t1))
