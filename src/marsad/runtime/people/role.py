"""What people may do. Each role may do all that those before it may."""

from __future__ import annotations

from typing import Final, Literal, get_args

from marsad.schema.refusal import Refusal

Role = Literal["viewer", "operator", "supervisor", "administrator"]
ROLES: Final[tuple[Role, ...]] = get_args(Role)
"""viewer looks; operator deals with alerts and writes the log; supervisor changes rules, zones and watch lists and
hands over for others; administrator says who the people are."""


def may(role: str, needed: str) -> bool:
    """Whether somebody of `role` may do what needs `needed`. Nobody may do what needs a role that there is not."""
    return role in ROLES and needed in ROLES and ROLES.index(role) >= ROLES.index(needed)


def role_of(told: str) -> Role:
    """The role of this name. Raises Refusal where there is none."""
    for role in ROLES:
        if role == told:
            return role
    raise Refusal(f"There is no role {told}: use one of {', '.join(ROLES)}.")
