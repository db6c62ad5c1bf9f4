"""Arrays that kernels may pass on to one another for nothing."""

from __future__ import annotations

from typing import Any

from llvmlite import ir
from numba.core import types
from numba.extending import intrinsic, overload


def bare(array: Any) -> Any:
    """The same array without an owner, for the duration of one kernel call; a read-only one counts as writable.

    numba counts references to an array at each call that takes it, with atomic operations: in the scanner, which
    hands a dozen arrays to small functions for each sentence, that was most of the time. Without an owner there is
    nothing to count. The caller must hold the array until the kernel returns, and must not write to it where it was
    read-only.
    """
    return array


@intrinsic
def _without_owner(typingctx: Any, array: Any) -> Any:
    if not isinstance(array, types.Array):
        return None
    bared = array.copy(readonly=False)

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        given = context.make_array(signature.args[0])(context, builder, arguments[0])
        made = context.make_array(signature.return_type)(context, builder)
        for part in ("nitems", "itemsize", "data", "shape", "strides"):
            setattr(made, part, getattr(given, part))
        made.meminfo = ir.Constant(made.meminfo.type, None)
        made.parent = ir.Constant(made.parent.type, None)
        return made._getvalue()

    return bared(array), generate


@overload(bare)
def _bare(array):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202 - numba wants both signatures bare
    def view(array):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        return _without_owner(array)  # type: ignore[call-arg] # the first argument is given by numba

    return view
