"""`ocr-service web`: the front door, under gunicorn."""

import os
import sys

import click

from ocr_service.config import Settings

APPLICATION = "ocr_service.cli.serving:application()"
SILENT_SECONDS = 300  # of the process that answers, before it is started anew
STOP_SECONDS = 35  # longer than the longest hold


@click.command()
@click.option("--host", help="The address to listen at.")
@click.option("--port", type=int)
def web(host: str | None, port: int | None) -> None:
    """Serves the API until it is told to stop."""
    settings = Settings.from_environment()
    place = f"{host or settings.host}:{port or settings.port}"
    options = {
        "config": "python:ocr_service.cli.gunicorn_hooks",
        "bind": place,
        "worker-class": "ocr_service.cli.door.Door",
        "threads": settings.web_threads,
        "timeout": SILENT_SECONDS,
        "graceful-timeout": STOP_SECONDS,
        "keep-alive": 15,
        "log-level": settings.log_level.lower(),
        "worker-tmp-dir": "/dev/shm",  # noqa: S108 - gunicorn's heartbeat must not touch a disk
    }
    arguments = [f"--{name}={value}" for name, value in options.items()]
    arguments.append("--no-control-socket")
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", *arguments, APPLICATION])  # noqa: S606
