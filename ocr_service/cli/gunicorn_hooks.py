"""What gunicorn calls: the process that answers dies with its master, and frees the port."""

from workers.fate import die_with_parent


def post_fork(server: object, worker: object) -> None:  # noqa: ARG001 - gunicorn's signature
    """Else it would hold the port for as long as its longest request, and nobody could restart."""
    die_with_parent()
