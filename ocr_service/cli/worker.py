"""`ocr-service worker`: one process that reads what came in."""

import click

from workers.__main__ import main


@click.command()
@click.option("--name", default="", help="A name that no other running worker has.")
def worker(name: str) -> None:
    """Reads what came in, until it is told to stop."""
    main(name)
