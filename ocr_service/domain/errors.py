"""One exception per remedy: who can mend it, and how, in the words of the office."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Complaint:
    """What went wrong with an input: a stable code for programs, Vietnamese for people."""

    code: str
    message: str
    remedy: str


SECRET_PAPER = "secret_paper"  # noqa: S105 - a code for programs, no password
# Complaints about one file that stop the whole dossier at once.
STOPPING = frozenset({SECRET_PAPER})


class OcrError(Exception):
    """The root of all errors that we raise on purpose."""


class BadInput(OcrError):
    """The sender must send something else; ``complaint`` says what."""

    def __init__(self, complaint: Complaint) -> None:
        super().__init__(f"{complaint.code}: {complaint.message}")
        self.complaint = complaint


class BadSchema(OcrError):
    """The author of a schema must correct it; the message names file and key."""


class BadSettings(OcrError):
    """Whoever runs the service must correct a setting; the message names it."""


class MissingDependency(OcrError):
    """A program or model is not on this machine; the message names the command that mends it."""


class NotFound(OcrError):
    """What was asked for is not here."""


class Forbidden(OcrError):
    """Whoever asks may not do this."""


class Throttled(OcrError):
    """They come too often; ``seconds`` later they may try again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"too often; again in {seconds} s")
        self.seconds = seconds


class Conflict(OcrError):
    """Somebody else changed it first; read it again."""


class Overtaken(Conflict):
    """Somebody else was faster by a moment; from the beginning it may go well."""


class Stale(OcrError):
    """What somebody wants to change is no longer as they saw it."""


class NotRecognised(OcrError):
    """Nobody proved to be who they say they are; what was wrong is not for them to know."""


class Unavailable(OcrError):
    """A part (disk, database, queue) is out of reach just now; try again later."""


class EngineFailed(OcrError):
    """The engine stopped on this picture; the same work may be tried again."""
