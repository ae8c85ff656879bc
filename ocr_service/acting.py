"""Who is acting in this thread: set where somebody comes in, told to the audit trail."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from ocr_service.domain.access import Actor, ActorKind, Role

HOUSE = Actor(ActorKind.PROGRAM, "", "ocr-service", Role.ADMIN)
ACTOR: ContextVar[Actor] = ContextVar("actor", default=HOUSE)


def actor() -> Actor:
    """Whoever acts now; the service itself, where nobody has come in."""
    return ACTOR.get()


def act_as(somebody: Actor) -> None:
    """From now on, until the request (or process) ends, it is they who act."""
    ACTOR.set(somebody)


@contextmanager
def acting(somebody: Actor) -> Iterator[None]:
    """Within, it is they who act."""
    token = ACTOR.set(somebody)
    try:
        yield
    finally:
        ACTOR.reset(token)
