"""The IMO number of a ship: seven digits that stay with the hull (IMO resolution A.1117(30)).

The last digit checks the six before it: multiplied by 7 down to 2 and added, their sum ends in it. 9074729 is right:
9x7 + 0x6 + 7x5 + 4x4 + 7x3 + 2x2 = 139.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

_LOWEST, _HIGHEST = 1_000_000, 9_999_999


def valid_numbers(imo: npt.ArrayLike) -> npt.NDArray[np.bool_]:
    """Whether each number has seven digits and a right check digit."""
    number = np.asarray(imo, dtype=np.int64)
    total = sum((number // 10**power % 10) * (power + 1) for power in range(1, 7))
    right: npt.NDArray[np.bool_] = (number >= _LOWEST) & (number <= _HIGHEST) & (total % 10 == number % 10)
    return right


def own_numbers(imo: npt.ArrayLike) -> npt.NDArray[np.bool_]:
    """Whether each number can name one ship: its check digit is right, and it is none that is typed in as a default."""
    number = np.asarray(imo, dtype=np.int64)
    typed = (number == 1_234_567) | (
        number // 10 % 111_111 == 0
    )  # 1234567, 1111117, 2222224, ...: the check digit fits
    own: npt.NDArray[np.bool_] = valid_numbers(number) & ~typed
    return own
