"""One worker: an RQ worker that runs one task only, and frees at once what a dead child held."""

import logging
import os
import secrets
import socket
from typing import Any

from redis import Redis
from rq import Queue
from rq import Worker as RqWorker
from rq.job import Job
from rq.serializers import JSONSerializer

from ocr_service.actions.digitize import Digitizer
from ocr_service.actions.reconcile import bury
from ocr_service.jobs import QUEUE, TASK
from ocr_service.logs import begin
from workers.tasks import Seat

log = logging.getLogger(__name__)
WATCH_SECONDS = 15  # how often the parent looks after its child
CLEANS_EVERY = 300


class JobFailed(Exception):
    """The kind of what went wrong; its words, which may quote a paper, stay behind."""


class KnownJob(Job):
    """A job of our one task; whoever can write to Redis still cannot choose what we run."""

    # Names of functions to be called afterwards could be written to Redis like any other.
    success_callback = failure_callback = stopped_callback = None

    def perform(self) -> Any:
        if self.func_name != TASK:
            raise PermissionError(f"not a task of ours: {self.func_name}")
        begin("")  # the work says which request led to it
        try:
            return super().perform()
        except Exception as wrong:
            log.exception("job %s failed", self.id)
            # RQ logs what it sees and keeps it in Redis.
            raise JobFailed(type(wrong).__name__) from None


class Listener(RqWorker):
    """Comes back within seconds after Redis was away."""

    max_connection_wait_time = 2.0


def listener(digitizer: Digitizer, connection: Redis, name: str) -> Listener:
    """A worker that hears the bell, with JSON instead of pickles."""
    Seat.digitizer = digitizer

    def child_died(job: Job, *_: object) -> None:
        log.warning("the child of worker %s died in job %s", name, job.id)
        free(digitizer)

    queue = Queue(QUEUE, connection=connection, serializer=JSONSerializer, job_class=KnownJob)
    return Listener(
        [queue],
        name=f"{name}-{secrets.token_hex(4)}",  # RQ wants it new each time
        connection=connection,
        serializer=JSONSerializer,
        job_class=KnownJob,
        job_monitoring_interval=WATCH_SECONDS,
        maintenance_interval=CLEANS_EVERY,
        log_job_description=False,
        work_horse_killed_handler=child_died,
    )


def free(digitizer: Digitizer) -> None:
    """What this worker's name still holds, nobody does any more."""
    turn = digitizer.turn
    bury(turn.owner, turn.max_attempts, works=digitizer.works, bell=digitizer.bell)


def own_name() -> str:
    """A name that no other worker has, on this machine or another."""
    return f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(4)}"
