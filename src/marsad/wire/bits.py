"""A run of bits as it goes over the air, most significant first."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bits:
    """`length` bits, held as one whole number; bit 0 is the first sent."""

    value: int
    length: int

    def __post_init__(self) -> None:
        if self.length < 0 or self.value < 0 or self.value >> self.length:
            raise ValueError(f"{self.value} does not fit {self.length} bits: give a value below two to that power")

    def uint(self, first: int, width: int) -> int:
        """The bits from `first` as an unsigned number. They must lie within the run."""
        if first < 0 or width < 0 or first + width > self.length:
            raise IndexError(f"bits {first} to {first + width} do not lie within {self.length}")
        return self.value >> (self.length - first - width) & ((1 << width) - 1)

    def sint(self, first: int, width: int) -> int:
        """The bits from `first` as a two's complement number."""
        raw = self.uint(first, width)
        return raw - (1 << width) if raw >> (width - 1) else raw

    def tail(self, first: int) -> Bits:
        """What is left from bit `first` on."""
        return Bits(self.uint(first, self.length - first), self.length - first)

    def packed(self) -> bytes:
        """Bytes, the last one filled with zeros."""
        size = -(-self.length // 8)
        return (self.value << (8 * size - self.length)).to_bytes(size, "big")
