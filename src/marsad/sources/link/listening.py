"""Why a port cannot be listened on, as a sentence."""

from __future__ import annotations

import errno


def trouble_of(error: OSError, host: str, port: int) -> str:
    """One sentence that says what to do about a failed bind."""
    where = f"{host}:{port}"
    if error.errno == errno.EADDRINUSE:
        return f"{where} is taken by another program: stop it (`ss -lnp` names it) or use another port; trying again."
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"{where} needs rights that Marsad should not have: use a port above 1023; trying again."
    if error.errno in (errno.EADDRNOTAVAIL, errno.ENODEV):
        return f"{host} or its interface is not one of this computer: `ip address` lists them; trying again."
    return f"{where} cannot be listened on ({error.strerror or error}): check the URL; trying again."
