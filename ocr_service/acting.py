"""Who is acting in this thread: set where somebody comes in, told to the audit trail."""

import os
import pwd
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from socket import gethostname

from ocr_service.domain.access import Actor, ActorKind, Role

HOUSE = Actor(ActorKind.PROGRAM, "", "ocr-service", Role.ADMIN)
ACTOR: ContextVar[Actor] = ContextVar("actor", default=HOUSE)


def actor() -> Actor:
    """Whoever acts now; the service itself, where nobody has come in."""
    return ACTOR.get()


def act_as(somebody: Actor) -> None:
    """From now on, until the request (or process) ends, it is they who act."""
    ACTOR.set(somebody)


def program(name: str) -> Actor:
    """One of the service's own programs, on this machine."""
    return Actor(ActorKind.PROGRAM, name, name, Role.ADMIN, address=gethostname())


def operator() -> Actor:
    """Whoever types commands on this machine, as it knows them."""
    user = os.geteuid()
    try:
        name = pwd.getpwuid(user).pw_name
    except KeyError:  # a container's user need not be in its list
        name = str(user)
    return Actor(ActorKind.PROGRAM, name, "command line", Role.ADMIN, address=gethostname())


@contextmanager
def acting(somebody: Actor) -> Iterator[None]:
    """Within, it is they who act."""
    token = ACTOR.set(somebody)
    try:
        yield
    finally:
        ACTOR.reset(token)
